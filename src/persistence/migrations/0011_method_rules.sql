-- A case keeps the rules under which it was opened, whatever becomes of the profile's file.

create table method_rules (
  hash       text primary key,
  name       text not null,
  rules      jsonb not null,
  first_used timestamptz not null default now()
);
comment on table method_rules is 'Working methods as they were when cases were opened under them. A reference table: few rows, the same everywhere.';
comment on column method_rules.hash is 'Of the rules alone: comments and the order of lines in the file do not matter.';

alter table community_case add column rules text;
comment on column community_case.rules is 'method_rules.hash. Empty for cases that were over before rules were kept.';

-- What people corrected, the models that were learned from it, and which of them is in use.

create table category_correction (
  community_id text not null,
  case_number  text not null,
  category     text not null,
  subcategory  text,
  was          text not null,
  words        bytea not null,
  staff_no     text not null,
  at           timestamptz not null,
  lesson       bigint,
  set_aside    boolean not null default false,
  primary key (community_id, case_number)
);
comment on table category_correction is 'One row a case: the last word of those who answer for it. The event is in case_event.';
comment on column category_correction.was is 'First-level label before anybody corrected it.';
comment on column category_correction.words is 'Sealed: what the reporter said, without numbers and without who they are.';
comment on column category_correction.lesson is 'The first lesson it was part of; empty while it waits for one.';
comment on column category_correction.set_aside is 'Learned in a lesson that was taken back: not learned from again.';
create index category_correction_waiting on category_correction (at) where lesson is null and not set_aside;

create table category_model (
  version          bigint primary key,
  made_at          timestamptz not null,
  verdict          text not null check (verdict in ('kept', 'refused')),
  corrected        integer not null,
  standing         integer not null,
  corrected_asked  integer not null,
  corrected_right  integer not null,
  corrected_before integer not null,
  standing_asked   integer not null,
  standing_right   integer not null,
  weights          bytea,
  taken_back_at    timestamptz,
  check (verdict = 'kept' or weights is null)
);
comment on table category_model is 'One row a lesson. Refused ones have no weights, old ones not any more.';
comment on column category_model.corrected is 'How many corrections it was taught; standing: how many cases whose class nobody changed.';
comment on column category_model.corrected_asked is 'Held back corrections it was examined on; right: read as corrected; before: by the model in use.';
comment on column category_model.standing_right is 'Held back cases whose class nobody changed that it reads as they stand.';

-- One row: version grows whenever another model is in use, so that every process takes it up.
create table category_model_version (
  only_row     boolean primary key default true check (only_row),
  version      bigint not null,
  in_use       bigint references category_model (version),
  lesson_until timestamptz
);
comment on column category_model_version.in_use is 'Empty: what is shipped.';
comment on column category_model_version.lesson_until is 'Some process is at a lesson until then at the latest (time of the database).';
insert into category_model_version (version) values (0);

-- The case, its history and the people who raised it. community_id is where it was opened and never changes;
-- unit_id and assignee_no say who answers for it today.

create sequence case_number_seq start 1001;

create table community_case (
  community_id text not null,
  number       text not null,
  status       text not null check (status in ('registered', 'assigned', 'accepted', 'in_progress', 'resolved',
                                               'closed', 'declined', 'withdrawn', 'merged')),
  level        text not null check (level in ('on_spot', 'community', 'partners', 'district')),
  kind         text not null check (kind in ('投诉', '求助', '咨询', '建议', '举报', '表扬')),
  category     text not null,
  subcategory  text,
  urgency      text not null check (urgency in ('emergency', 'high', 'normal')),
  text         text not null,
  place        text not null default '',
  estate       text,
  building     text,
  unit_label   text,
  room         text,
  grid_id      text,
  unit_id      text not null,
  assignee_no  text,
  avoid        text[] not null default '{}',
  method       text not null,
  source       text not null default 'chat',
  opened_at    timestamptz not null,
  due_at       timestamptz,
  resolved_at  timestamptz,
  closed_at    timestamptz,
  result       text,
  reopened     smallint not null default 0,
  supervised   boolean not null default false,
  parent       text,
  about        text,
  revision     integer not null default 1,
  primary key (community_id, number),
  unique (number),
  check ((status in ('closed', 'declined', 'withdrawn', 'merged')) = (closed_at is not null)),
  check (closed_at is not null or due_at is not null)
);
comment on column community_case.text is 'What was said, with phone numbers taken out (they are in case_reporter, sealed).';
comment on column community_case.revision is 'Grows with every recorded step; a step decided on an older state changes nothing.';
comment on column community_case.avoid is 'Staff numbers the case is about: it never goes to them.';
create index case_of_assignee on community_case (assignee_no, due_at) where closed_at is null;
create index case_of_unit on community_case (unit_id, due_at) where closed_at is null;
create index case_of_community on community_case (community_id, opened_at);

create table case_event (
  community_id  text not null,
  id            bigint generated always as identity,
  case_number   text not null,
  at            timestamptz not null,
  action        text not null,
  actor_kind    text not null check (actor_kind in ('resident', 'staff', 'system')),
  actor_no      text,
  from_status   text,
  to_status     text not null,
  from_assignee text,
  to_assignee   text,
  unit_id       text not null,
  level         text not null,
  note          text,
  facts         jsonb not null default '{}',
  primary key (community_id, id)
);
comment on column case_event.actor_no is 'Staff number, or the contact id of a resident; empty for the system.';
create index case_event_case on case_event (community_id, case_number, id);
create index case_event_at on case_event (community_id, at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only ever added to: % on % refused', tg_op, tg_table_name;
end $$;
create trigger case_event_is_append_only before update or delete on case_event
  for each row execute function refuse_change();

create table case_reporter (
  community_id text not null,
  case_number  text not null,
  account_id   text not null,
  contact_id   bigint not null,
  resident_id  bigint,
  name         bytea,
  phone        bytea,
  anonymous    boolean not null default false,
  concerned    bytea,
  joined_at    timestamptz not null,
  left_at      timestamptz,
  primary key (community_id, case_number, contact_id)
);
comment on column case_reporter.left_at is 'Took their word back while others stayed with the case.';
comment on column case_reporter.concerned is 'Sealed: the person it is for, when somebody writes for another (我妈).';
create index case_reporter_contact on case_reporter (contact_id, case_number);

create table case_media (
  community_id text not null,
  case_number  text not null,
  id           bigint generated always as identity,
  sha256       text not null,
  media_type   text not null,
  bytes        bigint not null,
  kind         text not null check (kind in ('picture', 'voice', 'video', 'file')),
  stage        text not null check (stage in ('report', 'result', 'note')),
  seconds      integer,
  name         text,
  contact_id   bigint,
  at           timestamptz not null,
  primary key (community_id, id)
);
create index case_media_case on case_media (community_id, case_number, id);

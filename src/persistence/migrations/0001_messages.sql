-- What is heard, what is to be said, and what is to happen later.
-- community_id '-' stands for "not known yet" (a stranger who has told no home).

create table account (
  id            text primary key,
  channel       text not null,
  self_id       text,
  state         text not null default 'absent' check (state in ('absent', 'logged_out', 'logged_in')),
  state_since   timestamptz not null,
  login_no      integer not null default 0,
  last_heard_at timestamptz
);
comment on column account.login_no is 'How often the account logged in; tells which contacts'' channel ids are of today.';
comment on table account is 'A bot account; id is the configured name, because the channel''s own id changes at re-login.';

-- Times when the account could hear nothing: what was said then is lost to us and must be owned up to.
create table channel_gap (
  account_id text not null references account (id),
  id         bigint generated always as identity,
  began_at   timestamptz not null,
  ended_at   timestamptz,
  primary key (account_id, id)
);

create table contact (
  account_id   text not null references account (id),
  id           bigint generated always as identity,
  channel_id   text not null,
  handle_hash  bytea,
  mark         text not null,
  display_name bytea not null,
  name_hash    bytea not null,
  community_id text not null default '-',
  known_since  timestamptz not null,
  login_no     integer not null default 0,
  label        bytea not null,
  remark_kept_at  timestamptz,
  remark_attempts smallint not null default 0,
  remark_retry_at timestamptz,
  primary key (account_id, id),
  unique (id),
  unique (mark)
);
comment on column contact.login_no is 'The login in which channel_id was last seen; an id seen in the present login is never taken over.';
comment on column contact.label is 'Sealed. The readable part of the remark: <label>·#<mark>.';
comment on column contact.channel_id is 'The channel''s id of today; changes at every login of a web channel.';
comment on column contact.mark is 'Random mark written into the remark that our account keeps, found again after a re-login.';
comment on column contact.display_name is 'Sealed. Shown; with name_hash a namesake is noticed, but a name alone never binds anybody.';
create unique index contact_channel_id on contact (account_id, channel_id);
create index contact_name on contact (account_id, name_hash);
create index contact_handle on contact (account_id, handle_hash) where handle_hash is not null;
create index contact_remark on contact (account_id, id) where remark_kept_at is null;

create table inbox (
  account_id         text not null,
  id                 bigint generated always as identity,
  channel_message_id text not null,
  contact_id         bigint not null,
  body               bytea not null,
  heard_at           timestamptz not null,
  state              text not null default 'waiting' check (state in ('waiting', 'handled', 'failed')),
  attempts           smallint not null default 0,
  pickups            smallint not null default 0,
  retry_at           timestamptz,
  fault              text,
  primary key (account_id, id),
  unique (account_id, channel_message_id)
);
comment on column inbox.pickups is 'How often it was begun again after being left behind: stops a message that kills its process.';
comment on column inbox.body is 'Sealed JSON of the InboundMessage.';
comment on column inbox.fault is 'Class and code of the last error; never a message text.';
create index inbox_waiting on inbox (contact_id, id) where state = 'waiting';
create index inbox_failed on inbox (heard_at) where state = 'failed';

create table outbox (
  community_id       text not null,
  id                 bigint generated always as identity,
  account_id         text not null,
  contact_id         bigint not null,
  priority           smallint not null,
  body               bytea not null,
  case_number        text,
  dedupe_key         text,
  not_before         timestamptz not null,
  written_at         timestamptz not null,
  state              text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'unknown', 'dead')),
  attempts           smallint not null default 0,
  retry_at           timestamptz,
  lease_until        timestamptz,
  sent_at            timestamptz,
  channel_message_id text,
  reason             text,
  primary key (community_id, id)
);
comment on column outbox.lease_until is 'Database time; the sender that claimed the row must answer before it.';
comment on column outbox.reason is 'Why a row is dead or unknown, in words the console shows.';
create unique index outbox_dedupe on outbox (community_id, dedupe_key) where dedupe_key is not null;
create index outbox_unsent on outbox (contact_id, id) where state in ('waiting', 'sending');
create index outbox_due on outbox (account_id, priority, not_before, id) where state = 'waiting';
create index outbox_leased on outbox (lease_until) where state = 'sending';
create index outbox_sent on outbox using brin (sent_at);
create index outbox_said on outbox (contact_id, id desc) where state = 'sent';
create index outbox_trouble on outbox (written_at) where state in ('dead', 'unknown');

create table timer (
  community_id text not null,
  id           bigint generated always as identity,
  kind         text not null,
  subject      text not null,
  due_at       timestamptz not null,
  payload      jsonb not null default '{}',
  state        text not null default 'waiting' check (state in ('waiting', 'fired', 'cancelled', 'failed')),
  attempts     smallint not null default 0,
  retry_at     timestamptz,
  fired_at     timestamptz,
  fault        text,
  primary key (community_id, id)
);
comment on table timer is 'A wait is a row: deadlines, reminders and scheduled questions survive restarts and happen once.';
create unique index timer_waiting on timer (community_id, kind, subject) where state = 'waiting';
create index timer_due on timer (due_at, id) where state = 'waiting';
create index timer_failed on timer (due_at) where state = 'failed';

create table media (
  sha256     text primary key,
  media_type text not null,
  bytes      bigint not null,
  stored_at  timestamptz not null
);
comment on table media is 'Files under <data folder>/media, kept once by content.';

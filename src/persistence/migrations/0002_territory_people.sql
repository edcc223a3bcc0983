-- The map of responsibility and the people on it. A unit's community_id is its community, or itself above that level.

create table org_unit (
  community_id  text not null,
  id            text not null,
  name          text not null,
  level         text not null,
  parent_id     text,
  aliases       text[] not null default '{}',
  checkin_lng   double precision,
  checkin_lat   double precision,
  boundary      jsonb,
  retired       boolean not null default false,
  primary key (community_id, id),
  unique (id)
);
comment on column org_unit.retired is 'It left the roster; the row stays because cases name it.';
comment on column org_unit.boundary is 'Ring of [lng, lat] pairs, GCJ-02.';

create table coverage (
  community_id text not null,
  id           bigint generated always as identity,
  grid_id      text not null,
  estate       text not null,
  buildings    text[] not null default '{}',
  unit_label   text,
  aliases      text[] not null default '{}',
  landmarks    text[] not null default '{}',
  households   integer,
  primary key (community_id, id)
);
comment on table coverage is 'Which doors a grid answers for; no buildings = the whole estate.';
create index coverage_grid on coverage (community_id, grid_id);

-- One row: grows whenever the roster changes, so that every process knows when its map is old.
create table roster_version (
  only_row boolean primary key default true check (only_row),
  version  bigint not null
);
insert into roster_version (version) values (0);

create table staff (
  community_id text not null,
  staff_no     text not null,
  name         bytea not null,
  name_hash    bytea not null,
  phone        bytea not null,
  phone_hash   bytea not null,
  unit_id      text not null,
  role         text not null,
  post         text,
  title        text,
  home_unit    text,
  active       boolean not null default true,
  primary key (community_id, staff_no),
  unique (staff_no)
);
create index staff_unit on staff (unit_id) where active;
create index staff_name on staff (name_hash);

create table resident (
  community_id text not null,
  id           bigint generated always as identity,
  name         bytea,
  name_hash    bytea,
  phone        bytea,
  phone_hash   bytea,
  estate       text not null,
  building     text,
  unit_label   text,
  room         text,
  grid_id      text,
  labels       bytea,
  source       text not null check (source in ('roster', 'chat')),
  roster_key   bytea,
  roster_print bytea,
  primary key (community_id, id)
);
comment on column resident.labels is 'Sealed; labels on people never reach any chat.';
comment on column resident.roster_key is 'Keyed hash of name and home: the same row of a repeated import.';
comment on column resident.roster_print is 'Keyed hash of the sealed rest of the row: tells whether it changed.';
create unique index resident_roster_key on resident (community_id, roster_key) where roster_key is not null;
create index resident_home on resident (community_id, estate, building);
create index resident_phone on resident (phone_hash) where phone_hash is not null;

create table binding (
  account_id   text not null,
  contact_id   bigint not null,
  community_id text not null,
  staff_no     text,
  resident_id  bigint,
  bound_at     timestamptz not null,
  way          text not null check (way in ('invitation', 'chat', 'transcript', 'sandbox')),
  primary key (account_id, contact_id),
  check (staff_no is not null or resident_id is not null)
);
create index binding_staff on binding (staff_no) where staff_no is not null;
create index binding_resident on binding (community_id, resident_id) where resident_id is not null;

create table invitation (
  community_id text not null,
  id           bigint generated always as identity,
  staff_no     text not null,
  code_hash    bytea not null,
  issued_at    timestamptz not null,
  expires_at   timestamptz not null,
  used_at      timestamptz,
  revoked_at   timestamptz,
  primary key (community_id, id),
  unique (code_hash)
);
create index invitation_staff on invitation (community_id, staff_no) where used_at is null and revoked_at is null;

-- How often a contact tried a wrong code since the window began; guessing is stopped, not the service.
create table invitation_guess (
  account_id  text not null,
  contact_id  bigint not null,
  window_from timestamptz not null,
  wrong       smallint not null,
  primary key (account_id, contact_id)
);

create table partner_unit (
  community_id text not null,
  name         text not null,
  contact_name bytea,
  phone        bytea,
  offers       text[] not null default '{}',
  roster_print bytea not null,
  primary key (community_id, name)
);

create table station_post (
  community_id text not null,
  cadre_no     text not null,
  assistant_no text,
  place        text not null,
  leader_no    text,
  primary key (community_id, cadre_no)
);

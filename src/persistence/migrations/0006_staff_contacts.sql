-- One row: grows whenever somebody of the staff writes from another contact, so that every process knows when what it
-- remembers of that is old. Not in roster_version, which an import keeps locked for as long as it runs.
create table staff_contacts_version (
  only_row boolean primary key default true check (only_row),
  version  bigint not null
);
insert into staff_contacts_version (version) values (0);

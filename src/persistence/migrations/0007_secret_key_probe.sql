-- One row for each key of LINLI_SECRET_KEY that was ever the one in use: a known text sealed with it. A start whose keys
-- cannot open every row is refused, before anybody's data is sealed under yet another key or looked up in vain.
create table secret_key_probe (
  key_id bytea primary key,
  sealed bytea not null
);
comment on column secret_key_probe.key_id is 'The first four bytes of everything that was sealed with the key.';

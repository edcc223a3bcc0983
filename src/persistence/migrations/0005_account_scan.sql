-- A person is asked to log the account in by scanning a code. The code itself is a credential and is never stored.

alter table account add column scan_since timestamptz;
comment on column account.scan_since is 'Since when somebody is asked to scan a login code; null = nobody is.';

-- What asking a large model came to, and what it cost.

create table advice_use (
  community_id text not null,
  day          date not null,
  outcome      text not null check (outcome in ('used', 'same', 'nonsense', 'slow', 'unreachable', 'unauthorised',
                                                'rationed', 'broken', 'stopped', 'resting', 'crowded')),
  times        integer not null,
  tokens_in    bigint not null,
  tokens_out   bigint not null,
  unmetered    integer not null,
  cost         bigint not null,
  primary key (community_id, day, outcome)
);
comment on table advice_use is 'One row a community, day (Asia/Shanghai) and outcome. resting, crowded: not asked at all.';
comment on column advice_use.unmetered is 'Answers of which the other side did not say how many tokens they were.';
comment on column advice_use.cost is 'Millionths of a yuan, at the prices of the settings when it was asked.';

-- Names of residents are looked for in a text before it leaves the house.
create index resident_name on resident (name_hash) where name_hash is not null;

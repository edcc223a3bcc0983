-- What each reporter thought of the result, and where every conversation stands.

create table rating (
  community_id text not null,
  case_number  text not null,
  round        smallint not null,
  contact_id   bigint not null,
  state        text not null default 'asked' check (state in ('asked', 'answered', 'no_answer', 'declined')),
  score        smallint check (score between 1 and 5),
  first_score  smallint check (first_score between 1 and 5),
  changes      smallint not null default 0,
  comment      text,
  asked_at     timestamptz not null,
  answered_at  timestamptz,
  changed_at   timestamptz,
  primary key (community_id, case_number, round, contact_id),
  check ((state = 'answered') = (score is not null))
);
comment on table rating is 'No answer is no answer, never satisfied. A changed rating keeps the first value.';
comment on column rating.round is 'How often the case had been reopened when the question was asked.';
create index rating_open on rating (contact_id) where state = 'asked';

create table conversation (
  account_id text not null,
  contact_id bigint not null,
  state      bytea not null,
  updated_at timestamptz not null,
  primary key (account_id, contact_id)
);
comment on column conversation.state is
  'Sealed JSON: the open question with its version, what was gathered so far, which case pieces may still join.';

insert into rating (community_id, case_number, round, contact_id, state, score, first_score, changes, comment, asked_at, answered_at)
  values ('C01', 'A1002', 0, 1, 'answered', 4, 2, 1, '后来收了', '2026-11-22 16:00+08', '2026-11-22 17:00+08'),
         ('C01', 'A1002', 0, 2, 'no_answer', null, null, 0, null, '2026-11-22 16:00+08', null);
insert into conversation (account_id, contact_id, state, updated_at)
  values ('sandbox', 1, '\x80', '2026-12-01 09:00+08');

insert into advice_use (community_id, day, outcome, times, tokens_in, tokens_out, unmetered, cost)
values ('S01', '2026-12-01', 'used', 2, 1600, 80, 0, 1440);

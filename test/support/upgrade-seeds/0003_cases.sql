select setval('case_number_seq', 1042);
insert into community_case (community_id, number, status, level, kind, category, urgency, text, place, estate, building, grid_id, unit_id, assignee_no, method, opened_at, due_at, closed_at, result)
  values ('C01', 'A1001', 'assigned', 'on_spot', '求助', '城乡建设', 'normal', '楼道灯坏了三天', '灵西小区3栋2单元', '灵西小区', '3', 'G03', 'G03', 'G0301', 'hefei-luyang', '2026-12-01 09:00+08', '2026-12-03 09:00+08', null, null),
         ('C01', 'A1002', 'closed', 'community', '投诉', '环境保护', 'high', '垃圾没人收', '灵西小区1栋', '灵西小区', '1', 'G03', 'C01', null, 'hefei-luyang', '2026-11-20 09:00+08', '2026-11-23 09:00+08', '2026-11-22 16:00+08', '已清运');
insert into case_event (community_id, case_number, at, action, actor_kind, actor_no, from_status, to_status, to_assignee, unit_id, level, note, facts)
  values ('C01', 'A1001', '2026-12-01 09:00+08', 'open', 'resident', '1', null, 'registered', null, 'C01', 'on_spot', null, '{}'),
         ('C01', 'A1001', '2026-12-01 09:00+08', 'assign', 'system', null, 'registered', 'assigned', 'G0301', 'G03', 'on_spot', null, '{"by": "grid"}');
insert into case_reporter (community_id, case_number, account_id, contact_id, resident_id, name, phone, anonymous, joined_at)
  values ('C01', 'A1001', 'sandbox', 1, 1, '\x70', '\x71', true, '2026-12-01 09:00+08');
insert into case_media (community_id, case_number, sha256, media_type, bytes, kind, stage, contact_id, at)
  values ('C01', 'A1001', repeat('a', 64), 'image/jpeg', 120345, 'picture', 'report', 1, '2026-12-01 09:00+08');

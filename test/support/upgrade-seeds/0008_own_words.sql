insert into case_reporter (community_id, case_number, account_id, contact_id, name, joined_at, own_text, own_place, merged_from)
  values ('C01', 'A1001', 'sandbox', 2, '\x72', '2026-12-01 10:00+08', '楼道黑漆漆', '灵西小区3栋2单元302室', 'A1009');

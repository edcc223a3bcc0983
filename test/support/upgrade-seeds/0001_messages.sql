insert into account (id, channel, self_id, state, state_since, last_heard_at)
  values ('sandbox', 'sandbox', 'bot-1', 'logged_in', '2026-12-01 08:00+08', '2026-12-01 09:00+08');
insert into channel_gap (account_id, began_at, ended_at)
  values ('sandbox', '2026-11-30 02:00+08', '2026-11-30 02:40+08');
insert into contact (account_id, channel_id, handle_hash, mark, display_name, name_hash, community_id, known_since, label)
  values ('sandbox', 'wx-1', '\x01', 'K7QM', '\x02', '\x03', 'C01', '2026-11-01 10:00+08', '\x04'),
         ('sandbox', 'wx-2', null, 'P3ZT', '\x05', '\x06', '-', '2026-11-02 10:00+08', '\x07');
insert into inbox (account_id, channel_message_id, contact_id, body, heard_at, state, fault)
  values ('sandbox', 'm-1', 1, '\x10', '2026-12-01 09:00+08', 'handled', null),
         ('sandbox', 'm-2', 1, '\x11', '2026-12-01 09:01+08', 'waiting', null),
         ('sandbox', 'm-3', 2, '\x12', '2026-12-01 09:02+08', 'failed', 'TypeError');
insert into outbox (community_id, account_id, contact_id, priority, body, case_number, dedupe_key, not_before, written_at, state, sent_at)
  values ('C01', 'sandbox', 1, 1, '\x20', 'A1001', 'k-1', '2026-12-01 09:00+08', '2026-12-01 09:00+08', 'sent', '2026-12-01 09:00:02+08'),
         ('C01', 'sandbox', 2, 3, '\x21', null, null, '2026-12-02 08:00+08', '2026-12-01 09:00+08', 'waiting', null);
insert into timer (community_id, kind, subject, due_at, payload)
  values ('C01', 'case-deadline', 'A1001', '2026-12-03 09:00+08', '{"round": 1}');
insert into media (sha256, media_type, bytes, stored_at)
  values (repeat('a', 64), 'image/jpeg', 120345, '2026-12-01 09:00+08');

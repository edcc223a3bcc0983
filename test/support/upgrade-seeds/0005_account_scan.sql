insert into account (id, channel, state, state_since, scan_since)
  values ('wechaty-puppet-wechat4u', 'wechaty-puppet-wechat4u', 'logged_out', '2026-12-01 08:00+08', '2026-12-01 08:01+08');

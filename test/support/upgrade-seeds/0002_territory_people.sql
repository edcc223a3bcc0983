insert into org_unit (community_id, id, name, level, parent_id, aliases)
  values ('S01', 'S01', '双岗街道', '街道', null, '{}'),
         ('C01', 'C01', '灵西社区', '社区', 'S01', '{灵西}'),
         ('C01', 'G03', '第三网格', '网格', 'C01', '{}');
insert into coverage (community_id, grid_id, estate, buildings, aliases, landmarks, households)
  values ('C01', 'G03', '灵西小区', '{1,2,3}', '{老灵西}', '{双岗菜市}', 312);
update roster_version set version = 3;
insert into staff (community_id, staff_no, name, name_hash, phone, phone_hash, unit_id, role, post)
  values ('C01', 'G0301', '\x30', '\x31', '\x32', '\x33', 'G03', '网格员', '主');
insert into resident (community_id, name, name_hash, phone, phone_hash, estate, building, unit_label, room, grid_id, source, roster_key, roster_print)
  values ('C01', '\x40', '\x41', '\x42', '\x43', '灵西小区', '3', '2', '501', 'G03', 'roster', '\x44', '\x45'),
         ('C01', null, null, null, null, '灵西小区', '1', null, null, 'G03', 'chat', null, null);
insert into binding (account_id, contact_id, community_id, staff_no, resident_id, bound_at, way)
  values ('sandbox', 1, 'C01', null, 1, '2026-11-01 10:05+08', 'chat'),
         ('sandbox', 2, 'C01', 'G0301', null, '2026-11-02 10:05+08', 'invitation');
insert into invitation (community_id, staff_no, code_hash, issued_at, expires_at, used_at)
  values ('C01', 'G0301', '\x50', '2026-11-01 09:00+08', '2026-11-08 09:00+08', '2026-11-02 10:05+08');
insert into invitation_guess (account_id, contact_id, window_from, wrong)
  values ('sandbox', 2, '2026-11-02 10:00+08', 2);
insert into partner_unit (community_id, name, contact_name, phone, offers, roster_print)
  values ('C01', '双岗卫生服务中心', '\x60', '\x61', '{义诊,家庭医生}', '\x62');
insert into station_post (community_id, cadre_no, assistant_no, place, leader_no)
  values ('C01', 'Z01', null, '灵西社区一楼大厅', null);

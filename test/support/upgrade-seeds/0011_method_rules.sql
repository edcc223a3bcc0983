insert into method_rules (hash, name, rules, first_used)
values ('0123456789abcdef', 'hefei-luyang', '{"name": "hefei-luyang"}', '2026-12-01T01:00:00Z');
update community_case set rules = '0123456789abcdef' where closed_at is null;

insert into category_model (version, made_at, verdict, corrected, standing, corrected_asked, corrected_right,
                            corrected_before, standing_asked, standing_right, weights)
values (1, '2026-12-01 10:00+08', 'kept', 20, 40, 4, 3, 1, 8, 8, '\x0102');
insert into category_correction (community_id, case_number, category, subcategory, was, words, staff_no, at, lesson)
values ('S01', 'L1001', '环境保护', '噪声扰民', '城乡建设', '\x0102', 'G0301', '2026-12-01 09:30+08', 1);
update category_model_version set version = 1, in_use = 1;

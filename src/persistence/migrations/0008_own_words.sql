-- Several people share a case, each with their own words: nobody reads a neighbour's words or door in them.
alter table case_reporter add column own_text text, add column own_place text, add column merged_from text;
comment on column case_reporter.own_text is 'What this reporter said, phone numbers taken out; null = what the case says.';
comment on column case_reporter.own_place is 'The place as this reporter told it; null = as the case has it.';
comment on column case_reporter.merged_from is 'Came with this case when it was merged into the other (并案); goes back with it.';

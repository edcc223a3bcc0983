import { type CaseRow, caseOf } from './case.entity.js';
import type { CaseFile } from './cases.types.js';

type Instants = 'opened_at' | 'due_at' | 'resolved_at' | 'closed_at';

/** A row of `community_case` as `json_agg` gives it: instants are texts. */
export type CaseJson = Omit<CaseRow, Instants> & { readonly [K in Instants]: string | null };

/** The case that such a row holds. */
export function caseOfJson(json: CaseJson): CaseFile {
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return caseOf({
    ...json,
    opened_at: instant(json.opened_at),
    due_at: instant(json.due_at),
    resolved_at: instant(json.resolved_at),
    closed_at: instant(json.closed_at),
  } as CaseRow);
}

/** A message that nobody could handle. Instants are ISO texts of the service's clock; ids are bigints as text. */
export interface InboxTrouble {
  readonly accountId: string;
  readonly id: string;
  readonly contactId: string;
  /** `text`, `picture` …; what was said stays sealed. */
  readonly kind: string;
  readonly heardAt: string;
  readonly fault: string;
}

/** A message that did not leave, or of which nobody knows whether it did. */
export interface OutboxTroubleRow {
  readonly communityId: string;
  readonly id: string;
  readonly contactId: string;
  readonly state: 'dead' | 'unknown';
  readonly priority: string;
  readonly reason: string;
  readonly caseNumber?: string;
  readonly writtenAt: string;
}

/** Something due that could not be carried out. */
export interface TimerTrouble {
  readonly communityId: string;
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly dueAt: string;
  readonly fault: string;
}

/** Everything a person has to look at, newest first, at most `TROUBLE_LIMIT` of each; no personal data. */
export interface Trouble {
  readonly inbox: readonly InboxTrouble[];
  readonly outbox: readonly OutboxTroubleRow[];
  readonly timers: readonly TimerTrouble[];
}

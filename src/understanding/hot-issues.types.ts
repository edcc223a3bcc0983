/** Somebody raised something. */
export interface RaisedMessage {
  readonly id: string;
  /** Whoever raised it; several where a case is shared. */
  readonly people: readonly string[];
  /** Short words; a text without a title is its own. */
  readonly title: string;
  readonly text: string;
  readonly at: Date;
  /** Where it lies, as people are told; undefined: read from the words. */
  readonly place?: string;
  /** Tells places apart that bear one name; messages of another ground are another issue. */
  readonly ground?: string;
  /** Must not be quoted: who raised it stays unnamed. */
  readonly isHidden?: boolean;
}

/** What many people raise. */
export interface HotIssue {
  readonly title: string;
  /** Empty where the messages name none in common. */
  readonly place: string;
  /** Different people, however much each of them wrote. */
  readonly people: number;
  readonly since: Date;
  readonly until: Date;
  /** More people in the last 30 days before the end than in the 30 before those. */
  readonly isGrowing: boolean;
  /** Ids, oldest first. */
  readonly messages: readonly string[];
}

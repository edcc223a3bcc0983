/** Facts about an error that are safe to log and to show: ids, counts and names of fields, never people's data. */
export type SafeDetails = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * A rule of the house said no. The conversation edge turns the code into a sentence, the console into a 4xx answer.
 * Codes read `<room>.<what-is-wrong>`, for example `case.not-yours`.
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly details: SafeDetails = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** Something outside failed and may work later: network, database, disk. Whoever owns the retry tries again. */
export class OperationalError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly details: SafeDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

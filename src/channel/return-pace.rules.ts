/** Pauses before the attempts to come back, in milliseconds; the last one is repeated. */
export interface ReturnPace {
  /** While the gateway cannot be reached. */
  readonly absentMs: readonly number[];
  /** While it is there and nobody is logged in: a login by hand takes time, and each attempt disturbs it. */
  readonly loggedOutMs: readonly number[];
  /** While a person is asked to scan a code. */
  readonly scanMs: number;
  /** Silence of a puppet that had a heartbeat, after which it is taken for deaf (its own watchdog acts after 60 s). */
  readonly silenceMs: number;
}

export const RETURN_PACE: ReturnPace = {
  absentMs: [1_000, 2_000, 4_000, 8_000, 15_000, 30_000],
  loggedOutMs: [5_000, 15_000, 30_000, 60_000, 300_000],
  scanMs: 300_000,
  silenceMs: 90_000,
};

/** How long to wait before the next attempt, after so many that failed. */
export function pauseBefore(
  pace: ReturnPace,
  connection: 'absent' | 'logged_out',
  attempts: number,
  isScanAsked: boolean,
): number {
  if (connection === 'logged_out' && isScanAsked) return pace.scanMs;
  const pauses = connection === 'absent' ? pace.absentMs : pace.loggedOutMs;
  return pauses[Math.min(attempts, pauses.length - 1)] ?? pace.scanMs;
}

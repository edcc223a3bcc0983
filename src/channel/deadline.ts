import { OperationalError } from '../kernel/errors.js';

/**
 * Waits for something outside that has no time limit of its own (a gRPC call to a gateway that went away answers never).
 * What was asked goes on unobserved.
 * @param what for the log: what was waited for
 * @throws OperationalError `channel.too-slow` when the time is over
 */
export function within<T>(ms: number, what: string, wanted: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    const late = () =>
      reject(new OperationalError('channel.too-slow', `no answer in time: ${what}`));
    timer = setTimeout(late, ms);
  });
  return Promise.race([wanted, over]).finally(() => clearTimeout(timer));
}

/** Waits until the work ends, or the time is over: then it goes on unobserved. Rejects when the work does. */
export async function patiently(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, over]).finally(() => clearTimeout(timer));
}

/** Ends the pauses that wait on a signal. */
type Enders = Set<() => void>;

const pausing = new WeakMap<AbortSignal, Enders>();

/** A pause that ends early when the signal says so. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  const enders = pausing.get(signal) ?? listenOnce(signal);
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      enders.delete(done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    enders.add(done);
  });
}

/** One listener for all who wait: Node takes more than ten on a signal for a leak, and a crowd is none. */
function listenOnce(signal: AbortSignal): Enders {
  const enders: Enders = new Set();
  pausing.set(signal, enders);
  signal.addEventListener('abort', () => {
    for (const end of enders) end();
  });
  return enders;
}

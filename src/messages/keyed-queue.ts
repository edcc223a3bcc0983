/** Runs pieces of work one after the other per key, and different keys side by side. Keeps nothing of idle keys. */
export class KeyedQueue {
  private readonly tails = new Map<string, Promise<unknown>>();

  /** Runs the work when all earlier work of the key has ended, well or badly. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const earlier = this.tails.get(key);
    const result = earlier === undefined ? work() : earlier.then(work, work);
    this.tails.set(key, result);
    const forget = () => {
      if (this.tails.get(key) === result) this.tails.delete(key);
    };
    result.then(forget, forget);
    return result;
  }
}

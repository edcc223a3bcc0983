import { get } from 'node:http';

/** One event of a page's stream. */
export interface News {
  readonly type: string;
  readonly id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was told
  readonly data: any;
}

/** Reads the live news as a browser would; waits for what a test expects instead of sleeping. */
export class NewsReader {
  readonly heard: News[] = [];
  private readonly waiting = new Set<() => void>();
  private close: () => void = () => undefined;

  /** Opens the stream. @param lastEventId what a browser sends when it comes back */
  static open(
    url: string,
    lastEventId?: string,
    path = '/api/sandbox/stream',
  ): Promise<NewsReader> {
    const reader = new NewsReader();
    const headers = lastEventId ? { 'last-event-id': lastEventId } : {};
    return new Promise((resolve, reject) => {
      const request = get(`${url}${path}`, { headers }, (response) => {
        response.setEncoding('utf8');
        let text = '';
        response.on('data', (part: string) => {
          text += part;
          const events = text.split('\n\n');
          text = events.pop() ?? '';
          for (const event of events) reader.take(event);
        });
        response.on('error', () => undefined);
        resolve(reader);
      });
      request.on('error', reject);
      reader.close = () => request.destroy();
    });
  }

  /** Resolves with the first event that fits, heard before or after. Rejects after ten seconds. */
  next(type: string, fits: (data: News['data']) => boolean = () => true): Promise<News> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`no ${type} came; heard ${this.heard.map((one) => one.type).join(' ')}`));
      }, 10_000);
      const look = () => {
        const found = this.heard.find((one) => one.type === type && fits(one.data));
        if (!found) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(found);
      };
      this.waiting.add(look);
      look();
    });
  }

  stop(): void {
    this.close();
  }

  private take(event: string): void {
    const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(event)?.[1];
    const type = field('event');
    if (!type) return;
    const id = field('id');
    this.heard.push({ type, ...(id && { id }), data: JSON.parse(field('data') ?? 'null') });
    for (const look of this.waiting) look();
  }
}

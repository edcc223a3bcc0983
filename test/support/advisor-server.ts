import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server was asked once. */
export interface Asked {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
  };
}

/** How the server answers. */
export type Manner = (response: ServerResponse, asked: Asked) => void;

/** Sends JSON as it should be sent. */
export const json =
  (body: unknown): Manner =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

/** What chat completions look like. */
export const completion = (content: unknown, usage: unknown = USAGE) => ({
  id: 'c1',
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  ...(usage !== null && { usage }),
});

export const USAGE = { prompt_tokens: 900, completion_tokens: 40, total_tokens: 940 };

/** Says the text, as a large model does. */
export const says = (text: unknown, usage: unknown = USAGE) => json(completion(text, usage));

/** Says the fields of an answer. */
export const advises = (fields: object) => says(JSON.stringify({ ...LAMP, ...fields }));

/** An answer that stands up: a lamp is out somewhere. */
export const LAMP = {
  intent: 'report',
  kind: '求助',
  category: '楼道照明与公共设施',
  urgency: 'normal',
  danger: null,
  place: null,
};

/** Stands in for a service with the chat completions of OpenAI, and answers as badly as it is told to. */
export class AdvisorServer {
  readonly asked: Asked[] = [];
  manner: Manner = says(JSON.stringify(LAMP));
  private heard: (said: string) => void = () => undefined;
  private readonly open = new Set<ServerResponse>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<AdvisorServer> {
    const server = createServer();
    const advisor = new AdvisorServer(server);
    server.on('request', (request, response) => void advisor.take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return advisor;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/v1`;
  }

  /** The message of the last question, as the server read it. */
  get lastText(): string {
    const material = this.asked.at(-1)?.body.messages.at(-1)?.content ?? '{}';
    return (JSON.parse(material) as { text?: string }).text ?? '';
  }

  /** Resolves when the next question is there, before it is answered. @param text the one about these words */
  next(text?: string): Promise<void> {
    return new Promise((resolve) => {
      this.heard = (said) => {
        if (text === undefined || said === text) resolve();
      };
    });
  }

  /** Ends whatever is still being answered, and the server. */
  async stop(): Promise<void> {
    for (const response of this.open) response.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString() || '{}';
    this.asked.push({
      path: request.url ?? '',
      key: request.headers.authorization,
      body: JSON.parse(body) as Asked['body'],
    });
    this.open.add(response);
    response.on('close', () => this.open.delete(response));
    this.heard(this.lastText);
    this.manner(response, this.asked.at(-1) as Asked);
  }
}

import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';

/** What we use of a Fastify request before its body is read. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly socket: Socket;
}

/** What we use of a Fastify reply. */
export interface HttpReply {
  code(status: number): HttpReply;
  header(name: string, value: string): HttpReply;
  headers(values: Readonly<Record<string, string>>): HttpReply;
  type(mediaType: string): HttpReply;
  redirect(url: string, status: number): HttpReply;
  send(body?: unknown): HttpReply;
}

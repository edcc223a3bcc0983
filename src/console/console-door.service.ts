import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { type AccessRequest, refusalOf } from './access.rules.js';
import { refusalTexts } from './console.texts.js';
import { ConsoleToken } from './console-token.js';
import type { HttpReply, HttpRequest } from './http.types.js';
import { LOGIN_POLICY, loginPage } from './login-page.js';
import { ownPath } from './own-path.rules.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** Open to whoever asks: tells only that the process is alive. */
const LIVENESS_PATH = '/health/live';
/** Where the token is handed in; the token in it is checked there. */
const SESSION_PATH = '/api/session';

/** Stands before every request, unknown paths and uploads included, and before anything of a body is read. */
@Injectable()
export class ConsoleDoor implements OnModuleInit {
  constructor(
    private readonly token: ConsoleToken,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    // A house without HTTP (transcripts, commands) has no door.
    const server = this.adapterHost.httpAdapter?.getInstance();
    server?.addHook?.('onRequest', (request: HttpRequest, reply: HttpReply) =>
      this.admit(request, reply),
    );
  }

  private async admit(request: HttpRequest, reply: HttpReply): Promise<unknown> {
    reply.headers(SECURITY_HEADERS);
    const [path = '/', query = ''] = request.url.split('?', 2);
    if (path === LIVENESS_PATH) return undefined;
    if (this.bringsToken(request, query)) return this.exchange(path, reply);
    const facts = accessRequest(request, this.isKnown(request));
    const refusal = refusalOf(facts, this.token.isNeeded);
    if (!refusal || (refusal === 'token-needed' && path === SESSION_PATH)) return undefined;
    if (refusal !== 'token-needed') {
      return reply.code(403).send({ error: refusalTexts[refusal] });
    }
    if (!request.headers.accept?.includes('text/html')) {
      return reply
        .code(401)
        .header('www-authenticate', 'Bearer')
        .send({ error: refusalTexts[refusal] });
    }
    reply.code(401).header('content-security-policy', LOGIN_POLICY);
    return reply.type('text/html; charset=utf-8').send(loginPage(ownPath(path)));
  }

  /** `http://…/?token=…`, opened in a browser. */
  private bringsToken(request: HttpRequest, query: string): boolean {
    const offered = new URLSearchParams(query).get('token') ?? undefined;
    return request.method === 'GET' && this.token.matches(offered);
  }

  /** The token becomes a cookie and leaves the address, so that it stays in no history. */
  private exchange(path: string, reply: HttpReply): HttpReply {
    reply.header('set-cookie', this.token.sessionCookie());
    return reply.redirect(ownPath(path), 303);
  }

  private isKnown({ headers }: HttpRequest): boolean {
    const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
    return this.token.matches(bearer) || this.token.isSession(headers.cookie);
  }
}

function accessRequest({ method, headers, socket }: HttpRequest, isKnown: boolean): AccessRequest {
  const { host, origin } = headers;
  return {
    method,
    host,
    origin,
    fetchSite: one(headers['sec-fetch-site']),
    fetchMode: one(headers['sec-fetch-mode']),
    remoteAddress: socket.remoteAddress,
    localPort: socket.localPort,
    isKnown,
  };
}

function one(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

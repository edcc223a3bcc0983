import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '../config/settings.js';

/** Carries a session; sent to us alone, and never with what another site makes a browser send. */
const SESSION_COOKIE = 'linli_session';
const SESSION_SECONDS = 30 * 24 * 60 * 60;

/**
 * The token that opens the console, and the sessions made from it. A session needs no memory: it is a keyed hash of the
 * token, valid until the token is changed.
 */
@Injectable()
export class ConsoleToken {
  private readonly token: string | undefined;

  constructor(settings: Settings) {
    this.token = settings.consoleToken;
  }

  /** Whether requests need a token at all; `Settings` sees to it that they do where others can reach us. */
  get isNeeded(): boolean {
    return this.token !== undefined;
  }

  /** Whether that is the token; takes the same time for every wrong one. */
  matches(offered: string | undefined): boolean {
    return this.token !== undefined && offered !== undefined && areEqual(offered, this.token);
  }

  /** The `Set-Cookie` header that opens a session. */
  sessionCookie(): string {
    return `${SESSION_COOKIE}=${this.session()}; Path=/; Max-Age=${SESSION_SECONDS}; HttpOnly; SameSite=Strict`;
  }

  /** Whether the `Cookie` header carries a session. */
  isSession(cookies: string | undefined): boolean {
    if (this.token === undefined || !cookies) return false;
    const values = cookies.split(';').flatMap((pair) => {
      const [name, value = ''] = pair.trim().split('=');
      return name === SESSION_COOKIE ? [value] : [];
    });
    return values.some((value) => areEqual(value, this.session()));
  }

  private session(): string {
    return createHmac('sha256', this.token ?? '')
      .update('linli console session')
      .digest('base64url');
  }
}

/** Hashed first: only texts of one length can be compared in constant time. */
function areEqual(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

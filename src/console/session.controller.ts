import { Body, Controller, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { errorTexts } from './console.texts.js';
import { ConsoleToken } from './console-token.js';
import type { HttpReply } from './http.types.js';
import { LOGIN_POLICY, loginPage } from './login-page.js';
import { ownPath } from './own-path.rules.js';

/** Exchanges the token for a session, for people with a browser. */
@Controller('api/session')
export class SessionController {
  constructor(private readonly token: ConsoleToken) {}

  /** Takes `token` as JSON or from a form; a form is answered with a page, `to` of it being where that leads. */
  @Post()
  @HttpCode(204)
  open(
    @Body() body: { token?: unknown; to?: unknown } | undefined,
    @Headers('content-type') contentType: string | undefined,
    @Res() reply: HttpReply,
  ): void {
    const isForm = contentType?.startsWith('application/x-www-form-urlencoded') ?? false;
    const to = ownPath(body?.to);
    const offered = typeof body?.token === 'string' ? body.token : undefined;
    // Without a configured token there is nothing to hand in, and nothing to be kept out of.
    if (this.token.isNeeded && !this.token.matches(offered)) {
      if (!isForm) reply.code(401).send({ error: errorTexts.wrongToken });
      else {
        reply.code(401).header('content-security-policy', LOGIN_POLICY);
        reply.type('text/html; charset=utf-8').send(loginPage(to, errorTexts.wrongToken));
      }
      return;
    }
    if (this.token.isNeeded) reply.header('set-cookie', this.token.sessionCookie());
    if (isForm) reply.redirect(to, 303);
    else reply.code(204).send();
  }
}

import type { ChannelState } from './channel.types.js';
import { announcerTexts as texts } from './login.texts.js';
import { qrForTerminal } from './qr-code.js';

/** What we use of standard output. */
export interface Terminal {
  /** Whether a person sits there; what goes into a pipe or out of a container is kept somewhere as a log. */
  readonly isTTY?: boolean;
  /** Characters in a line. */
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Shows at the terminal what has to be scanned to log the account in, each code once, and how that goes on. The code is
 * a credential: where the output would be kept, and where the picture does not fit, only the page is named.
 */
export class LoginAnnouncer {
  private code: string | undefined;
  private isPageNamed = false;
  private isScanTold = false;
  private work: Promise<void> = Promise.resolve();

  /** @param page address of the page that shows the code */
  constructor(
    private readonly terminal: Terminal,
    private readonly page: string,
  ) {}

  /** To be called whenever the state is another one. Resolves when everything so far is on the terminal. */
  show(state: ChannelState): Promise<void> {
    this.work = this.work.then(() => this.tell(state));
    return this.work;
  }

  private async tell({ connection, scan }: ChannelState): Promise<void> {
    if (connection === 'logged_in') this.end();
    else if (scan?.code && scan.code !== this.code) await this.ask(scan.code);
    else if (scan?.status === 'scanned') this.scanned();
  }

  private async ask(code: string): Promise<void> {
    this.code = code;
    this.isScanTold = false;
    const picture = await this.picture(code);
    if (picture) this.terminal.write(`\n${picture}\n${texts.scan(this.page)}\n`);
    else if (!this.isPageNamed) {
      this.isPageNamed = true;
      this.terminal.write(`${texts.scanOnPage(this.page)}\n`);
    }
  }

  private async picture(code: string): Promise<string | undefined> {
    if (!this.terminal.isTTY) return undefined;
    const picture = await qrForTerminal(code);
    const room = this.terminal.columns ?? Number.POSITIVE_INFINITY;
    return picture && picture.columns <= room ? picture.text : undefined;
  }

  private scanned(): void {
    if (this.code === undefined || this.isScanTold) return;
    this.isScanTold = true;
    this.terminal.write(`${texts.scanned}\n`);
  }

  private end(): void {
    if (this.code !== undefined) this.terminal.write(`${texts.loggedIn}\n`);
    this.code = undefined;
    this.isPageNamed = false;
    this.isScanTold = false;
  }
}

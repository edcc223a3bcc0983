import {
  Controller,
  Get,
  Header,
  Headers,
  type MessageEvent,
  Param,
  Redirect,
  Res,
  Sse,
} from '@nestjs/common';
import type { Observable } from 'rxjs';
import { type AssetReply, PageAssets } from '../page-assets.js';
import { AccountPage } from './account-page.service.js';

/** The page of the accounts, behind the door of the console like everything else. */
@Controller('channel')
export class AccountPageController {
  private readonly assets = new PageAssets(new URL('./page/', import.meta.url));

  constructor(private readonly page: AccountPage) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  index(): Promise<string> {
    return this.page.html();
  }

  @Sse('news')
  news(): Observable<MessageEvent> {
    return this.page.news();
  }

  @Get('page/:name')
  asset(
    @Param('name') name: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: AssetReply,
  ): void {
    this.assets.send(name, known, reply);
  }
}

/** Where there is no sandbox page, the accounts are what opens first. */
@Controller()
export class AccountHomeController {
  @Get()
  @Redirect('/channel', 302)
  home(): void {}
}

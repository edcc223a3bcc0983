import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { type AssetReply, PageAssets } from '../page-assets.js';

/** The files of the page. */
@Controller()
export class SandboxPageController {
  private readonly assets = new PageAssets(new URL('./page/', import.meta.url));

  @Get()
  index(@Headers('if-none-match') known: string | undefined, @Res() reply: AssetReply): void {
    this.assets.send('index.html', known, reply);
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

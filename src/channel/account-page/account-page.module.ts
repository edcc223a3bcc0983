import { type DynamicModule, Module } from '@nestjs/common';
import { AccountHomeController, AccountPageController } from './account-page.controller.js';
import { AccountPage } from './account-page.service.js';

/** The page on which operators see the bot accounts and log them in. Needs the channel and the messages room. */
@Module({})
export class AccountPageModule {
  /** The room, furnished. @param isHome whether `/` leads here */
  static with({ isHome }: { readonly isHome: boolean }): DynamicModule {
    return {
      module: AccountPageModule,
      controllers: [AccountPageController, ...(isHome ? [AccountHomeController] : [])],
      providers: [AccountPage],
    };
  }
}

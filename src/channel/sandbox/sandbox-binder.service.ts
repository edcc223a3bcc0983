import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { MovableClock } from '../../kernel/clock.js';
import { ContactService } from '../../messages/contact.service.js';
import { BindingService } from '../../people/binding.service.js';
import type { ContactRef } from '../../people/people.types.js';
import type { Tx } from '../../persistence/unit-of-work.js';
import { ChannelService } from '../channel.service.js';
import type { SandboxPerson } from './sandbox.types.js';
import type { RosterPerson } from './sandbox-cast.read-model.js';
import { pageTexts } from './sandbox-page.texts.js';

/** Tells the house who a phone of the make-believe WeChat belongs to. */
@Injectable()
export class SandboxBinder {
  constructor(
    private readonly bindings: BindingService,
    private readonly contacts: ContactService,
    private readonly channel: ChannelService,
    private readonly clock: MovableClock,
  ) {}

  /**
   * Binds a phone to somebody of the roster; one that is bound already stays as it is.
   * @throws ServiceUnavailableException while the channel is not heard of yet
   */
  async bind(tx: Tx, person: SandboxPerson, one: RosterPerson): Promise<void> {
    const contact = await this.meet(tx, person);
    const { staff, resident } = await this.bindings.whoIs(tx, contact.accountId, contact.contactId);
    const now = this.clock.now();
    if (one.kind === 'staff') {
      if (staff?.staffNo === one.staffNo) return;
      await this.bindings.bindStaff(tx, contact, one.staffNo, 'sandbox', now);
    } else {
      if (resident) return;
      await this.bindings.bindResident(tx, contact, one, 'sandbox', now);
    }
    await this.contacts.setCommunity(tx, contact.contactId, one.communityId);
  }

  private async meet(tx: Tx, person: SandboxPerson): Promise<ContactRef> {
    const { accountId, connection } = this.channel.state();
    // The account is put on record when the channel starts.
    if (connection === 'starting') {
      throw new ServiceUnavailableException({ error: pageTexts.notReady });
    }
    const { channelId, handle, displayName, remark } = person;
    const said = { channelId, displayName, ...(handle && { handle }), ...(remark && { remark }) };
    const contact = await this.contacts.meet(tx, accountId, said, this.clock.now());
    return { accountId, contactId: contact.id };
  }
}

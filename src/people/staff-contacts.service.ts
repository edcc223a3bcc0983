import { Injectable } from '@nestjs/common';
import { MemoryVersions } from '../persistence/memory-versions.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { BindingRepository } from './binding.repository.js';
import type { ContactRef } from './people.types.js';

type Contacts = ReadonlyMap<string, ContactRef>;

/** Through which contact each of the staff is reached, kept in memory: every push asks, and bindings change rarely. */
@Injectable()
export class StaffContacts {
  private cached: { readonly version: number; readonly contacts: Contacts } | undefined;

  constructor(
    private readonly bindings: BindingRepository,
    private readonly versions: MemoryVersions,
  ) {}

  /** The contact bound last to each of the staff numbers; those bound nowhere are missing. */
  async listOf(tx: Tx, staffNos: readonly string[]): Promise<Map<string, ContactRef>> {
    const contacts = await this.current(tx);
    const found = new Map<string, ContactRef>();
    for (const staffNo of staffNos) {
      const contact = contacts.get(staffNo);
      if (contact) found.set(staffNo, contact);
    }
    return found;
  }

  private async current(tx: Tx): Promise<Contacts> {
    if (this.versions.isRaisedIn(tx, 'staff-contacts')) return this.bindings.listStaffContacts(tx);
    const version = await this.versions.of(tx, 'staff-contacts');
    if (this.cached?.version !== version) {
      this.cached = { version, contacts: await this.bindings.listStaffContacts(tx) };
    }
    return this.cached.contacts;
  }
}

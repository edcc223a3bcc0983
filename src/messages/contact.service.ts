import { Injectable } from '@nestjs/common';
import { DomainError } from '../kernel/errors.js';
import { readableCode } from '../kernel/random.js';
import { Cipher } from '../persistence/cipher.js';
import type { Tx } from '../persistence/unit-of-work.js';
import { ContactRepository, type ContactRow } from './contact.repository.js';
import type { Contact } from './contact.types.js';
import type { ChannelPerson } from './messages.types.js';
import { labelOf, MARK_LENGTH, markIn } from './remark.rules.js';

/** New marks tried before giving up; a single collision is already a once-in-a-lifetime event. */
const MARK_TRIES = 3;

/**
 * Who our accounts talk with, and how a person is found again when the channel gives them a new id: by the mark in the
 * remark our account keeps, else by the handle. A display name alone never identifies anybody.
 */
@Injectable()
export class ContactService {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly cipher: Cipher,
  ) {}

  /**
   * The contact of a person who wrote, found or made. Expects a transaction. Where mark and handle point at different
   * old contacts, or at one whose channel id was seen in the present login, nobody is taken over: a new contact is made.
   * @throws DomainError `contact.unknown-account` when the account was never opened
   */
  async meet(tx: Tx, accountId: string, person: ChannelPerson, now: Date): Promise<Contact> {
    const known = await this.contacts.findByChannelId(tx, accountId, person.channelId);
    if (known) {
      const stored = this.contacts.contactOf(known);
      if (this.isOutdated(known, stored, person)) await this.remember(tx, known, person);
      return { ...stored, displayName: person.displayName };
    }
    const old = await this.recognised(tx, accountId, person);
    if (!old) return this.create(tx, accountId, person, now);
    await this.remember(tx, old, person);
    const { channelId, displayName } = person;
    return { ...this.contacts.contactOf(old), channelId, displayName };
  }

  /** One contact. */
  async find(tx: Tx, contactId: string): Promise<Contact | undefined> {
    return (await this.findMany(tx, [contactId]))[0];
  }

  /** Several contacts in one statement; unknown ids are left out. */
  async findMany(tx: Tx, contactIds: readonly string[]): Promise<Contact[]> {
    if (contactIds.length === 0) return [];
    const rows = await this.contacts.listByIds(tx, contactIds);
    return rows.map((row) => this.contacts.contactOf(row));
  }

  /** The contact whom the channel calls that today. */
  async findByChannelId(
    tx: Tx,
    accountId: string,
    channelId: string,
  ): Promise<Contact | undefined> {
    const row = await this.contacts.findByChannelId(tx, accountId, channelId);
    return row && this.contacts.contactOf(row);
  }

  /** Everybody of the account who goes by that name; a hint to ask about, never a proof of who it is. */
  async findByDisplayName(tx: Tx, accountId: string, displayName: string): Promise<Contact[]> {
    const rows = await this.contacts.listByName(tx, accountId, displayName);
    return rows.map((row) => this.contacts.contactOf(row));
  }

  /** Whether somebody else goes by the same name: perhaps the same person with a new account. */
  async hasNamesake(tx: Tx, contact: Contact): Promise<boolean> {
    const namesakes = await this.findByDisplayName(tx, contact.accountId, contact.displayName);
    return namesakes.some((other) => other.id !== contact.id);
  }

  /**
   * The community whose business with this contact it is from now on.
   * @throws DomainError `contact.unknown`
   */
  async setCommunity(tx: Tx, contactId: string, communityId: string): Promise<void> {
    expectOne(await this.contacts.setCommunity(tx, contactId, communityId));
  }

  /**
   * The readable part of the remark our account keeps for the contact; the channel is told later.
   * @throws DomainError `contact.unknown`
   */
  async rename(tx: Tx, contactId: string, label: string): Promise<void> {
    expectOne(await this.contacts.setLabel(tx, contactId, labelOf(undefined, label)));
  }

  /**
   * Whether what the channel says of a person differs from what is stored.
   * @param stored the contact of the row
   */
  isOutdated(row: ContactRow, stored: Contact, person: ChannelPerson): boolean {
    return (
      row.contact_login !== row.account_login ||
      stored.displayName !== person.displayName ||
      (person.handle !== undefined && !this.isHandleOf(row, person.handle))
    );
  }

  /** The contact that a row describes. */
  contactOf(row: ContactRow): Contact {
    return this.contacts.contactOf(row);
  }

  private isHandleOf(row: ContactRow, handle: string): boolean {
    const stored = row.handle_hash;
    return stored !== null && this.cipher.hashes(handle).some((hash) => hash.equals(stored));
  }

  private remember(tx: Tx, row: ContactRow, person: ChannelPerson): Promise<void> {
    const remarkLost = person.remark !== undefined && markIn(person.remark) !== row.mark;
    return this.contacts.markSeen(tx, row.contact_id, person, remarkLost);
  }

  private async recognised(
    tx: Tx,
    accountId: string,
    person: ChannelPerson,
  ): Promise<ContactRow | undefined> {
    const mark = markIn(person.remark);
    if (!mark && !person.handle) return undefined;
    const claimed = await this.contacts.listClaimed(tx, accountId, mark, person.handle);
    const [old] = claimed;
    if (!old || claimed.length > 1) return undefined;
    // An id seen in the present login belongs to somebody who is here under it: this is another person.
    if (old.contact_login === old.account_login) return undefined;
    // A mark can be copied into another remark; a handle that contradicts it tells.
    const contradicted = person.handle && old.handle_hash && !this.isHandleOf(old, person.handle);
    return contradicted ? undefined : old;
  }

  private async create(
    tx: Tx,
    accountId: string,
    person: ChannelPerson,
    now: Date,
  ): Promise<Contact> {
    const label = labelOf(person.remark, person.displayName);
    for (let left = MARK_TRIES; left > 0; left -= 1) {
      const mark = readableCode(MARK_LENGTH);
      await this.contacts.insert(tx, accountId, person, label, mark, now);
      const row = await this.contacts.findByChannelId(tx, accountId, person.channelId);
      if (row) return this.contacts.contactOf(row);
    }
    throw new DomainError('contact.unknown-account', 'the account was never opened', { accountId });
  }
}

function expectOne(touched: number): void {
  if (touched !== 1) throw new DomainError('contact.unknown', 'there is no such contact');
}

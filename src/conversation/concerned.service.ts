import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseChange, CaseFile, Reporter } from '../cases/cases.types.js';
import { ContactService } from '../messages/contact.service.js';
import type { Contact } from '../messages/contact.types.js';
import { BindingService } from '../people/binding.service.js';
import type { Resident } from '../people/people.types.js';
import { ResidentService } from '../people/resident.service.js';
import { CastService } from './cast.service.js';
import { isCalled } from './concerned.rules.js';
import { optional } from './report.rules.js';
import { residentTexts } from './texts/resident.texts.js';
import type { Turn } from './turn.js';

/**
 * A colleague reports for somebody who writes to us as well: they follow their case and judge the result themselves,
 * since a worker never rates. Who has no chat is spoken for by the colleague, and the rating stays empty.
 */
@Injectable()
export class ConcernedService {
  constructor(
    private readonly cases: CaseService,
    private readonly residents: ResidentService,
    private readonly bindings: BindingService,
    private readonly contacts: ContactService,
    private readonly casts: CastService,
  ) {}

  /** Lets the person concerned follow the case, where the door is theirs and they go by that name. */
  async join(
    turn: Turn,
    file: CaseFile,
    concerned: string | undefined,
  ): Promise<CaseChange | undefined> {
    const isTheirs = turn.speaker.staff !== undefined && file.address.room !== undefined;
    const person = isTheirs && concerned ? await this.find(turn, file, concerned) : undefined;
    if (!person) return undefined;
    const change = await this.cases.join(turn.tx, file, reporterFor(person), turn.now);
    await this.tell(turn, person.contact, file);
    return change;
  }

  private async find(turn: Turn, { address }: CaseFile, concerned: string) {
    const people = await this.residents.listOfHome(turn.tx, address);
    const ids = people.map(({ id }) => id);
    const bound = await this.bindings.contactsOfResidents(turn.tx, ids);
    const contactIds = [...bound.values()].flat().map(({ contactId }) => contactId);
    const contacts = await this.contacts.findMany(turn.tx, contactIds);
    for (const resident of people)
      for (const { contactId } of bound.get(resident.id) ?? []) {
        const contact = contacts.find(({ id }) => id === contactId);
        const isOther = contact && contact.id !== turn.contactId;
        if (isOther && isCalled(concerned, resident.name ?? contact.displayName))
          return { resident, contact };
      }
    return undefined;
  }

  private async tell(turn: Turn, contact: Contact, file: CaseFile): Promise<void> {
    const staffNo = turn.speaker.staff?.staffNo;
    const cast = await this.casts.named(turn.tx, [file.assigneeNo, staffNo]);
    const text = residentTexts.openedForYou(file, cast.name(staffNo), cast.name(file.assigneeNo));
    turn.messages.push({
      communityId: file.communityId,
      contactId: contact.id,
      content: { kind: 'text', text },
      priority: 'push',
      caseNumber: file.number,
    });
  }
}

function reporterFor({ resident, contact }: { resident: Resident; contact: Contact }): Reporter {
  return {
    accountId: contact.accountId,
    contactId: contact.id,
    residentId: resident.id,
    name: resident.name ?? contact.displayName,
    ...optional('phone', resident.phone),
    anonymous: false,
  };
}

import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseFile, Reporter } from '../cases/cases.types.js';
import { ContactService } from '../messages/contact.service.js';
import { type Contact } from '../messages/contact.types.js';
import { BindingService } from '../people/binding.service.js';
import { describePlace } from '../understanding/place.rules.js';
import type { Meaning } from '../understanding/understanding.types.js';
import { AnnouncementService } from './announcement.service.js';
import { CastService } from './cast.service.js';
import { addressOf, decidePlace, optional } from './report.rules.js';
import { residentTexts } from './texts/resident.texts.js';
import type { Turn } from './turn.js';

/** Opens a case for somebody whose words a colleague passed on. */
@Injectable()
export class ForwardedReportService {
  constructor(
    private readonly cases: CaseService,
    private readonly contacts: ContactService,
    private readonly bindings: BindingService,
    private readonly announcements: AnnouncementService,
    private readonly casts: CastService,
  ) {}

  async open(turn: Turn, name: string, text: string, meaning: Meaning): Promise<CaseFile> {
    const writer = await this.writer(turn, name);
    const home = writer?.home;
    const decision = decidePlace({
      place: meaning.place,
      places: turn.places,
      territory: turn.territory,
      asked: true,
      ...optional('home', home),
      ...optional('communityId', turn.communityId),
    });
    const change = await this.cases.open(
      turn.tx,
      {
        text,
        kind: meaning.kind,
        category: meaning.category.category,
        ...optional('subcategory', meaning.category.subcategory),
        urgency: meaning.urgency,
        place: describePlace(decision.place),
        address: addressOf(decision.place),
        ...optional('gridId', decision.kind === 'matched' ? decision.gridId : undefined),
        ...optional('communityId', turn.communityId),
        reporter: writer ? writer.reporter : workerFor(turn, name),
        media: [],
        source: 'forwarded',
      },
      { kind: 'staff', staffNo: turn.speaker.staff?.staffNo ?? '' },
      turn.now,
    );
    if (writer) await this.tellWriter(turn, writer.reporter, change.after);
    const isOwn = change.after.assigneeNo === turn.speaker.staff?.staffNo;
    turn.messages.push(
      ...(await this.announcements.announce(
        turn.tx,
        change,
        optional('exceptContact', isOwn ? turn.contactId : undefined),
      )),
    );
    return change.after;
  }

  /**
   * The resident behind a name in the record. The worker passed it on from a talk of their own, so a bound neighbour of
   * that name in the worker's community is meant; when two have the name nobody is.
   */
  private async writer(turn: Turn, name: string) {
    const namesakes = await this.contacts.findByDisplayName(
      turn.tx,
      turn.speaker.contact.accountId,
      name,
    );
    const known: {
      contact: Contact;
      reporter: Reporter;
      home: NonNullable<Awaited<ReturnType<BindingService['whoIs']>>['resident']>['home'];
    }[] = [];
    for (const contact of namesakes) {
      const { resident } = await this.bindings.whoIs(turn.tx, contact.accountId, contact.id);
      if (resident?.communityId !== turn.communityId || !resident) continue;
      const reporter: Reporter = {
        accountId: contact.accountId,
        contactId: contact.id,
        residentId: resident.id,
        name: resident.name ?? contact.displayName,
        ...optional('phone', resident.phone),
        anonymous: false,
      };
      known.push({ contact, reporter, home: resident.home });
    }
    return known.length === 1 ? known[0] : undefined;
  }

  private async tellWriter(turn: Turn, reporter: Reporter, file: CaseFile): Promise<void> {
    const cast = await this.casts.named(turn.tx, [file.assigneeNo, turn.speaker.staff?.staffNo]);
    const helper = cast.name(turn.speaker.staff?.staffNo);
    turn.messages.push({
      communityId: file.communityId,
      contactId: reporter.contactId,
      content: {
        kind: 'text',
        text: residentTexts.openedForYou(file, helper, cast.name(file.assigneeNo)),
      },
      priority: 'push',
      caseNumber: file.number,
    });
  }
}

/** Nobody known wrote it: the worker speaks for them. */
function workerFor(turn: Turn, name: string): Reporter {
  const { contact, staff } = turn.speaker;
  return {
    accountId: contact.accountId,
    contactId: contact.id,
    name: staff?.name ?? contact.displayName,
    ...optional('phone', staff?.phone),
    anonymous: false,
    concerned: name,
  };
}

import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseFile, OpenCase, Reporter } from '../cases/cases.types.js';
import { ContactService } from '../messages/contact.service.js';
import { type Contact } from '../messages/contact.types.js';
import { BindingService } from '../people/binding.service.js';
import type { Address } from '../territory/territory.types.js';
import { describePlace } from '../understanding/place.rules.js';
import type { Meaning } from '../understanding/understanding.types.js';
import { AnnouncementService } from './announcement.service.js';
import { CastService } from './cast.service.js';
import { addressOf, decidePlace, optional } from './report.rules.js';
import { SubjectsService } from './subjects.service.js';
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
    private readonly subjects: SubjectsService,
  ) {}

  async open(turn: Turn, name: string, text: string, meaning: Meaning): Promise<CaseFile> {
    const writer = await this.writer(turn, name);
    const matter = await this.matterOf(turn, text, meaning, writer?.home);
    const reporter = writer ? writer.reporter : workerFor(turn, name);
    const actor = { kind: 'staff', staffNo: turn.staffNo } as const;
    const input: OpenCase = { ...matter, reporter, media: [], source: 'forwarded' };
    const change = await this.cases.open(turn.tx, input, actor, turn.now);
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

  private async matterOf(
    turn: Turn,
    text: string,
    meaning: Meaning,
    home: Address | undefined,
  ): Promise<Omit<OpenCase, 'reporter' | 'media'>> {
    const known = optional('communityId', turn.communityId);
    const { places, territory } = turn;
    const decision = decidePlace({
      place: meaning.place,
      places,
      territory,
      asked: true,
      ...optional('home', home),
      ...known,
    });
    const gridId = decision.kind === 'matched' ? decision.gridId : undefined;
    const ground = { ...optional('gridId', gridId), ...known };
    const passedOn = { ...ground, isPassedOn: true };
    return {
      text,
      kind: meaning.kind,
      category: meaning.category.category,
      ...optional('subcategory', meaning.category.subcategory),
      urgency: meaning.urgency,
      place: describePlace(decision.place),
      address: addressOf(decision.place),
      ...ground,
      ...(await this.subjects.of(turn, text, passedOn, meaning.about)),
    };
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

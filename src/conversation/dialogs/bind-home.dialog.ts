import { Injectable } from '@nestjs/common';
import { ContactService } from '../../messages/contact.service.js';
import { BindingService } from '../../people/binding.service.js';
import { DutyService } from '../../people/duty.service.js';
import type { Staff } from '../../people/people.types.js';
import { ResidentService } from '../../people/resident.service.js';
import { communityOf } from '../../territory/territory.rules.js';
import { describePlace, matchPlace } from '../../understanding/place.rules.js';
import type { PlaceText } from '../../understanding/understanding.types.js';
import type { DialogState } from '../conversation.types.js';
import { addressOf, optional } from '../report.rules.js';
import { nameForResident } from '../texts/people.texts.js';
import { talkTexts } from '../texts/talk.texts.js';
import type { Turn } from '../turn.js';

type AskHome = Extract<DialogState, { name: 'ask-home' }>;
type ConfirmHome = Extract<DialogState, { name: 'confirm-home' }>;

/** Who looks after us, and where home is. */
@Injectable()
export class BindHomeDialog {
  constructor(
    private readonly residents: ResidentService,
    private readonly contacts: ContactService,
    private readonly duty: DutyService,
    private readonly bindings: BindingService,
  ) {}

  /** 「我住灵西小区3栋2单元501」 */
  async bind(turn: Turn, place: PlaceText, phone?: string): Promise<void> {
    const match = matchPlace(place, turn.places, optional('communityId', turn.communityId));
    const known = match.gridId ?? match.candidates[0];
    if (!match.estate || !known) {
      turn.ask({ name: 'ask-home', version: 1, goal: 'bind' });
      return turn.reply(talkTexts.homeUnknown(describePlace(place) || '这个地方'));
    }
    const communityId = communityOf(known, turn.territory)?.id;
    const home = {
      address: addressOf(match),
      way: 'chat' as const,
      ...optional('phone', phone),
      ...optional('communityId', communityId),
    };
    const ref = { accountId: turn.speaker.contact.accountId, contactId: turn.contactId };
    const resident = await this.residents.bindHome(turn.tx, ref, home, turn.now);
    await this.contacts.setCommunity(turn.tx, turn.contactId, resident.communityId);
    await this.contacts.rename(
      turn.tx,
      turn.contactId,
      `${describePlace(match)}${turn.speaker.contact.displayName}`,
    );
    turn.settle();
    turn.reply(talkTexts.homeBound(describePlace(match)));
  }

  /** A bare address from somebody without a home: it may be theirs. */
  confirm(turn: Turn, place: PlaceText): void {
    const match = matchPlace(place, turn.places, optional('communityId', turn.communityId));
    turn.ask({ name: 'confirm-home', version: 1, place: match });
    turn.reply(talkTexts.homeConfirm(describePlace(match)));
  }

  async answerConfirm(turn: Turn, dialog: ConfirmHome, isYes: boolean): Promise<void> {
    if (isYes) return this.bind(turn, dialog.place);
    turn.settle();
    turn.reply(talkTexts.homeDropped);
  }

  /** 「谁管我们这儿」: name, number and card of the one who answers for the door. */
  async whoLooksAfter(turn: Turn, place: PlaceText): Promise<void> {
    const home = turn.speaker.resident?.home;
    const asked =
      place.estate || place.building || place.landmark || !home
        ? place
        : { ...place, isHome: true };
    const match = matchPlace(asked, turn.places, {
      ...optional('home', home),
      ...optional('communityId', turn.communityId),
    });
    const gridId = match.routing === 'matched' ? match.gridId : undefined;
    const unitId =
      gridId ??
      (match.candidates[0]
        ? communityOf(match.candidates[0], turn.territory)?.id
        : turn.communityId);
    const staff = unitId ? await this.duty.responsibleFor(turn.tx, unitId) : undefined;
    if (!staff) {
      turn.ask({ name: 'ask-home', version: 1, goal: 'contact' });
      return turn.reply(talkTexts.whoUnknown);
    }
    turn.settle();
    await this.introduce(
      turn,
      staff,
      describePlace(match) || (turn.territory.units.get(unitId ?? '')?.name ?? ''),
    );
  }

  /** The answer to 「您住哪儿？」 */
  async answerHome(turn: Turn, dialog: AskHome, place: PlaceText): Promise<void> {
    if (dialog.goal === 'bind') return this.bind(turn, place);
    return this.whoLooksAfter(turn, place);
  }

  private async introduce(turn: Turn, staff: Staff, place: string): Promise<void> {
    turn.reply(talkTexts.whoLooksAfter(place, nameForResident(staff), staff.phone));
    const contact = (await this.bindings.contactsOfStaff(turn.tx, [staff.staffNo])).get(
      staff.staffNo,
    );
    if (
      contact &&
      contact.accountId === turn.speaker.contact.accountId &&
      contact.contactId !== turn.contactId
    ) {
      turn.replyWith({ kind: 'contact-card', contactId: contact.contactId, name: staff.name });
    }
  }
}

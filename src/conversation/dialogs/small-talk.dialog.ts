import { Injectable } from '@nestjs/common';
import { ContactService } from '../../messages/contact.service.js';
import { BindingService } from '../../people/binding.service.js';
import { DutyService } from '../../people/duty.service.js';
import { PostService } from '../../people/post.service.js';
import { StaffService } from '../../people/staff.service.js';
import { optional } from '../report.rules.js';
import { SubjectsService } from '../subjects.service.js';
import { inBrief, nameForResident } from '../texts/people.texts.js';
import { staffTexts } from '../texts/staff.texts.js';
import { talkTexts } from '../texts/talk.texts.js';
import type { Turn } from '../turn.js';

/** After so many misunderstandings in a row a person takes over (design: two). */
const MISUNDERSTANDINGS_BEFORE_PERSON = 2;

/** Everything that is no matter of its own: greeting, thanks, help, a person please. */
@Injectable()
export class SmallTalkDialog {
  constructor(
    private readonly duty: DutyService,
    private readonly bindings: BindingService,
    private readonly posts: PostService,
    private readonly staff: StaffService,
    private readonly contacts: ContactService,
    private readonly subjects: SubjectsService,
  ) {}

  async greet(turn: Turn): Promise<void> {
    const stranger = !turn.speaker.resident && !turn.speaker.staff;
    const returned = stranger && (await this.contacts.hasNamesake(turn.tx, turn.speaker.contact));
    turn.reply(talkTexts.greet(''));
    if (returned) turn.replyMore(talkTexts.maybeChangedAccount);
  }

  help(turn: Turn): void {
    const { helpWorker, helpSecretary } = staffTexts;
    const forStaff = turn.isManaging ? `${helpWorker}\n${helpSecretary}` : helpWorker;
    turn.reply(turn.speaker.staff ? forStaff : talkTexts.helpResident);
  }

  /** 「找人」: the secretary is told and named, with a number to call; who wants to speak of her gets the one above. */
  async person(turn: Turn, text: string): Promise<void> {
    const { gridId } = turn.speaker.resident ?? {};
    const ground = { ...optional('gridId', gridId), ...optional('communityId', turn.communityId) };
    const { avoid } = await this.subjects.of(turn, text, ground);
    const owner = await this.duty.triageOwner(turn.tx, turn.communityId, { avoid });
    turn.settle();
    if (!owner.staff) return turn.reply(talkTexts.handedToPersonNoPhone);
    turn.reply(talkTexts.handedToPerson(nameForResident(owner.staff), owner.staff.phone));
    const contact = (await this.bindings.contactsOfStaff(turn.tx, [owner.staff.staffNo])).get(
      owner.staff.staffNo,
    );
    if (!contact || contact.contactId === turn.contactId) return;
    const { resident, contact: speaker } = turn.speaker;
    const from = staffTexts.from(resident?.name ?? speaker.displayName, resident?.phone, undefined);
    turn.messages.push({
      communityId: owner.staff.communityId,
      contactId: contact.contactId,
      content: { kind: 'text', text: staffTexts.wantsPerson(from, inBrief(text, 60)) },
      priority: 'push',
    });
  }

  /** Not understood: asked once, then a person takes over. Never silence. */
  async notUnderstood(turn: Turn, text: string): Promise<void> {
    const misunderstood = turn.state.misunderstood + 1;
    if (misunderstood >= MISUNDERSTANDINGS_BEFORE_PERSON) return this.person(turn, text);
    turn.remember({ misunderstood });
    turn.reply(turn.speaker.staff ? staffTexts.notUnderstood : talkTexts.notUnderstood);
  }

  /** Where the station cadre sits; the days themselves are announced by the community. */
  async station(turn: Turn): Promise<void> {
    const stations = turn.communityId ? await this.posts.stationsOf(turn.tx, turn.communityId) : [];
    const [post] = stations;
    const cadre = post ? await this.staff.findByNo(turn.tx, post.cadreNo) : undefined;
    if (!post || !cadre) return turn.reply(talkTexts.stationNone);
    turn.reply(talkTexts.stationPlace(post.place, nameForResident(cadre)));
  }
}

import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseFile, CaseMedia } from '../cases/cases.types.js';
import { MethodProfile } from '../config/method-profile.js';
import { withoutCardNumbers } from '../kernel/personal-numbers.rules.js';
import type { MediaRef, MessageContent } from '../messages/messages.types.js';
import { Reader } from '../understanding/understanding.types.js';
import { isUnfinished } from './case-standing.rules.js';
import { DialogsService } from './dialogs.service.js';
import { echoOf } from './echo.rules.js';
import { RecentCasesService } from './recent-cases.service.js';
import { SharedPlaceService } from './shared-place.service.js';
import { TextTurnService } from './text-turn.service.js';
import { THIS_MEDIA, talkTexts } from './texts/talk.texts.js';
import type { Turn } from './turn.js';

type Content<K extends MessageContent['kind']> = Extract<MessageContent, { kind: K }>;

/** Answers what is not a text: pictures, voice, places, cards … Each is understood or answered kindly. */
@Injectable()
export class ContentTurnService {
  constructor(
    private readonly texts: TextTurnService,
    private readonly dialogs: DialogsService,
    private readonly cases: CaseService,
    private readonly reader: Reader,
    private readonly recent: RecentCasesService,
    private readonly profile: MethodProfile,
    private readonly places: SharedPlaceService,
  ) {}

  async answer(turn: Turn, content: MessageContent): Promise<void> {
    await this.answerOnce(turn, content);
    this.dampEcho(turn);
  }

  /** The same words again and again get the same answer a few times, then one last sentence, then rest. */
  private dampEcho(turn: Turn): void {
    const answer = turn.onlyAnswer;
    if (answer === undefined) return;
    const { say, echo } = echoOf(turn.state.echo, answer, turn.now);
    turn.remember({ echo });
    if (say === 'answer') return;
    turn.messages.length = 0;
    if (say === 'enough') turn.reply(talkTexts.seenAll);
  }

  private async answerOnce(turn: Turn, content: MessageContent): Promise<void> {
    switch (content.kind) {
      case 'text':
        return this.texts.answer(turn, content.text);
      case 'picture':
      case 'video':
      case 'file':
      case 'voice':
        return this.takeMedia(turn, mediaOf(turn, content));
      case 'location':
        await this.standAlone(turn);
        return this.places.take(turn, content);
      case 'chat-record':
        return this.takeRecord(turn, content);
      case 'recall':
        return this.takeRecall(turn);
      case 'friend-request':
        return this.greetFriend(turn, content.hello);
      default:
        turn.reply(kindWords(content));
    }
  }

  /** A place instead of an answer whether to follow a neighbour's case: that of the own one. */
  private async standAlone(turn: Turn): Promise<void> {
    const { dialog } = turn.state;
    if (dialog?.name === 'offer-join') await this.dialogs.neighbours.standAlone(turn, dialog);
  }

  private async takeMedia(turn: Turn, media: CaseMedia): Promise<void> {
    const { dialog } = turn.state;
    const isAsking =
      dialog?.name === 'ask-place' ||
      dialog?.name === 'choose-place' ||
      dialog?.name === 'ask-matter';
    if (isAsking) return this.dialogs.report.keepWhileAsking(turn, dialog, media);
    if (dialog?.name === 'offer-join')
      return this.dialogs.neighbours.takeMedia(turn, dialog, media);
    if (dialog?.name === 'choose-case' && dialog.act.side === 'resident')
      return this.dialogs.followUp.keepWhileAsking(turn, dialog, media);
    if (turn.speaker.staff) return this.dialogs.staff.work.takeMedia(turn, media);
    const gathering = (await this.gathering(turn)) ?? (await this.inTalk(turn, media));
    if (gathering) return this.dialogs.more.add(turn, gathering, undefined, '', [media]);
    if (media.kind === 'voice') return this.dialogs.report.startFromVoice(turn, media);
    this.dialogs.report.askMatter(turn, [media]);
  }

  /** A resident who forwards a talk means its words; a colleague passes on what others said. */
  private takeRecord(turn: Turn, content: Content<'chat-record'>): Promise<void> {
    if (turn.speaker.staff) {
      const lines = content.lines.map((line) => ({ ...line, text: withoutCardNumbers(line.text) }));
      return this.dialogs.staff.forward.start(turn, lines);
    }
    return this.texts.answer(
      turn,
      content.lines.map((line) => line.text).join('，') || content.title,
    );
  }

  private async takeRecall(turn: Turn): Promise<void> {
    const waits = turn.state.dialog?.name;
    const isPending = waits === 'ask-place' || waits === 'choose-place' || waits === 'offer-join';
    if (isPending || waits === 'ask-matter') {
      turn.settle();
      return turn.reply(talkTexts.recall);
    }
    const gathering = await this.gathering(turn);
    turn.reply(gathering ? talkTexts.stillRuns(gathering.number) : talkTexts.recall);
  }

  /** A new friend who says at once what is wrong is answered to that. */
  private async greetFriend(turn: Turn, hello: string): Promise<void> {
    const meaning = this.reader.read(
      { text: hello, speaker: 'resident', context: 'none' },
      turn.territory,
    );
    if (meaning.intent === 'report' || meaning.intent === 'emergency')
      return this.texts.answer(turn, hello);
    turn.reply(talkTexts.friend);
  }

  /** A voice note says something of its own; a picture shows what we just spoke of. */
  private async inTalk(turn: Turn, media: CaseMedia): Promise<CaseFile | undefined> {
    if (media.kind === 'voice') return undefined;
    return this.recent.inTalk(turn, this.profile.gatheringMinutes);
  }

  private async gathering(turn: Turn): Promise<CaseFile | undefined> {
    const { gathering } = turn.state;
    if (gathering?.stage !== 'report' || gathering.until <= turn.now.toISOString())
      return undefined;
    const file = await this.cases.find(turn.tx, gathering.caseNumber);
    return file && isUnfinished(file) ? file : undefined;
  }
}

function mediaOf(turn: Turn, content: Content<'picture' | 'video' | 'file' | 'voice'>): CaseMedia {
  const { sha256, mediaType, bytes }: MediaRef = content.media;
  return {
    sha256,
    mediaType,
    bytes,
    kind: content.kind,
    stage: 'report',
    contactId: turn.contactId,
    ...(content.kind === 'voice' && content.seconds !== undefined && { seconds: content.seconds }),
    ...(content.kind === 'file' && { name: withoutCardNumbers(content.name) }),
  };
}

/** The kind answer to what cannot be read. */
function kindWords(content: MessageContent): string {
  switch (content.kind) {
    case 'media-fault':
      return content.fault === 'too-large'
        ? talkTexts.tooLarge(THIS_MEDIA[content.of])
        : talkTexts.unreadable(THIS_MEDIA[content.of]);
    case 'link':
      return talkTexts.link(content.title);
    case 'mini-program':
      return talkTexts.miniProgram;
    case 'contact-card':
      return talkTexts.card(content.name);
    case 'sticker':
      return talkTexts.sticker;
    case 'money':
      return talkTexts.money;
    case 'missed-call':
      return talkTexts.missedCall;
    default:
      return talkTexts.unknownKind;
  }
}

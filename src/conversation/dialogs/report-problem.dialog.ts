import { Injectable } from '@nestjs/common';
import type { CaseFile, CaseMedia } from '../../cases/cases.types.js';
import { communityOf } from '../../territory/territory.rules.js';
import { readReportedBy } from '../../understanding/person.rules.js';
import { describePlace, hasPlace, mergePlaces } from '../../understanding/place.rules.js';
import type { Meaning, PlaceText } from '../../understanding/understanding.types.js';
import type { DialogState, PendingReport } from '../conversation.types.js';
import { MattersService } from '../matters.service.js';
import { NeighboursService } from '../neighbours.service.js';
import {
  decidePlace,
  isQuiet,
  optional,
  type PlaceDecision,
  placeBeside,
} from '../report.rules.js';
import { type Destination, ReportOpeningService } from '../report-opening.service.js';
import { atSpot, freshSpot, meansHere } from '../spot.rules.js';
import { emergencyTexts } from '../texts/emergency.texts.js';
import { residentTexts } from '../texts/resident.texts.js';
import { MEDIA_WORDS } from '../texts/talk.texts.js';
import type { Turn } from '../turn.js';

/** What a voice note is filed under until the worker who plays it writes the line: most of what communities hear. */
const UNHEARD_CATEGORY = '城乡建设';

type AskPlace = Extract<DialogState, { name: 'ask-place' }>;
type ChoosePlace = Extract<DialogState, { name: 'choose-place' }>;
type AskMatter = Extract<DialogState, { name: 'ask-matter' }>;

/**
 * Somebody says what is wrong. The place is taken from the words, else from the bound home; who has neither is asked
 * once, and an answer that names no place leaves it to a person. In danger nothing is asked before the case is out.
 */
@Injectable()
export class ReportProblemDialog {
  constructor(
    private readonly opening: ReportOpeningService,
    private readonly matters: MattersService,
    private readonly neighbours: NeighboursService,
  ) {}

  /** First words of a matter. */
  async start(
    turn: Turn,
    meaning: Meaning,
    text: string,
    media: readonly CaseMedia[] = [],
  ): Promise<void> {
    const held = turn.state.dialog?.name === 'ask-matter' ? turn.state.dialog : undefined;
    const report = this.matters.reportOf(turn, meaning, text, [...(held?.media ?? []), ...media]);
    const shared = sharedPlace(turn, report, text, held);
    const before = shared ?? held?.place;
    const place = before ? atSpot(before, report.place) : report.place;
    const anonymous = report.anonymous || held?.anonymous === true;
    const concerned = turn.speaker.staff ? readReportedBy(text) : report.concerned;
    await this.proceed(
      turn,
      { ...report, place, anonymous, ...optional('concerned', concerned) },
      // Who has shared a location has said where.
      shared !== undefined,
    );
  }

  /** A voice note alone is a report: the case is out at once, the place may follow. */
  async startFromVoice(turn: Turn, media: CaseMedia, held?: AskMatter): Promise<void> {
    const report: PendingReport = {
      // The worker who plays it writes the line.
      text: '',
      kind: '求助',
      category: UNHEARD_CATEGORY,
      urgency: 'normal',
      place: held?.place ?? {},
      anonymous: held?.anonymous ?? false,
      media: [...(held?.media ?? []), media],
      others: [],
    };
    await this.openAtOnce(turn, report);
  }

  /** The answer to 「在哪儿？」. Words without a place still open the case, for a person to sort. */
  async answerPlace(turn: Turn, dialog: AskPlace, meaning: Meaning, text: string): Promise<void> {
    const report: PendingReport = {
      ...dialog.report,
      text:
        hasPlace(meaning.place) && isOnlyPlace(meaning)
          ? dialog.report.text
          : joined(dialog.report.text, text),
      place: mergePlaces(dialog.report.place, meaning.place),
      anonymous: dialog.report.anonymous || meaning.wantsAnonymity,
      ...optional('phone', dialog.report.phone ?? meaning.phones[0]),
    };
    await this.proceed(turn, report, true);
  }

  async choosePlace(turn: Turn, dialog: ChoosePlace, meaning: Meaning): Promise<boolean> {
    const index = meaning.choice === -1 ? dialog.options.length : (meaning.choice ?? 0);
    const named = dialog.options.find(
      (option) => meaning.place.estate && option.label.includes(meaning.place.estate),
    );
    const chosen = dialog.options[index - 1] ?? named;
    if (!chosen) return false;
    const row = turn.territory.coverages.find(
      (coverage) => coverage.gridId === chosen.gridId && chosen.label.includes(coverage.estate),
    );
    const unit = /([^栋]+)单元/.exec(chosen.label)?.[1];
    const place = {
      ...dialog.report.place,
      ...optional('estate', row?.estate),
      ...optional('unit', dialog.report.place.unit ?? unit),
    };
    await this.open(turn, { ...dialog.report, place }, { place, gridId: chosen.gridId });
    return true;
  }

  /** Nobody chose: the matter goes to a person instead of round in circles. */
  async leaveToPerson(
    turn: Turn,
    dialog: ChoosePlace | AskPlace,
    words = '',
    media: readonly CaseMedia[] = [],
  ): Promise<void> {
    const report = {
      ...dialog.report,
      text: joined(dialog.report.text, words),
      media: [...dialog.report.media, ...media],
    };
    const gridId = dialog.name === 'choose-place' ? dialog.options[0]?.gridId : undefined;
    const community = turn.communityId ?? (gridId && communityOf(gridId, turn.territory)?.id);
    await this.open(turn, report, {
      place: report.place,
      ...optional('communityId', community || undefined),
    });
  }

  /** Whatever neighbours reported, this is a matter of its own; words may say better where it is. */
  async standAlone(turn: Turn, report: PendingReport, said?: Meaning): Promise<void> {
    const place = mergePlaces(report.place, said ? placeTold(said) : {});
    const decision = this.decide(turn, { ...report, place }, true);
    await this.open(turn, { ...report, place: decision.place }, destinationOf(decision, turn));
  }

  /** A picture while the place is being asked joins the report; the question still stands. */
  async keepWhileAsking(
    turn: Turn,
    dialog: AskPlace | ChoosePlace | AskMatter,
    media: CaseMedia,
  ): Promise<void> {
    // Whoever answers by voice cannot or will not type: the case goes out, a person listens.
    if (media.kind === 'voice')
      return dialog.name === 'ask-matter'
        ? this.startFromVoice(turn, media, dialog)
        : this.leaveToPerson(turn, dialog, '', [media]);
    const got = residentTexts.mediaWhileAsking(MEDIA_WORDS[media.kind]);
    if (dialog.name === 'ask-matter') {
      turn.ask({ ...dialog, media: [...dialog.media, media] });
      return turn.reply(`${got}${residentTexts.askMatterAgain}`);
    }
    turn.ask({ ...dialog, report: { ...dialog.report, media: [...dialog.report.media, media] } });
    turn.reply(`${got}${residentTexts.askPlace}`);
  }

  /** 「别说是我」 before a word of the matter. */
  askMatterUnnamed(turn: Turn): void {
    turn.ask({ name: 'ask-matter', version: 1, media: [], anonymous: true });
    turn.reply(`${residentTexts.kept}${residentTexts.askMatterPlain}`);
  }

  /** A picture or a place before any words. */
  askMatter(turn: Turn, media: readonly CaseMedia[], place?: PlaceText): void {
    const before = turn.state.dialog?.name === 'ask-matter' ? turn.state.dialog : undefined;
    turn.ask({
      name: 'ask-matter',
      version: 1,
      media,
      ...optional('place', place),
      ...optional('anonymous', before?.anonymous),
    });
    const ofPlace = before ? residentTexts.askMatterAgain : residentTexts.askMatterOfPlace;
    const ofMedia = residentTexts.askMatter(MEDIA_WORDS[media[0]?.kind ?? 'picture']);
    turn.reply(place ? ofPlace : ofMedia);
  }

  private async proceed(turn: Turn, report: PendingReport, asked: boolean): Promise<void> {
    if (report.urgency === 'emergency') return this.openAtOnce(turn, report);
    const decision = this.decide(turn, report, asked);
    const isOffered =
      decision.kind === 'matched' && (await this.neighbours.offer(turn, report, decision));
    if (isOffered) return;
    if (decision.kind === 'matched' || decision.kind === 'triage') {
      await this.open(turn, { ...report, place: decision.place }, destinationOf(decision, turn));
    } else if (decision.kind === 'choose') {
      turn.ask({ name: 'choose-place', version: 1, report, options: decision.options });
      turn.reply(residentTexts.choosePlace(decision.options.map((option) => option.label)));
    } else {
      turn.ask({ name: 'ask-place', version: 1, report, asked: 1 });
      turn.reply(placeQuestion(decision, report));
    }
  }

  /** Opened with whatever is known; a stranger is asked for the place afterwards. */
  private async openAtOnce(turn: Turn, report: PendingReport): Promise<void> {
    const decision = this.decide(turn, report, true);
    const [file] = await this.open(
      turn,
      { ...report, place: decision.place },
      destinationOf(decision, turn),
    );
    if (!file || decision.kind === 'matched' || isQuiet(report)) return;
    turn.ask({ name: 'place-of-case', version: 1, caseNumber: file.number });
    turn.replyMore(
      report.urgency === 'emergency' ? emergencyTexts.whereNow : residentTexts.askPlace,
    );
  }

  /** Each matter goes where it lies; nobody is asked for the place of the second and third. */
  private open(turn: Turn, report: PendingReport, destination: Destination): Promise<CaseFile[]> {
    const elsewhere = report.others.map(({ place }) => {
      if (!place) return undefined;
      const beside = placeBeside(destination.place, place);
      return destinationOf(this.decide(turn, { ...report, place: beside }, true), turn);
    });
    return this.opening.open(turn, report, destination, elsewhere);
  }

  private decide(turn: Turn, report: PendingReport, asked: boolean): PlaceDecision {
    // 「替我妈报一下」: the speaker's own home says nothing about where the mother lives.
    const home = report.concerned && !report.place.isHome ? undefined : turn.speaker.resident?.home;
    const isIdea =
      report.kind === '建议' && !hasPlace(report.place) && turn.communityId !== undefined;
    if (isIdea)
      return {
        kind: 'triage',
        place: { ...report.place, routing: 'none', candidates: [] },
        ...optional('communityId', turn.communityId),
      };
    return decidePlace({
      place: report.place,
      places: turn.places,
      territory: turn.territory,
      asked,
      ...optional('home', home),
      ...optional('communityId', turn.communityId),
      ...optional('ownGridId', ownGridOf(turn)),
    });
  }
}

/** The shared location the words belong to: asked about it, standing there, or nowhere else to look for it. */
function sharedPlace(
  turn: Turn,
  report: PendingReport,
  text: string,
  held: AskMatter | undefined,
): PlaceText | undefined {
  const spot = freshSpot(turn.state, turn.now);
  const isAnswer = spot !== undefined && held?.place?.landmark === spot.landmark;
  const isHomeless = !hasPlace(report.place) && !turn.speaker.resident;
  return isAnswer || meansHere(text) || isHomeless ? spot : undefined;
}

function destinationOf(decision: PlaceDecision, turn: Turn): Destination {
  const { place } = decision;
  if (decision.kind === 'matched') return { place, gridId: decision.gridId };
  const communityId = decision.kind === 'triage' ? decision.communityId : turn.communityId;
  return { place, ...optional('communityId', communityId) };
}

function placeQuestion(
  decision: Extract<PlaceDecision, { kind: 'ask' }>,
  report: PendingReport,
): string {
  if (decision.why === 'building-missing' && decision.place.estate)
    return residentTexts.askBuilding(decision.place.estate);
  const named = describePlace(decision.place);
  if (decision.why === 'not-found' && named) return residentTexts.placeNotFound(named);
  return report.concerned ? residentTexts.askPlaceOf(report.concerned) : residentTexts.askPlace;
}

/** A worker's own grid, for what he sees on his round. */
function ownGridOf(turn: Turn): string | undefined {
  const unitId = turn.speaker.staff?.unitId;
  return unitId && turn.territory.units.get(unitId)?.level === '网格' ? unitId : undefined;
}

/** The place of the words alone, without what the roster made of it. */
function placeTold({ place }: Meaning): PlaceText {
  const { routing: _routing, gridId: _grid, candidates: _candidates, ...told } = place;
  return told;
}

/** Whether the text says where and nothing else. */
function isOnlyPlace(meaning: Meaning): boolean {
  return meaning.intent !== 'report' && meaning.intent !== 'emergency';
}

function joined(first: string, second: string): string {
  return second ? `${first}，${second}` : first;
}

import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseFile } from '../cases/cases.types.js';
import type { MessageContent } from '../messages/messages.types.js';
import { locate } from '../understanding/locate.rules.js';
import { hasPlace } from '../understanding/place.rules.js';
import { type Meaning, type PlaceText, Reader } from '../understanding/understanding.types.js';
import { isUnfinished } from './case-standing.rules.js';
import { DialogsService } from './dialogs.service.js';
import { optional } from './report.rules.js';
import { spotUntil } from './spot.rules.js';
import { talkTexts } from './texts/talk.texts.js';
import type { Turn } from './turn.js';

type Location = Extract<MessageContent, { kind: 'location' }>;

/** A shared location: answers 「在哪儿？」, completes or moves a fresh case, or waits for the matter. Nobody is asked again. */
@Injectable()
export class SharedPlaceService {
  constructor(
    private readonly dialogs: DialogsService,
    private readonly cases: CaseService,
    private readonly reader: Reader,
  ) {}

  async take(turn: Turn, location: Location): Promise<void> {
    const place = this.placeOf(turn, location);
    turn.remember({ spot: spotUntil(place, turn.now) });
    const { dialog } = turn.state;
    const meaning = this.meaningOf(turn, location, place);
    if (dialog?.name === 'ask-place')
      return this.dialogs.report.answerPlace(turn, dialog, { ...meaning, intent: 'address' }, '');
    if (dialog?.name === 'ask-home') return this.dialogs.home.answerHome(turn, dialog, place);
    if (dialog?.name === 'place-of-case')
      return this.dialogs.more.placeOf(turn, dialog.caseNumber, meaning);
    const file = await this.gathering(turn);
    if (file) return this.complete(turn, file, place, meaning);
    const held = dialog?.name === 'ask-matter' ? dialog.media : [];
    this.dialogs.report.askMatter(turn, held, place);
  }

  /** A place that was only taken from the home gives way to the shared one; one that was said stays. */
  private async complete(
    turn: Turn,
    file: CaseFile,
    place: PlaceText,
    meaning: Meaning,
  ): Promise<void> {
    if (!file.address.building) return this.dialogs.more.placeOf(turn, file.number, meaning);
    const isAssumed = !hasPlace(
      this.reader.read({ text: file.text, speaker: 'resident', context: 'none' }, turn.territory)
        .place,
    );
    if (isAssumed && place.area !== undefined && place.area !== file.gridId)
      return this.dialogs.more.moveTo(turn, file, place);
    await this.dialogs.more.add(turn, file, undefined, talkTexts.at(place.landmark ?? ''), []);
  }

  private placeOf(turn: Turn, { lng, lat, name, address }: Location): PlaceText {
    const found = locate({ lng, lat }, turn.places);
    return {
      landmark: name || address || talkTexts.spot(lng, lat),
      ...optional('area', found?.gridId),
    };
  }

  private meaningOf(turn: Turn, { name }: Location, place: PlaceText): Meaning {
    const read = this.reader.read(
      { text: name, speaker: turn.role, context: 'none' },
      turn.territory,
    );
    return { ...read, place: { ...place, routing: 'none', candidates: [] } };
  }

  private async gathering(turn: Turn): Promise<CaseFile | undefined> {
    const { gathering } = turn.state;
    if (gathering?.stage !== 'report' || gathering.until <= turn.now.toISOString())
      return undefined;
    const file = await this.cases.find(turn.tx, gathering.caseNumber);
    return file && isUnfinished(file) ? file : undefined;
  }
}

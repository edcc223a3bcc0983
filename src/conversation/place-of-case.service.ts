import { Injectable } from '@nestjs/common';
import { CaseService } from '../cases/case.service.js';
import type { CaseFile } from '../cases/cases.types.js';
import { communityOf } from '../territory/territory.rules.js';
import {
  describePlace,
  hasPlace,
  matchPlace,
  mergePlaces,
  placeOfAddress,
} from '../understanding/place.rules.js';
import type { Meaning, PlaceMatch, PlaceText } from '../understanding/understanding.types.js';
import { AnnouncementService } from './announcement.service.js';
import { CastService } from './cast.service.js';
import { addressOf, optional } from './report.rules.js';
import { residentTexts } from './texts/resident.texts.js';
import type { Turn } from './turn.js';

/** Takes a better place for a case: 「3栋的」 after the report, 「是15不是51」. */
@Injectable()
export class PlaceOfCaseService {
  constructor(
    private readonly cases: CaseService,
    private readonly announcements: AnnouncementService,
    private readonly casts: CastService,
  ) {}

  /** 「是15不是51」: the wrong label is replaced wherever the case's place has it. */
  async correct(turn: Turn, file: CaseFile, meaning: Meaning): Promise<void> {
    const place = correctedPlace(file, meaning);
    await this.move(turn, file, this.match(turn, file, place));
  }

  /** A place said after the report. False when it says nothing new. */
  async refine(turn: Turn, file: CaseFile, meaning: Meaning): Promise<boolean> {
    const place = mergePlaces(placeOfAddress(file.address), meaning.place);
    const match = this.match(turn, file, place);
    if (match.routing === 'ambiguous' || describePlace(match) === file.place) return false;
    await this.move(turn, file, match);
    return true;
  }

  /** Another place altogether: nothing of the old one stays. */
  async replace(turn: Turn, file: CaseFile, place: PlaceText): Promise<void> {
    await this.move(turn, file, this.match(turn, file, place));
  }

  private match(turn: Turn, file: CaseFile, place: PlaceText): PlaceMatch {
    const home = turn.speaker.resident?.home;
    const community =
      turn.territory.units.get(file.communityId)?.level === '社区'
        ? file.communityId
        : turn.communityId;
    return matchPlace(place, turn.places, {
      ...(home && { home }),
      ...(community && { communityId: community }),
    });
  }

  private async move(turn: Turn, file: CaseFile, match: PlaceMatch): Promise<void> {
    const known = match.gridId ?? match.candidates[0];
    const to = {
      place: describePlace(match),
      address: addressOf(match),
      ...optional('gridId', match.routing === 'matched' ? match.gridId : undefined),
      ...optional('communityId', known ? communityOf(known, turn.territory)?.id : undefined),
    };
    const change = await this.cases.correctPlace(
      turn.tx,
      file,
      to,
      { kind: 'resident', contactId: turn.contactId },
      turn.now,
    );
    const cast = await this.casts.named(turn.tx, [change.after.assigneeNo]);
    const words = file.place ? residentTexts.placeChanged : residentTexts.placeKept;
    turn.reply(
      words(file.number, change.after.place, cast.name(change.after.assigneeNo)),
      file.number,
    );
    turn.messages.push(
      ...(await this.announcements.announce(turn.tx, change, { exceptContact: turn.contactId })),
    );
  }
}

/** The case's place with the wrong label replaced; a correction that reads as a place of its own wins. */
function correctedPlace(file: CaseFile, meaning: Meaning): PlaceText {
  const { wrong, right } = meaning.correction ?? { right: '' };
  const before = placeOfAddress(file.address);
  const label = right.replace(/[栋幢号楼单元室房门]+$/u, '');
  const bare = wrong?.replace(/[栋幢号楼单元室房门]+$/u, '');
  for (const part of ['building', 'unit', 'room', 'estate'] as const) {
    if (bare && before[part] === bare) return { ...before, [part]: label };
  }
  return hasPlace(meaning.place)
    ? mergePlaces(before, meaning.place)
    : { ...before, building: label };
}

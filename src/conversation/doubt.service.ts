import { Injectable } from '@nestjs/common';
import { addMilliseconds } from '../kernel/calendar.js';
import type { Advice, Enquiry } from '../understanding/advice/advice.types.js';
import { Advisor } from '../understanding/advice/advisor.service.js';
import { type Meaning, type PlaceMatch, Reader } from '../understanding/understanding.types.js';
import type { Crossing, Route } from './crossing.types.js';
import { advised, doubtOf } from './doubt.rules.js';
import { EnquiriesService } from './enquiries.service.js';
import { routeOf } from './router.rules.js';
import { SecondLookService } from './second-look.service.js';
import type { Consulted, Turn } from './turn.js';

/** Ends an attempt at a turn, so that nothing is held while somebody else is asked; the turn begins anew afterwards. */
export class AdviceWanted extends Error {
  override readonly name = 'AdviceWanted';

  constructor(readonly enquiry: Enquiry) {
    super('the turn waits for advice');
  }
}

/** Where a message leads, and what it was taken for. */
interface Settled {
  readonly meaning: Meaning;
  readonly route: Route;
}

/** Has a large model asked, where there is one, before a resident is told that we did not understand. */
@Injectable()
export class DoubtService {
  constructor(
    private readonly advisor: Advisor,
    private readonly enquiries: EnquiriesService,
    private readonly reader: Reader,
    private readonly secondLook: SecondLookService,
  ) {}

  /**
   * The meaning and the way, better where advice was given.
   * @throws AdviceWanted when somebody is to be asked first; the caller lets it pass, so that the transaction ends
   */
  async settle(turn: Turn, crossing: Crossing, route: Route): Promise<Settled> {
    const settled = { meaning: crossing.meaning, route };
    const doubt = this.advisor.isOn ? doubtOf(crossing, route) : undefined;
    if (!doubt) return settled;
    if (!turn.consulted) throw new AdviceWanted(await this.enquiries.of(turn, crossing.text));
    const { advice } = turn.consulted.consultation;
    const meaning =
      advice && advised(crossing.meaning, advice, doubt, this.placeOf(turn, advice, doubt));
    if (!meaning) return settled;
    const better = { meaning, route: routeOf({ ...crossing, meaning }) };
    if (better.route === 'unclear') return settled;
    turn.consulted.isUsed = true;
    return better;
  }

  /** Until when the answer is waited for at most. */
  patientUntil(now: Date): Date {
    return addMilliseconds(now, this.advisor.patienceMs);
  }

  /** Asks; outside any transaction. */
  async consult(enquiry: Enquiry): Promise<Consulted> {
    return { consultation: await this.advisor.ask(enquiry), isUsed: false };
  }

  /** Counts what came of it; after the turn, in a transaction of its own. */
  conclude({ consultation, isUsed }: Consulted): Promise<void> {
    return this.advisor.count(consultation, isUsed);
  }

  /** Has the classes of what the turn opened looked at again after its commit, where they are unsure. */
  async lookAgainAt(turn: Turn): Promise<void> {
    if (!this.advisor.isOn || turn.opened.length === 0 || turn.consulted?.isUsed) return;
    for (const file of turn.opened) {
      if (this.secondLook.isWanted(file))
        this.secondLook.after(turn.tx, file, await this.enquiries.of(turn, file.text));
    }
  }

  /** The words of the place, read by our own reader and held against the roster. */
  private placeOf(turn: Turn, { place }: Advice, doubt: string): PlaceMatch | undefined {
    if (place === undefined) return undefined;
    const said = { text: place, speaker: 'resident', context: 'none' } as const;
    const found = this.reader.read(said, turn.territory).place;
    return doubt === 'place' || found.routing !== 'none' ? found : undefined;
  }
}

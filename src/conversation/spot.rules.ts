import { addMinutes } from '../kernel/calendar.js';
import { mergePlaces } from '../understanding/place.rules.js';
import type { PlaceText } from '../understanding/understanding.types.js';
import type { ConversationState } from './conversation.types.js';

/** How long a shared location is still where somebody is. Ours: about as long as they stand there and type. */
const SPOT_MINUTES = 30;
/** The place one stands at. */
const HERE = /(?:这|那)(?:里|儿|边|块|个地方|个位置|附近|旁边)|此[地处]|就在这|定位|位置/u;

/** What is remembered of a shared location. */
export function spotUntil(place: PlaceText, now: Date): Required<ConversationState>['spot'] {
  return { place, until: addMinutes(now, SPOT_MINUTES).toISOString() };
}

/** The location that was shared a moment ago; undefined when none was. */
export function freshSpot({ spot }: ConversationState, now: Date): PlaceText | undefined {
  return spot && spot.until > now.toISOString() ? spot.place : undefined;
}

/** Whether the words speak of where one stands rather than of home. */
export function meansHere(text: string): boolean {
  return HERE.test(text);
}

/** A place said after a shared one: another door or street stands for itself, 「门口」 lies at the shared one. */
export function atSpot(spot: PlaceText, said: PlaceText): PlaceText {
  const { estate, building, road, landmark, area, isHome } = said;
  const isElsewhere = [estate, building, road, landmark, area].some((part) => part !== undefined);
  return isElsewhere || isHome ? said : mergePlaces(spot, said);
}

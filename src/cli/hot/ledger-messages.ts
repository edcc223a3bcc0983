import type { RaisedCase } from '../../cases/raised-cases.read-model.js';
import type { Settings } from '../../config/settings.js';
import type { RaisedMessage } from '../../understanding/hot-issues.types.js';
import { readRaised } from '../ledger-export.js';

/** The cases of the ledger since the instant, as messages that are compared. */
export async function ledgerMessages(
  settings: Settings,
  since: Date | undefined,
  seen: (count: number) => void = () => undefined,
): Promise<RaisedMessage[]> {
  const messages: RaisedMessage[] = [];
  await readRaised(settings, since, (raised) => {
    messages.push(messageOf(raised));
    seen(messages.length);
  });
  return messages;
}

function messageOf({
  number,
  people,
  text,
  place,
  estate,
  communityId,
  openedAt,
  isHidden,
}: RaisedCase) {
  const where = estate ?? place;
  return {
    id: number,
    people,
    title: text,
    text: '',
    at: openedAt,
    isHidden,
    ...(where && { place: where, ground: `${communityId} ${where}` }),
  };
}

import { CHANGE_CATEGORY } from '../understanding/category-wish.rules.js';
import { mergePlaces } from '../understanding/place.rules.js';
import type { Meaning } from '../understanding/understanding.types.js';
import type { DialogState } from './conversation.types.js';
import type { Route } from './crossing.types.js';
import type { DialogsService } from './dialogs.service.js';
import { talkTexts } from './texts/talk.texts.js';
import type { Turn } from './turn.js';

/** An answer to the open question. */
export interface Answer {
  readonly turn: Turn;
  readonly dialog: DialogState;
  readonly meaning: Meaning;
  readonly text: string;
}

type Continuation = (dialogs: DialogsService, answer: Answer) => Promise<boolean>;

/** Which dialog goes on by which route; each answers only the question it belongs to. */
export const CONTINUATIONS: Partial<Record<Route, Continuation>> = {
  'answer-place': onlyFor('ask-place', (dialogs, { turn, dialog, meaning, text }) =>
    dialogs.report.answerPlace(turn, dialog, meaning, text),
  ),
  'choose-place': onlyFor('choose-place', async (dialogs, { turn, dialog, meaning }) => {
    if (!(await dialogs.report.choosePlace(turn, dialog, meaning)))
      await dialogs.report.leaveToPerson(turn, dialog);
  }),
  'leave-to-person': onlyFor('choose-place', (dialogs, { turn, dialog, text }) =>
    dialogs.report.leaveToPerson(turn, dialog, text),
  ),
  aside: async (dialogs, { turn, dialog, meaning }) =>
    dialogs.beside.keepAside(turn, dialog, meaning),
  'ask-again': async (dialogs, { turn, dialog }) => dialogs.beside.askAgain(turn, dialog),
  beside: async (dialogs, { turn, dialog, meaning, text }) =>
    dialogs.beside.start(turn, dialog, meaning, text),
  'join-yes': onlyFor('offer-join', (dialogs, { turn, dialog }) =>
    dialogs.neighbours.join(turn, dialog),
  ),
  'join-no': onlyFor('offer-join', (dialogs, { turn, dialog, meaning, text }) =>
    dialogs.neighbours.standAlone(turn, dialog, meaning, text),
  ),
  'join-beside': onlyFor('offer-join', (dialogs, { turn, dialog, meaning, text }) =>
    dialogs.neighbours.beside(turn, dialog, meaning, text),
  ),
  'matter-place': onlyFor('ask-matter', async (dialogs, { turn, dialog, meaning }) => {
    dialogs.report.askMatter(turn, dialog.media, mergePlaces(dialog.place ?? {}, meaning.place));
  }),
  'matter-of-case': onlyFor('ask-matter', (dialogs, { turn, dialog, meaning }) =>
    dialogs.followUp.takeMedia(turn, meaning, dialog.media),
  ),
  'place-of-case': onlyFor('place-of-case', (dialogs, { turn, dialog, meaning }) =>
    dialogs.more.placeOf(turn, dialog.caseNumber, meaning),
  ),
  'choose-case': onlyFor('choose-case', async (dialogs, { turn, dialog, meaning, text }) => {
    const { work, categories } = dialogs.staff;
    const side = dialog.act.side === 'staff' ? work : dialogs.followUp;
    const isChosen =
      dialog.act.word === CHANGE_CATEGORY
        ? await categories.chooseCase(turn, dialog, meaning)
        : await side.choose(turn, dialog, meaning, text);
    if (!isChosen) turn.reply(talkTexts.chooseNumber);
  }),
  'withdraw-all': onlyFor('confirm-withdraw', (dialogs, { turn, dialog, meaning }) =>
    dialogs.several.confirm(turn, dialog, meaning.choice),
  ),
  'keep-all': onlyFor('confirm-withdraw', async (dialogs, { turn }) =>
    dialogs.several.keepAll(turn),
  ),
  'choose-person': onlyFor('choose-person', async (dialogs, { turn, dialog, meaning }) => {
    if (!(await dialogs.staff.work.choosePerson(turn, dialog, meaning)))
      turn.reply(talkTexts.chooseNumber);
  }),
  'choose-category': onlyFor('choose-category', async (dialogs, { turn, dialog, meaning }) => {
    if (!(await dialogs.staff.categories.chooseCategory(turn, dialog, meaning)))
      turn.reply(talkTexts.chooseNumber);
  }),
  reason: onlyFor('ask-reason', (dialogs, { turn, dialog, text }) =>
    dialogs.rate.takeReason(turn, dialog, text),
  ),
  'no-reason': onlyFor('ask-reason', async (dialogs, { turn, dialog }) =>
    dialogs.rate.noReason(turn, dialog),
  ),
  'home-yes': onlyFor('confirm-home', (dialogs, { turn, dialog }) =>
    dialogs.home.answerConfirm(turn, dialog, true),
  ),
  'home-no': onlyFor('confirm-home', (dialogs, { turn, dialog }) =>
    dialogs.home.answerConfirm(turn, dialog, false),
  ),
  'answer-home': onlyFor('ask-home', (dialogs, { turn, dialog, meaning }) =>
    dialogs.home.answerHome(turn, dialog, meaning.place),
  ),
};

/** A continuation that answers one question and leaves every other to the routes that start something new. */
function onlyFor<N extends DialogState['name']>(
  name: N,
  go: (
    dialogs: DialogsService,
    answer: Answer & { readonly dialog: Extract<DialogState, { name: N }> },
  ) => Promise<void>,
): Continuation {
  return async (dialogs, answer) => {
    if (answer.dialog.name !== name) return false;
    await go(dialogs, answer as Parameters<typeof go>[1]);
    return true;
  };
}

import type { Scene } from './announcement-scene.js';
import { deadlineTexts } from './texts/deadline.texts.js';
import { spokenTime } from './texts/time.texts.js';

/** More time: to whoever decides when it is asked for; to whoever asked and to the reporters when it is decided. */
export function tellExtension(scene: Scene): void {
  const { after, action, at, note = '', facts } = scene.change;
  const { number, assigneeNo } = after;
  if (action === 'ask-extension') {
    const by = spokenTime(new Date(String(facts?.until)), at);
    const who = scene.cast.colleague(assigneeNo);
    const decider = typeof facts?.decider === 'string' ? facts.decider : undefined;
    scene.say(decider, deadlineTexts.toDecide(after, who, by, note), 'push');
    return;
  }
  if (action === 'refuse-extension') {
    scene.say(assigneeNo, deadlineTexts.keptToAsker(number, note, scene.by()), 'push');
    return;
  }
  const by = after.dueAt ? spokenTime(after.dueAt, at) : '';
  scene.say(assigneeNo, deadlineTexts.grantedToAsker(number, by), 'push');
  scene.tellReporters(deadlineTexts.later(number, scene.cast.name(assigneeNo), by, note));
}

import { avatar, h, icon } from './dom.mjs';
import { now, shortTime, spanText, stampText } from './time.mjs';

/** The way of a case, in order. */
const TRACK = [
  ['registered', '登记'],
  ['assigned', '派单'],
  ['accepted', '接单'],
  ['in_progress', '办理'],
  ['resolved', '办结'],
  ['closed', '结案'],
];
const STATUS = {
  ...Object.fromEntries(TRACK),
  declined: '不予受理',
  withdrawn: '已撤回',
  merged: '已并案',
};
const LEVELS = {
  on_spot: '现场办结',
  community: '限时办结',
  partners: '协调办结',
  district: '统筹办结',
};
const URGENCY = { emergency: '紧急', high: '优先' };
const ACTIONS = {
  open: '登记',
  assign: '派单',
  accept: '接单',
  note: '进展',
  visit: '上门',
  resolve: '办结',
  return: '退回',
  transfer: '转办',
  escalate: '上报',
  reopen: '重办',
  close: '结案',
  decline: '不予受理',
  withdraw: '撤回',
  add: '补充',
  join: '一起反映',
  urge: '催一催',
  'correct-place': '更正地点',
  'change-category': '改类别',
  remind: '提醒',
  overdue: '超时',
  rate: '评价',
  'hide-reporter': '要求匿名',
  merge: '并案',
};
/** Reasons that the service gives in words of its own. */
const NOTES = { rated: '收到评价', 'no-answer': '一直没等到评价', overdue: '过了时限' };
const SCORES = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '没解决' };
const FOLDED = 3;
const STARS = [1, 2, 3, 4, 5];

/** One case as a card. @param {{ isOpen: boolean, isNew: boolean, toggle(number: string): void }} view */
export function caseCard(one, { isOpen, isNew, toggle }) {
  return h(
    'article',
    {
      class: `case ${isNew ? 'is-new' : ''} ${one.closedAt ? 'is-closed' : ''}`,
      'data-urgency': one.urgency,
      'aria-label': `办件 ${one.number}`,
    },
    head(one),
    h('p', { class: 'case-text' }, one.text),
    one.place && h('p', { class: 'case-place' }, icon('pin', 15), one.place),
    track(one),
    owner(one),
    ...one.ratings.flatMap(rating),
    steps(one, isOpen, toggle),
  );
}

function head(one) {
  return h(
    'header',
    {},
    h('b', { class: 'case-number' }, one.number),
    h('span', { class: 'tag', 'data-status': one.status }, STATUS[one.status] ?? one.status),
    URGENCY[one.urgency] && h('span', { class: 'tag is-urgent' }, URGENCY[one.urgency]),
    one.reopened > 0 && h('span', { class: 'tag is-again' }, `重办 ${one.reopened} 次`),
    due(one),
  );
}

function due({ dueAt, closedAt, status }) {
  if (!dueAt || closedAt || status === 'resolved') return undefined;
  const left = Date.parse(dueAt) - now().getTime();
  const text = left >= 0 ? `剩 ${spanText(left)}` : `超 ${spanText(left)}`;
  const title = `时限 ${stampText(new Date(dueAt))}`;
  return h(
    'time',
    { class: `case-due ${left < 0 ? 'is-over' : ''}`, title },
    icon('clock', 14),
    text,
  );
}

function track(one) {
  const reached = TRACK.findIndex(([status]) => status === one.status);
  const isEarlyEnd = reached < 0;
  const times = timesOf(one);
  const furthest = isEarlyEnd
    ? Math.max(...TRACK.map(([status], i) => (times.has(status) ? i : 0)))
    : reached;
  const dots = TRACK.map(([status, label], index) => {
    const at = times.get(status);
    const name =
      index < furthest || one.status === 'closed'
        ? 'is-done'
        : index === furthest
          ? isEarlyEnd
            ? 'is-done'
            : 'is-now'
          : '';
    return h(
      'li',
      { class: name },
      h('i', {}),
      h('b', {}, label),
      h('small', {}, at ? shortTime(at) : ''),
    );
  });
  const end = isEarlyEnd
    ? h('p', { class: 'track-end' }, `${STATUS[one.status]}，到此为止`)
    : undefined;
  const style = { '--reached': String(furthest) };
  return h(
    'div',
    { class: 'track-box' },
    h('ol', { class: 'track', style, 'aria-label': `走到${STATUS[one.status]}` }, ...dots),
    end,
  );
}

/** When the case came to each status, since it was last opened anew. */
function timesOf({ steps, openedAt, status }) {
  const again = steps.findLastIndex((step) => step.action === 'reopen');
  const times = new Map([['registered', new Date(openedAt)]]);
  if (status !== 'registered') times.set('assigned', new Date(openedAt));
  for (const step of steps.slice(Math.max(0, again))) {
    if (step.from !== step.to || step.action === 'assign') times.set(step.to, new Date(step.at));
  }
  return times;
}

function owner({ assignee, assigneeRole, unit, level, reporters }) {
  const from = reporters.filter(Boolean).join('、');
  return h(
    'div',
    { class: 'case-owner' },
    avatar(assignee ?? '?'),
    h(
      'span',
      {},
      h('b', {}, assignee ?? '还没有人'),
      h('small', {}, [assigneeRole, unit].filter(Boolean).join(' · ')),
    ),
    h(
      'span',
      { class: 'case-side' },
      h('small', {}, LEVELS[level] ?? level),
      from && h('small', {}, `${from} 反映`),
    ),
  );
}

function rating({ who, state, score, comment }) {
  if (state === 'asked')
    return [h('p', { class: 'case-rating is-waiting' }, `等${who}说满意不满意`)];
  if (state === 'no_answer') return [h('p', { class: 'case-rating is-waiting' }, `${who}没有回答`)];
  if (state !== 'answered') return [];
  return [
    h(
      'p',
      { class: 'case-rating' },
      h(
        'span',
        { class: 'stars', role: 'img', 'aria-label': `${score} 分` },
        ...STARS.map((star) => h('i', { class: star <= score ? 'is-on' : '' }, '★')),
      ),
      h('b', {}, SCORES[score] ?? ''),
      h('span', {}, comment ? `${who}：${comment}` : who),
    ),
  ];
}

function steps({ number, steps: all }, isOpen, toggle) {
  const newest = [...all].reverse();
  const shown = isOpen ? newest : newest.slice(0, FOLDED);
  const more = newest.length - FOLDED;
  const label = isOpen ? '收起' : `还有 ${more} 步`;
  return h(
    'div',
    { class: 'steps' },
    h('ol', {}, ...shown.map(step)),
    more > 0 &&
      h(
        'button',
        {
          type: 'button',
          class: 'fold',
          'aria-expanded': String(isOpen),
          onclick: () => toggle(number),
        },
        label,
      ),
  );
}

function step({ at, action, by, who, assignee, note }) {
  const date = new Date(at);
  const words = [
    assignee && `→ ${assignee}`,
    note ? (NOTES[note] ?? note) : action === 'add' && '照片、语音或位置',
  ]
    .filter(Boolean)
    .join('　');
  return h(
    'li',
    {},
    h('time', { title: stampText(date) }, shortTime(date)),
    h('b', {}, ACTIONS[action] ?? action),
    h('span', {}, h('em', {}, by === 'system' ? '自动' : who), words && ` ${words}`),
  );
}

import { describe, expect, test } from 'vitest';
import { brokenLaws, LAWS } from '../../src/month/laws/laws.ts';
import { statementsIn, statementsInData } from '../../src/month/laws/statements.ts';
import type { MonthMessage } from '../../src/month/message.ts';
import type { ShownMonth } from '../../src/month/shown-month.ts';
import { breakout, flood, hours, issueTitled, monthOf, slack, wholeOpening } from './month-of.ts';

/** Each law on small months: one that keeps it, and one that breaks it. */

const said = (...texts: readonly string[]): Partial<ShownMonth> => ({
  messages: texts.map((text) => slack(text)),
});
const told = (text: string, more: Partial<MonthMessage>): Partial<ShownMonth> => ({
  messages: [slack(text, more)],
});
const closing = slack('#booktok is over', { at: hours(3), kind: 'over' });
const webhook = { channel: 'webhook', type: 'webhook' } as const;
const onEvery = (message: MonthMessage): readonly MonthMessage[] =>
  wholeOpening().map(({ channel, type }) => ({ ...message, channel, type }));
const run = (at: number, summary: string) => ({ at, summary, commits: [] });

const CASES: readonly (readonly [
  law: string,
  why: string,
  kept: Partial<ShownMonth>,
  broken: Partial<ShownMonth>,
])[] = [
  [
    'one set of numbers',
    'a multiple in title and sentence',
    said('#booktok is breaking out: 61× its usual\nViews run at 61× the usual'),
    said('#booktok is breaking out: 61× its usual\nnow at least 72 times that'),
  ],
  [
    'one set of numbers',
    'a multiple in a chat and in data',
    {
      messages: [
        slack('61× its baseline'),
        slack('{}', {
          ...webhook,
          payload: { data: { momentum: { score: 9, threshold: 8, multiple: 61.2 } } },
        }),
      ],
    },
    {
      messages: [
        slack('61× its baseline'),
        slack('{}', {
          ...webhook,
          payload: { data: { momentum: { score: 9, threshold: 8, multiple: 62 } } },
        }),
      ],
    },
  ],
  [
    'one set of numbers',
    'growth over the same time',
    said('+14.9 % in 1 h\nIt gained 14.9 % in 1 h, and 3 % in 20 min'),
    said('+14.9 % in 1 h\nIt gained 15 % in 1 h'),
  ],
  [
    'one set of numbers',
    'a digest about two breakouts',
    told('#booktok 4.0× its usual\n#grwm 9.0× its usual', {
      kind: 'held',
      episodes: ['booktok-20261123T1000Z', 'grwm-20261123T1100Z'],
    }),
    told('#booktok 4.0× its usual, now 5.0×\n#grwm 9.0× its usual', {
      kind: 'held',
      episodes: ['booktok-20261123T1000Z', 'grwm-20261123T1100Z'],
    }),
  ],
  [
    'one baseline',
    'two days of a breakout',
    {
      messages: [
        slack('Baseline: 5 views an hour before the breakout (0.05 %/h, the mean of 7 days)'),
        slack('Baseline: 5 views an hour before the breakout (0.05 % per hour, the mean of 7 days)', {
          at: hours(40),
          kind: 'changed',
        }),
      ],
    },
    {
      messages: [
        slack('5 views an hour before the breakout (0.05 %/h, the mean of 7 days)'),
        slack('580 views an hour before the breakout (5.8 %/h, the mean of 7 days)', {
          at: hours(40),
          kind: 'changed',
        }),
      ],
    },
  ],
  [
    'one week',
    'an open breakout that moved most',
    told('#booktok 1 Nov, still going on: 703K → 1.6M views (+13 %)\n#booktok +169 % to 1.6M views', {
      kind: 'week',
    }),
    told('#booktok 1 Nov, still going on: 703K → 801K views (+13 %)\n#booktok +169 % to 1.6M views', {
      kind: 'week',
    }),
  ],
  [
    'no threshold above the score',
    'what would have kept it quiet',
    said('It would have stayed quiet with a bar above 10.6 (now 10.0).'),
    said('It would have stayed quiet with a bar above 3.0 (now 10.0).'),
  ],
  [
    'no threshold above the score',
    'the score of an opening',
    said('Score: 10.6, above the score threshold of 10. By chance once a year.'),
    said('Score: 5.6, above the score threshold of 10. By chance once a year.'),
  ],
  [
    'no doubling',
    'an opening',
    said('#booktok is breaking out: 4.0× its baseline'),
    said('#booktok is breaking out: 4.0× its baseline, doubling every 4 h'),
  ],
  [
    'one state',
    'an issue and the summary of the same run',
    {
      issues: [issueTitled('a', 'b')],
      messages: wholeOpening(),
      runs: [run(hours(1), '')],
      render: (text) =>
        text === ''
          ? '<table><tr><td>#booktok</td><td>1</td><td>2</td><td>strong</td></tr><tr><td>Phase</td><td>strong; x</td></tr></table>'
          : text,
    },
    {
      issues: [issueTitled('a', 'b')],
      messages: wholeOpening(),
      runs: [run(hours(1), '')],
      render: (text) =>
        text === ''
          ? '<table><tr><td>#booktok</td><td>1</td><td>2</td><td>breakout</td></tr><tr><td>Phase</td><td>strong; x</td></tr></table>'
          : text,
    },
  ],
  ['one clock', 'a zone', said('since about 18:16 CET'), said('since about 17:16 UTC')],
  [
    'one clock',
    'a stamp for programs',
    told('2026-11-01T02:07:06Z', webhook),
    said('As of 2026-11-01T02:07:06Z.'),
  ],
  [
    'one clock',
    'a job summary',
    { runs: [run(hours(1), '18:16 CET')] },
    { runs: [run(hours(1), '17:16 UTC')] },
  ],
  [
    'whole openings',
    'the name',
    { events: breakout(), messages: wholeOpening() },
    { events: breakout(), messages: wholeOpening({ title: 'Digest: 1 hashtag', text: 'Why: x' }) },
  ],
  [
    'whole openings',
    'why',
    { events: breakout(), messages: wholeOpening() },
    { events: breakout(), messages: wholeOpening({ text: '#booktok' }) },
  ],
  [
    'whole openings',
    'the videos',
    { events: breakout(), messages: wholeOpening() },
    { events: breakout(), messages: wholeOpening({ payload: {} }) },
  ],
  [
    'whole openings',
    'a digest, of what came and went or of what goes on',
    {
      events: breakout(2),
      messages: onEvery(slack('#booktok came and went', { at: hours(9), kind: 'held' })),
    },
    {
      events: breakout(20),
      messages: [
        ...onEvery(slack('#booktok', { at: hours(9), kind: 'held' })),
        ...onEvery(slack('#booktok', { at: hours(20), kind: 'over' })),
      ],
    },
  ],
  [
    'calm is a finding',
    'a summary',
    {
      events: breakout(2),
      messages: [...wholeOpening(), ...onEvery(closing)],
      runs: [run(hours(3), 'nothing broke out'), run(hours(100), '')],
    },
    {
      events: breakout(4),
      messages: [...wholeOpening(), ...onEvery({ ...closing, at: hours(4) })],
      runs: [run(hours(3), 'nothing broke out'), run(hours(100), '')],
    },
  ],
  [
    'nothing lost',
    'an opening',
    { events: breakout(), messages: wholeOpening() },
    {
      events: breakout(),
      messages: wholeOpening()
        .slice(1)
        .concat(onEvery({ ...closing, kind: 'changed', text: 'why' }).slice(0, 1)),
    },
  ],
  [
    'nothing lost',
    'an end',
    { events: breakout(2), messages: [...wholeOpening(), ...onEvery(closing)] },
    { events: breakout(2), messages: [...wholeOpening(), ...onEvery(closing).slice(1)] },
  ],
  [
    'nothing lost',
    'a weekly look',
    { days: 8, messages: onEvery(slack('the week', { kind: 'week', episodes: [] })) },
    { days: 8, messages: onEvery(slack('the week', { kind: 'week', episodes: [] })).slice(1) },
  ],
  ['few messages', 'sixteen', { messages: flood(16) }, { messages: flood(17) }],
  [
    'plurals',
    'one thing',
    said('1 hashtag, 21 hashtags, about once a month, 1 false alarm in 24 months'),
    said('The digest: 1 hashtags'),
  ],
  ['plurals', 'several', said('12 hashtags, 2 new videos, a 24-hour day'), said('12 hashtag')],
  ['plurals', 'once', said('about once in 2 years'), said('about once in 1 month')],
  [
    'titles end',
    'a breakout that is over',
    {
      events: breakout(2),
      messages: [...wholeOpening(), ...onEvery({ ...closing, at: hours(2) })],
      issues: [
        issueTitled('#booktok is breaking out', '#booktok is strong', '#booktok is over: +989 % in 3 days'),
      ],
    },
    {
      events: breakout(2),
      messages: [...wholeOpening(), ...onEvery({ ...closing, at: hours(2) })],
      issues: [
        issueTitled('#booktok is breaking out', '#booktok is breaking out', '#booktok is breaking out'),
      ],
    },
  ],
  [
    'titles end',
    'how much it grew',
    {
      events: breakout(1),
      messages: [...wholeOpening(), ...onEvery({ ...closing, at: hours(1) })],
      issues: [issueTitled('x', '#booktok was no breakout')],
    },
    {
      events: breakout(1),
      messages: [...wholeOpening(), ...onEvery({ ...closing, at: hours(1) })],
      issues: [issueTitled('x', '#booktok is over')],
    },
  ],
];

describe('a law', () => {
  test.each(CASES)('%s: %s', (law, _why, kept, broken) => {
    expect(brokenLaws(monthOf(kept))).toEqual([]);
    const found = brokenLaws(monthOf(broken));
    expect(found.map(({ name }) => name)).toContain(law);
    expect(found.find(({ name }) => name === law)?.breaches[0]?.where).not.toBe('');
  });

  test('is tried here, each of them', () => {
    expect(LAWS.map(({ name }) => name).filter((name) => CASES.every(([law]) => law !== name))).toEqual([]);
  });
});

describe('the numbers of a text', () => {
  test.each([
    ['is breaking out: 4.2× its usual', [['multiple', '4.2×']]],
    ['now at least 1,204 times that', [['multiple', '1,204×']]],
    ['views came at 2 times its normal or more', []],
    ['It gained 4.4 % in 1 h 06 min: 306,134 → 319,722 views.', [['growth in 1 h 06 min', '4.4 %']]],
    ['halves every 7 h', []],
    ['Baseline: unknown', []],
    [
      'Baseline: 1.2K views an hour before the breakout (0.49 to 0.6 %/h, the mean of 7 days)',
      [['baseline', '0.49 to 0.6 %/h']],
    ],
    [
      'Score: 8.0, above the score threshold of 8. By',
      [
        ['score', '8'],
        ['score threshold', '8'],
      ],
    ],
  ])('%s', (text, expected) => {
    expect(statementsIn(text).map(({ kind, value }) => [kind, value])).toEqual(expected);
  });

  test('of data are worded as in a text', () => {
    const data = {
      normal: { low: 0.05, high: 0.05 },
      momentum: { score: 10.04, threshold: 8, multiple: 4.25 },
    };
    expect(statementsInData({ data })).toEqual([
      { kind: 'baseline', value: '0.05 %/h' },
      { kind: 'multiple', value: '4.3×' },
      { kind: 'score', value: '10' },
      { kind: 'score threshold', value: '8' },
    ]);
    expect(statementsInData('no data')).toEqual([]);
  });
});

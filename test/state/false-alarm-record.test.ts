import { describe, expect, test } from 'vitest';
import { alertOf } from '../../src/alerts/build-alert.ts';
import type { HashtagState } from '../../src/alerts/hashtag-state.ts';
import { newsComment } from '../../src/channels/issue/comments.ts';
import { hindsightOf } from '../../src/detector/hindsight.ts';
import { judgeRun } from '../../src/run/judge-run.ts';
import { runSummary } from '../../src/run/summary.ts';
import { addAlarms, expectedAlarms, sumAlarms } from '../../src/state/false-alarm-record.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import { DAY_MS } from '../../src/text/time.ts';
import { at, count, play, sampleOf, watchlistOf, watchOf } from '../support/given.ts';

const BUDGET = { falseAlarmEveryMonths: 10 };
const budgeted = watchOf('booktok', { rule: 'breakout', sensitivity: BUDGET });

/** Twenty days at 1,000 views an hour, then so many hours at `perHour`, then calm again. */
function burst(perHour: number, hours: number) {
  let views = 500_003;
  return Array.from({ length: 480 + hours + 60 }, (_, hour) => {
    views += hour >= 480 && hour < 480 + hours ? perHour : 1_000 + (hour % 3);
    return sampleOf(hour, views);
  });
}
const calm: HashtagState | undefined = play(burst(1_000, 0), budgeted).at(-1)?.state;
const hashtags = new Map(calm === undefined ? [] : [['booktok', calm]]);

describe('the record by month', () => {
  const november = Date.UTC(2026, 10, 23);
  test.each([
    ['begins', {}, { '2026-11': [2, 0.5] }],
    ['adds to its month', { '2026-11': [1, 0.25] }, { '2026-11': [3, 0.75] }],
    ['keeps a year', { '2025-12': [1, 1] }, { '2025-12': [1, 1], '2026-11': [2, 0.5] }],
    ['and no more', { '2025-11': [1, 1] }, { '2026-11': [2, 0.5] }],
  ])('%s', (_, before, after) => {
    const months = (rows: object) =>
      new Map(
        Object.entries(rows).map(([month, [falseAlarms, expected]]) => [month, { falseAlarms, expected }]),
      );
    expect(addAlarms(months(before), { falseAlarms: 2, expected: 0.5 }, november)).toEqual(months(after));
  });

  test.each([
    ['a balanced hashtag in a month', { sensitivity: 'balanced' }, 500, 0.1],
    ['one on a budget that the record has not moved', { sensitivity: BUDGET }, 500, 0.1],
    ['one that the classic rule alone watches', { rule: 'classic' }, 500, 0],
    ['one that was still learning', { sensitivity: 'balanced' }, 1, 0],
  ] as const)('foretells for %s', (_, settings, hour, expected) => {
    const watch = watchOf('booktok', { rule: 'breakout', ...settings });
    const watched = { watchedMs: 30 * DAY_MS, now: at(hour) };
    expect(expectedAlarms([watch], hashtags, sumAlarms(new Map()), watched)).toBeCloseTo(expected, 5);
  });
});

describe('an alarm of the breakout rule, by hindsight', () => {
  test.each([
    ['right', 4_000, 24, 'the alert was right: views came at 2 times the baseline or more'],
    ['false-alarm', 4_000, 6, 'a false alarm: views came at less than 2 times the baseline'],
  ] as const)('was %s: %d views an hour for %d h', (hindsight, perHour, hours, sentence) => {
    const judgements = play(burst(perHour, hours), budgeted);
    const alerts = judgements.flatMap((judgement) => alertOf(judgement) ?? []);
    const ends = alerts.filter(({ kind }) => kind !== 'changed');
    expect(ends).toMatchObject([{ kind: 'opened' }, { kind: 'over', hindsight }]);
    const [, over] = ends;
    expect(over?.kind === 'over' && newsComment({ ...over, kind: 'over' }, 'UTC').body).toContain(
      `| In hindsight | ${sentence} |`,
    );
  });

  const episode = {
    id: 'booktok-20261123T1100Z',
    rule: 'breakout',
    openedAt: at(1),
    base: count(0, 1_000_003),
    peak: count(10, 1_050_003),
    usualPerHour: 1_000,
    pace: { phase: 'breakout', fastest: { percentPerHour: 5, at: at(1) } },
    videos: [],
  } as const;
  const { usualPerHour: _, ...young } = episode;
  const cooled = { kind: 'cooled-off', at: at(20) } as const;
  test.each([
    ['five times the baseline', episode, cooled, 'right'],
    ['less than twice', { ...episode, usualPerHour: 3_000 }, cooled, 'false-alarm'],
    [
      'a hashtag that is ten times as large as its base',
      { ...episode, base: count(0, 100_003), peak: count(10, 1_000_003), usualPerHour: 10_000 },
      cooled,
      'right',
    ],
    ['a counter that fell back', episode, { kind: 'fell-back', at: at(11), views: 1_000_013 }, 'false-alarm'],
    ['too few days known', young, cooled, undefined],
    [
      'one step of a coarse counter',
      { ...episode, base: count(0, 4_100_000), peak: count(10, 4_200_000) },
      cooled,
      undefined,
    ],
  ] as const)('with %s', (_why, given, end, hindsight) => {
    expect(hindsightOf(given, end)).toBe(hindsight);
  });

  test('and one that an older version opened is judged by the one number that it kept', () => {
    expect(hindsightOf({ ...young, normalPercentPerHour: 0.1 }, cooled)).toBe('right');
    expect(hindsightOf({ ...young, normalPercentPerHour: 0.3 }, cooled)).toBe('false-alarm');
    expect(hindsightOf({ ...young, normalPercentPerHour: -0.1 }, cooled)).toBe(undefined);
  });

  test('and the classic rule is not judged so: it keeps its word', () => {
    const alerts = play(burst(120_000, 1), watchOf()).flatMap((judgement) => alertOf(judgement) ?? []);
    expect(alerts.map(({ kind, hindsight }) => [kind, hindsight])).toEqual([
      ['opened', undefined],
      ['changed', undefined],
      ['over', undefined],
    ]);
  });
});

describe('the bar of a budget', () => {
  const watchlist = watchlistOf([budgeted]);
  const begun = (falseAlarms: number): State => ({
    ...EMPTY_STATE,
    hashtags,
    falseAlarms,
    checkpoint: { at: at(540), memories: new Map(), parts: [at(540)], alarms: new Map() },
  });
  const runAt = (state: State, hour: number) =>
    judgeRun(state, {
      now: at(hour),
      watchlist,
      scope: 'all',
      samples: [],
      failures: [],
      credits: { used: 0 },
    });

  test('moves when the checkpoint is renewed, and the record starts again from there', () => {
    const { state, movedThresholds } = runAt(begun(10), 540 + 7 * 24);
    expect(movedThresholds).toMatchObject([{ falseAlarmEveryMonths: 10, from: 8, to: 9, falseAlarms: 10 }]);
    expect(state.falseAlarms).toBe(0);
    expect(state.checkpoint.alarms).toEqual(new Map([['2026-12', { falseAlarms: 10, expected: 0.02333 }]]));
  });

  test.each([
    ['before a week has passed', 10, 6 * 24],
    ['by a week without a false alarm, which says too little', 0, 7 * 24],
  ])('does not move %s', (_, falseAlarms, hours) => {
    expect(runAt(begun(falseAlarms), 540 + hours).movedThresholds).toEqual([]);
  });

  test('counts an episode that ends with a false alarm, and judges by the bar of the checkpoint', () => {
    const [samples, ends] = [burst(4_000, 6), [] as number[]];
    let state: State = EMPTY_STATE;
    const raised = { falseAlarms: 10, expected: 0 };
    for (const sample of samples) {
      const credits = { used: 0 };
      const input = {
        now: sample.at,
        watchlist,
        scope: 'all',
        samples: [sample],
        failures: [],
        credits,
      } as const;
      const { alerts, ...outcome } = judgeRun(state, input);
      state = outcome.state;
      if (alerts.some(({ kind }) => kind === 'over')) ends.push(state.falseAlarms);
    }
    expect(ends).toEqual([1]);
    const alarms = new Map([['2026-12', raised]]);
    const opened = judgeRun(
      { ...begun(0), checkpoint: { at: at(540), memories: new Map(), parts: [at(540)], alarms } },
      {
        now: at(541),
        watchlist,
        scope: 'all',
        samples: [sampleOf(541, 1_100_003)],
        failures: [],
        credits: { used: 0 },
      },
    );
    expect(opened.judgements[0]?.decisions[0]?.evidence?.threshold).toBe(9);
  });

  test('is named in the summary when it has moved, and readings that could not be judged are counted', () => {
    const { judgements, movedThresholds } = {
      ...runAt(begun(10), 540 + 7 * 24),
      judgements: play([sampleOf(0, 1_003), sampleOf(1, 1_004), sampleOf(0.5, 1_005)], budgeted).slice(-1),
    };
    const report = {
      at: at(1),
      mode: 'pushed',
      timezone: 'UTC',
      judgements,
      failures: [],
      alerts: [],
      owed: 0,
      held: 0,
      credits: { used: 2 },
      movedThresholds,
      warnings: [],
    } as const;
    const summary = runSummary(report, '1.2.3');
    expect(summary).toContain(
      '- The score threshold of `1 false alarm in 10 months` is now 9 (was 8): 10 false alarms in hindsight in a year, 0.0 expected.\n',
    );
    expect(summary).toContain('1 reading could not be judged: `#booktok` (older than the last reading, of ');
    expect(runSummary({ ...report, movedThresholds: [], judgements: [] }, '1.2.3')).not.toMatch(
      /bar of|could not be judged/,
    );
  });
});

import { describe, expect, test } from 'vitest';
import { weekDigestSchema } from '../../src/alerts/digest-schema.ts';
import { isWeekDue, weekDigest } from '../../src/alerts/weekly-digest.ts';
import { digestText } from '../../src/channels/message/digest-text.ts';
import type { Reading } from '../../src/readings/reading.ts';
import type { Sample } from '../../src/readings/sample.ts';
import { judgeRun } from '../../src/run/judge-run.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import { DAY_MS, HOUR_MS, isoUtc } from '../../src/text/time.ts';
import { alertNamed } from '../channels/alerts.ts';
import { watchlistOf, watchOf } from '../support/given.ts';

const MONDAY_NINE = Date.parse('2026-11-23T09:00:00Z');
const schedule = { weeklyDigest: { weekday: 1, minute: 9 * 60 }, timezone: 'UTC' };
const week = { from: MONDAY_NINE - 7 * DAY_MS, until: MONDAY_NINE };

describe('the weekly digest is due', () => {
  test.each<readonly [string, number, number, boolean]>([
    ['on its day at its time', week.from, MONDAY_NINE, true],
    ['not a minute before', week.from, MONDAY_NINE - 60_000, false],
    ['later that day, when a run was late', week.from, MONDAY_NINE + 5 * HOUR_MS, true],
    ['once', MONDAY_NINE + 60_000, MONDAY_NINE + HOUR_MS, false],
    ['on the right day although the last one was late', week.from + 8 * HOUR_MS, MONDAY_NINE, true],
    ['the day after, when no run fell on its day', week.from, MONDAY_NINE + 13 * HOUR_MS, true],
    ['two days after, when none fell on its day', week.from, MONDAY_NINE + 2 * DAY_MS, true],
    ['on its day again after that', week.from + 2 * DAY_MS, MONDAY_NINE, true],
    ['not when it was first asked for three days before', MONDAY_NINE - 3 * DAY_MS, MONDAY_NINE, false],
    ['not in the middle of the week', week.from, MONDAY_NINE - 3 * DAY_MS, false],
  ])('%s', (_why, weekAt, now, due) => {
    expect(isWeekDue(schedule, { weekAt }, now)).toBe(due);
  });

  test('never unasked, and not before there is a week to look back on', () => {
    expect(isWeekDue({ timezone: 'UTC' }, { weekAt: week.from }, MONDAY_NINE)).toBe(false);
    expect(isWeekDue(schedule, {}, MONDAY_NINE)).toBe(false);
  });
});

/** Hourly readings of the week. */
function line(hashtag: string, viewsAt: (hour: number) => number): readonly Reading[] {
  return Array.from({ length: 168 }, (_, hour) => ({
    at: week.from + (hour + 1) * HOUR_MS,
    hashtag,
    views: Math.round(viewsAt(hour)),
    step: 1,
  }));
}

const grows =
  (from: number, perHour: number, start = 0, hours = 168) =>
  (hour: number): number =>
    from * (1 + perHour) ** Math.min(Math.max(0, hour - start), hours);
const readings = [
  ...line('calm', grows(1_000_000, 0.0001)),
  ...line('missed', grows(10_000, 0.02, 50, 24)),
  ...line('tiny', grows(100, 0.02, 50, 24)),
  ...line('recount', (hour) => (hour < 80 ? 2_500_000 : 53_900_000)),
  ...line('wobble', (hour) => (hour === 90 ? 200_000 : 100_000)),
  ...line('booktok', grows(10_000, 0.05, 100, 20)),
  ...line('stranger', grows(10_000, 0.05)),
];
const over = alertNamed('cooled-off');
const events = [
  { kind: 'opened' as const, alert: { ...over, kind: 'opened' as const } },
  { kind: 'over' as const, alert: { ...over, hindsight: 'right' as const } },
].map((event) => ({ ...event, at: MONDAY_NINE - HOUR_MS, hashtag: 'booktok' }));
const watchlist = watchlistOf(
  ['calm', 'missed', 'tiny', 'recount', 'wobble', 'booktok'].map((name) => watchOf(name)),
  schedule,
);

describe('a look back on the week', () => {
  const digest = weekDigest({ readings, events }, watchlist, week.from, week.until);

  test('tells what moved, the most first, of what is watched; a recount is no move', () => {
    expect(digest.hashtags).toBe(6);
    expect(digest.movers.map(({ hashtag }) => hashtag)).toEqual(['booktok', 'tiny', 'missed', 'calm']);
    expect(digest.movers.find(({ hashtag }) => hashtag === 'missed')).toMatchObject({
      viewsBefore: 10_000,
      growthPercent: 60.84,
      fastestAt: '2026-11-19T12:00:00Z',
    });
  });

  test('tells what grew like a breakout without an alert: neither recounts nor jitter nor tiny ones', () => {
    expect(digest.missed.map(({ hashtag }) => hashtag)).toEqual(['missed']);
  });

  test.each<readonly [string, readonly number[], boolean]>([
    ['to 1.3 times in a day', [10_000, 11_000, 12_000, 13_000], true],
    ['to less than 1.3 times', [10_000, 11_000, 12_000, 12_990], false],
    ['from 5,000 views on', [5_000, 5_300, 5_900, 6_600], true],
    ['from fewer views', [4_999, 5_300, 5_900, 6_600], false],
    ['three quarters of it in one hour', [10_000, 17_500, 20_000], true],
    ['more than three quarters in one hour', [10_000, 17_600, 20_000], false],
  ])('what grew %s: like a breakout or not', (_how, steps, isMissed) => {
    const grown = line('calm', (hour) => steps[Math.min(Math.max(0, hour - 100), steps.length - 1)] ?? 0);
    const { missed } = weekDigest({ readings: grown, events: [] }, watchlist, week.from, week.until);
    expect(missed.map(({ hashtag }) => hashtag)).toEqual(isMissed ? ['calm'] : []);
  });

  test('tells episodes with their ends, and how many alarms were right', () => {
    expect(digest.episodes).toEqual([
      {
        hashtag: over.hashtag,
        episode: over.episode,
        openedAt: over.openedAt,
        overAt: over.at,
        base: over.views.base,
        peak: over.views.peak,
      },
    ]);
    expect(digest.ended).toEqual({ right: 1, falseAlarms: 0, untold: 0 });
  });

  test('says when it was fastest within the week, not in the week before', () => {
    const fastestAt = (at: string) => {
      const ended = { ...over, hashtag: 'booktok', fastest: { percentPerHour: 5, at } };
      const end = { kind: 'over' as const, alert: ended, at: MONDAY_NINE - HOUR_MS, hashtag: 'booktok' };
      const { movers } = weekDigest({ readings, events: [end] }, watchlist, week.from, week.until);
      return movers.find(({ hashtag }) => hashtag === 'booktok')?.fastestAt;
    };
    expect(fastestAt('2026-11-18T10:00:00Z')).toBe('2026-11-18T10:00:00Z');
    const before = fastestAt(isoUtc(week.from - HOUR_MS));
    expect(Date.parse(before ?? '')).toBeGreaterThan(week.from);
  });

  test('tells what was found in it and is not on the list', () => {
    const discovery = (companion: string, at: number) => ({
      ...{ companion, at, firstSeenAt: at - 5 * HOUR_MS, creators: 14, usualCreatorsPerDay: 2.2 },
      beside: [{ hashtag: 'booktok', creators: 14 }],
      videos: [{ id: '7', creator: 'mia' }],
    });
    const found = [
      discovery('old', week.from - HOUR_MS),
      discovery('romantasy', MONDAY_NINE - 40 * HOUR_MS),
      discovery('calm', MONDAY_NINE - HOUR_MS),
    ];
    const digest = weekDigest({ readings, events, found }, watchlist, week.from, week.until);
    expect(digest.found).toEqual([
      {
        hashtag: 'romantasy',
        at: '2026-11-21T17:00:00Z',
        firstSeenAt: '2026-11-21T12:00:00Z',
        creators: 14,
        usualCreatorsPerDay: 2.2,
        beside: [{ hashtag: 'booktok', creators: 14 }],
        videos: [{ id: '7', creator: 'mia', url: 'https://www.tiktok.com/@mia/video/7' }],
      },
    ]);
    expect(weekDigestSchema.parse(digest)).toEqual(digest);
    const section = digestText(digest, 'UTC').sections.find(({ heading }) => heading === 'Not on your list');
    expect(section?.items).toEqual([{ hashtag: 'romantasy', text: expect.any(String), beside: ['booktok'] }]);
    expect(section?.items[0]?.text).toMatch(
      /^14 creators used it within a day .*about 2 did before; first seen/,
    );
  });

  test('in words', () => {
    const { title, lead, sections } = digestText(digest, 'UTC');
    expect(title).toBe('The week: 1 breakout among 6 hashtags');
    expect(lead).toContain('Right in hindsight, of the breakouts that ended in it: 1 of 1.');
    expect(sections.map(({ heading }) => heading)).toEqual([
      'Broke out',
      'Moved most',
      'Grew without an alert',
    ]);
  });
});

describe('a run', () => {
  const run = (
    state: State,
    now: number,
    records?: { readings: readonly Reading[]; events: [] },
    samples: readonly Sample[] = [],
  ) =>
    judgeRun(state, {
      now,
      watchlist,
      scope: 'all',
      samples,
      failures: [],
      credits: { used: 0 },
      ...(records !== undefined && { week: records }),
    });

  test('begins to count the week when it first knows of the digest, and sends one to every channel when it is due', () => {
    const first = run(EMPTY_STATE, week.from);
    expect(first.state.weekAt).toBe(week.from);
    expect(first.claimed).toEqual([]);
    const due = run(first.state, MONDAY_NINE, { readings, events: [] });
    expect(due.claimed).toMatchObject([
      { id: 'week-2026-11-23/issues', kind: 'digest', digest: { kind: 'week', hashtags: 6 } },
    ]);
    expect(due.state.weekAt).toBe(MONDAY_NINE);
    const sent = { ...due.state, outbox: [] };
    expect(run(sent, MONDAY_NINE + HOUR_MS, { readings, events: [] }).claimed).toEqual([]);
  });

  test('counts what it read itself to the week that it tells of', () => {
    const { hashtag } = watchlist.watches[0] ?? watchOf();
    const { state } = run(EMPTY_STATE, week.from);
    const own = { hashtag, at: MONDAY_NINE - 1, views: 1_017_503 };
    const due = run(state, MONDAY_NINE, { readings, events: [] }, [own]);
    const movers = due.claimed.flatMap((one) =>
      one.kind === 'digest' && one.digest.kind === 'week' ? one.digest.movers : [],
    );
    expect(movers).toContainEqual(expect.objectContaining({ hashtag, views: own.views }));
  });
});

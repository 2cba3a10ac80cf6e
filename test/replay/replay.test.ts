import { describe, expect, test } from 'vitest';
import { forecastReplay } from '../../src/check/forecast.ts';
import { learningHashtags } from '../../src/check/learning-period.ts';
import type { Reading } from '../../src/readings/reading.ts';
import { createReplay, type Replay, type ReplayedEpisode } from '../../src/replay/replay.ts';
import { watchesOf } from '../../src/replay/watches.ts';
import { judgeRun } from '../../src/run/judge-run.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import { DAY_MS, isoUtc } from '../../src/text/time.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import type { Watchlist } from '../../src/watchlist/watchlist.ts';
import { syntheticReadings } from '../support/recorded-history.ts';

/** A number of videos that grows with the views. */
const videosAt = (views: number): number => Math.floor(views / 5_000);
const READINGS = syntheticReadings({ seed: 8, hashtags: 4, days: 40 }).map((reading) => ({
  ...reading,
  videos: videosAt(reading.views),
}));
const FROM = READINGS[0]?.at ?? 0;
const UNTIL = READINGS.at(-1)?.at ?? 0;
const NAMES = ['synthetic0', 'synthetic1', 'synthetic2', 'synthetic3'];

function watchlist(settings: string, hashtags: readonly string[] = NAMES): Watchlist {
  const parsed = parseWatchlist(`${settings}\nhashtags: [${hashtags.join(', ')}]\n`, 'watchlist.yml');
  if (parsed.kind === 'invalid') throw new Error(parsed.problems[0]?.message);
  return parsed.watchlist;
}

function replayOf(lists: readonly Watchlist[], readings: readonly Reading[] = READINGS): Replay {
  const replay = createReplay(lists.map(watchesOf));
  for (const reading of readings) replay.take(reading);
  return replay;
}

const episodesOf = (list: Watchlist): readonly ReplayedEpisode[] => replayOf([list]).episodes[0] ?? [];
const stretch = { from: FROM, until: UNTIL, readings: READINGS.length, hashtags: 4 };

describe('a replay', () => {
  test.each([
    'rule: both',
    'threshold: 3 %/h',
    'sensitivity: early',
    'posts: 3/6 h',
    'rule: breakout\nposts: 1 %/12 h',
    'sensitivity: 1 false alarm in 2 months',
  ])('tells the breakouts that hourly runs would have told: %s', (settings) => {
    const list = watchlist(settings);
    let state: State = EMPTY_STATE;
    const recent = new Map<string, Reading[]>();
    const told: string[] = [];
    for (const { at, hashtag, views } of READINGS) {
      const videos = videosAt(views);
      const samples = [{ at, hashtag, views, videos }];
      const outcome = judgeRun(state, {
        now: at,
        watchlist: list,
        scope: 'some',
        samples,
        failures: [],
        credits: { used: 0 },
        recent,
      });
      recent.set(hashtag, [...(recent.get(hashtag) ?? []), ...outcome.readings].slice(-60));
      state = { ...outcome.state, outbox: [] };
      const moments = outcome.alerts.filter(({ kind }) => kind === 'opened' || kind === 'over');
      told.push(...moments.map((alert) => `${alert.kind} ${hashtag} ${alert.rule} ${isoUtc(at)}`));
    }
    const replayed = episodesOf(list).flatMap(({ hashtag, rule, openedAt, endedAt }) => [
      `opened ${hashtag} ${rule} ${isoUtc(openedAt)}`,
      ...(endedAt === undefined ? [] : [`over ${hashtag} ${rule} ${isoUtc(endedAt)}`]),
    ]);
    expect(told.length).toBeGreaterThan(4);
    expect(replayed.toSorted()).toEqual(told.toSorted());
  });

  test('of several settings at once is what each of them gives alone', () => {
    const lists = [
      watchlist('sensitivity: early'),
      watchlist('rule: classic'),
      watchlist('threshold: 3 %/h'),
    ];
    expect(replayOf(lists).episodes).toEqual(lists.map(episodesOf));
  });

  test('a hashtag that leaves the list changes nothing for those that stay', () => {
    const all = episodesOf(watchlist('rule: both'));
    const fewer = episodesOf(watchlist('rule: both', NAMES.slice(1)));
    expect(fewer).toEqual(all.filter(({ hashtag }) => hashtag !== 'synthetic0'));
  });
});

describe('the forecast', () => {
  test('of a more sensitive list has more alerts, or earlier ones, and none is lost', () => {
    const [calm, keen] = [watchlist('sensitivity: quiet'), watchlist('sensitivity: early')];
    const forecast = forecastReplay(
      stretch,
      { watchlist: keen, episodes: episodesOf(keen) },
      { watchlist: calm, episodes: episodesOf(calm) },
    );
    const { before, after, differences, weekly, perHashtag, alerts } = forecast;
    expect(after.alerts).toBeGreaterThan(before?.alerts ?? Number.NaN);
    expect(differences).toMatchObject({ gained: expect.any(Number), lost: 0, later: 0 });
    expect(differences?.medianHoursEarlier).toBeGreaterThan(0);
    expect(alerts[0]?.change).not.toBe('same');
    const sum = (counts: readonly { readonly after: number }[]) =>
      counts.reduce((total, count) => total + count.after, 0);
    expect([sum(weekly), sum(perHashtag)]).toEqual([after.alerts, after.alerts]);
    expect(weekly.map(({ week }) => week)).toEqual(
      [
        '2025-12-29',
        '2026-01-05',
        '2026-01-12',
        '2026-01-19',
        '2026-01-26',
        '2026-02-02',
        '2026-02-09',
      ].slice(0, weekly.length),
    );
    expect(weekly).toHaveLength(7);
  });

  test('without a version before has counts of the one version', () => {
    const list = watchlist('rule: both');
    const forecast = forecastReplay(stretch, { watchlist: list, episodes: episodesOf(list) });
    expect(forecast).not.toHaveProperty('before');
    expect(forecast.alerts.every(({ change, before }) => change === 'same' && before === null)).toBe(true);
    expect(forecast.after.perWeek).toBeCloseTo(forecast.after.alerts / forecast.weeks, 1);
  });

  test('leaves out what comes within the cooldown of the breakout before', () => {
    const loud = watchlist('sensitivity: early');
    const [first] = episodesOf(loud).filter(
      ({ hashtag }, index, all) => all.findIndex((other) => other.hashtag === hashtag) !== index,
    );
    const list = watchlist('sensitivity: early\ncooldown: 30 days');
    const { alerts } = forecastReplay(
      stretch,
      { watchlist: list, episodes: episodesOf(list) },
      { watchlist: loud, episodes: episodesOf(loud) },
    );
    expect(first).toBeDefined();
    expect(alerts.filter(({ change }) => change === 'lost').map(({ hashtag }) => hashtag)).toContain(
      first?.hashtag,
    );
  });

  test('of a hashtag that notifies nobody has no alert', () => {
    const list = watchlist(
      'rule: both',
      NAMES.map((name) => `{ name: ${name}, notify: [] }`),
    );
    expect(forecastReplay(stretch, { watchlist: list, episodes: episodesOf(list) }).after.alerts).toBe(0);
  });
});

describe('a hashtag that is still to be learnt', () => {
  const now = Date.parse('2026-02-10T12:00:00Z');
  const list = watchlist('sensitivity: quiet', [
    'synthetic0',
    'fresh',
    '{ name: plain, rule: classic, posts: 200/6 h }',
  ]);
  const { memoryOf } = replayOf(
    [list],
    READINGS.filter(({ at }) => at >= now - 2 * DAY_MS),
  );

  test('says from when on each rule works: by its record, or from now on', () => {
    const newcomers = learningHashtags(list, memoryOf, { now: UNTIL, everyHours: 1 });
    const began = memoryOf('synthetic0')?.breakout?.startedAt ?? 0;
    expect(newcomers).toEqual([
      {
        hashtag: 'synthetic0',
        since: isoUtc(began),
        classicFrom: isoUtc(began + 3_600_000),
        breakoutFrom: isoUtc(began + 3 * DAY_MS),
        settledFrom: isoUtc(began + 14 * DAY_MS),
        falseAlarmEveryMonths: 39.8,
      },
      {
        hashtag: 'fresh',
        since: null,
        classicFrom: isoUtc(UNTIL + 3_600_000),
        breakoutFrom: isoUtc(UNTIL + 3 * DAY_MS),
        settledFrom: isoUtc(UNTIL + 14 * DAY_MS),
        falseAlarmEveryMonths: 39.8,
      },
      {
        hashtag: 'plain',
        since: null,
        classicFrom: isoUtc(UNTIL + 3_600_000),
        breakoutFrom: null,
        settledFrom: null,
        postsFrom: isoUtc(UNTIL + 6 * 3_600_000),
        falseAlarmEveryMonths: null,
      },
    ]);
  });

  test('is none any more after 14 days', () => {
    expect(
      learningHashtags(list, memoryOf, { now: UNTIL + 15 * DAY_MS, everyHours: 1 }).map(
        ({ hashtag }) => hashtag,
      ),
    ).toEqual(['fresh', 'plain']);
  });
});

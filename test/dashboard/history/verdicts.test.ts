import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { growing, play, siteOf } from '../given.ts';

/** The site says of every hashtag what the run said that took its last reading. */

const HOURS = 480;
const lives: Readonly<Record<string, (hour: number) => number | undefined>> = {
  // Enough of them for the rhythm of the day that hashtags share.
  calm: growing(900_000, 300),
  calmer: growing(700_000, 200),
  calmest: growing(2_000_000, 900),
  steady: growing(80_000, 90),
  steadier: growing(60_000, 70),
  slow: growing(400_000, 100, { from: HOURS - 7, times: 5 }),
  fast: growing(400_000, 100, { from: HOURS - 14, times: 60 }),
  coarse: growing(3.41e9, 300_000, { step: 1e8 }),
  rounded: growing(300_000, 120, { from: HOURS - 30, times: 20, step: 100 }),
  jumpy: (hour) => (growing(50_000, 20)(hour) ?? 0) + (hour === HOURS - 1 ? 60_000 : 0),
  past: (hour) => growing(70_000, 40, { from: 300, times: 40 })(Math.min(hour, 340)),
  fresh: (hour) => (hour < HOURS - 30 ? undefined : growing(5_000, 30)(hour)),
  single: (hour) => (hour === HOURS - 1 ? 8_000 : undefined),
};
const names = Object.keys(lives);

describe.each([
  ['as it comes', ''],
  ['with a quiet bar', 'sensitivity: quiet\n'],
  ['with a budget for false alarms', 'sensitivity: 1 false alarm in 3 months\n'],
  ['with the classic rule alone', 'rule: classic\n'],
  ['with the breakout rule alone', 'rule: breakout\n'],
])('%s', (_, setting) => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'verdicts-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const story = {
    watchlist: `${setting}hashtags: [${names.join(', ')}]\n`,
    hours: HOURS,
    views: (hashtag: string, hour: number) => lives[hashtag]?.(hour),
  };

  test('phase, reason, momentum, bar and velocity are the run’s own', async () => {
    const { watchlist, last } = await play(folder, story);
    const { summary } = await siteOf(folder, watchlist);
    expect(summary.hashtags.map(({ hashtag }) => hashtag).toSorted()).toEqual(names.toSorted());
    expect(summary.hashtags.filter(({ episode }) => episode !== undefined)).not.toEqual([]);
    for (const row of summary.hashtags) {
      const judgement = last.get(row.hashtag);
      const { verdict, decisions, velocity, change, reading } = judgement ?? expect.fail(row.hashtag);
      expect([row.hashtag, row.at, row.views]).toEqual([row.hashtag, iso(reading.at), reading.views]);
      if (change.open !== undefined) expect(row).toMatchObject({ phase: change.open.pace.phase });
      expect(row.episode?.id).toBe(change.open?.id);
      if (verdict.kind === 'breakout' || verdict.kind === 'strong')
        expect(row.reason.toLowerCase()).toBe(`${verdict.reason.toLowerCase()}.`);
      const evidence = decisions.find(({ rule }) => rule === 'breakout')?.evidence;
      if (evidence !== undefined) {
        expect(row.score).toBeCloseTo(evidence.score, 2);
        expect(row.bar).toBe(evidence.threshold);
      }
      if (velocity.kind !== 'unknown') expect(row.velocity).toMatchObject({ kind: velocity.kind });
    }
  });

  test('the baseline of what breaks out is that of before', async () => {
    const { watchlist } = await play(folder, story);
    const { summary } = await siteOf(folder, watchlist);
    const fast = summary.hashtags.find(({ hashtag }) => hashtag === 'fast');
    expect(fast?.multiple).toBeGreaterThan(30);
    expect(fast?.usualPerHour).toBeGreaterThan(80);
    expect(fast?.usualPerHour).toBeLessThan(120);
  });

  test('a state that is lost changes nothing of it but what only the state knew', async () => {
    const { watchlist } = await play(folder, story);
    const { summary } = await siteOf(folder, watchlist);
    await rm(join(folder, 'data', 'state.json'));
    const again = await siteOf(folder, watchlist);
    const kept = ({ hashtag, at, views, velocity, bars }: (typeof summary.hashtags)[number]) => ({
      hashtag,
      at,
      views,
      velocity,
      bars,
    });
    const sorted = (rows: typeof summary.hashtags) =>
      rows.map(kept).toSorted((a, b) => (a.hashtag < b.hashtag ? -1 : 1));
    expect(sorted(again.summary.hashtags)).toEqual(sorted(summary.hashtags));
    expect(
      again.summary.hashtags
        .filter(({ episode }) => episode)
        .map(({ hashtag }) => hashtag)
        .toSorted(),
    ).toEqual(
      summary.hashtags
        .filter(({ episode }) => episode)
        .map(({ hashtag }) => hashtag)
        .toSorted(),
    );
  });
});

function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

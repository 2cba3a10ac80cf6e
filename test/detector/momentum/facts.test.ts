import { describe, expect, test } from 'vitest';
import { BALANCED, everyHours, feed, firstNews, isNews, reading, rounded, scoreOf, series } from './feed.ts';

/** A day's rhythm and small swings, so that the past looks like a past. */
const ordinary = (hour: number) =>
  1000 * (1 + 0.4 * Math.cos((2 * Math.PI * (hour - 22)) / 24)) * (1 + 0.15 * Math.sin(hour * 1.7));
const ONSET = 24 * 21;
const ramp = (factor: number, riseHours: number) => (hour: number) =>
  ordinary(hour) * (1 + (factor - 1) * Math.min(1, Math.max(0, (hour - ONSET) / riseHours)));

describe('facts about breakouts', () => {
  test.each([
    [3, 12, 18, 'a threefold rise over half a day'],
    [10, 24, 10, 'a tenfold rise over a day'],
    [10, 4, 5, 'a tenfold rise within hours'],
    [100, 12, 4, 'a hundredfold rise'],
  ])('a rise to %i× over %i h is called within %i h: %s', (factor, riseHours, within) => {
    const judged = feed(series(everyHours(1, ONSET + 72), 5e5, ramp(factor, riseHours)));
    expect(firstNews(judged)).toBeGreaterThanOrEqual(ONSET);
    expect(firstNews(judged)).toBeLessThanOrEqual(ONSET + within);
  });

  test('the classic rule would never have seen it: no hour of that breakout brings 10 %', () => {
    const readings = series(everyHours(1, ONSET + 72), 2e6, ramp(10, 12));
    const growths = readings.slice(1).map((one, index) => one.views / (readings[index]?.views ?? 1) - 1);
    expect(Math.max(...growths)).toBeLessThan(0.1);
    expect(firstNews(feed(readings))).toBeLessThan(ONSET + 8);
  });

  test('the alert names the onset to within hours and the multiple', () => {
    const judged = feed(series(everyHours(1, ONSET + 72), 5e5, ramp(10, 6)));
    const alert = judged.find((one) => isNews(one.verdict))?.verdict;
    expect(alert).toMatchObject({
      threshold: 8,
      rarity: expect.stringMatching(
        /^By chance one hashtag shows such a score about once in \d+ (?:months|years)\.$/,
      ),
    });
    if (alert === undefined || !('onset' in alert) || alert.onset === undefined) throw new Error('no onset');
    expect(Math.abs(alert.onset - reading(ONSET, 1).at) / 3.6e6).toBeLessThanOrEqual(3);
    expect(alert.multiple).toBeGreaterThan(2);
    expect(alert.reason).toMatch(
      /^Views have run at \d\.\d× the baseline of this time of day for about \d h \([\d.]+K came, [\d.,]+K? expected\).*\.$/,
    );
  });

  test('it accelerates while it rises, and a coarse counter leaves the pace unknown', () => {
    const rise = (hour: number) => ordinary(hour) * 2 ** Math.max(0, (hour - ONSET) / 6);
    const fine = feed(series(everyHours(1, ONSET + 30), 5e5, rise)).at(-1)?.verdict;
    if (fine === undefined || !('accelerationPerHour' in fine)) throw new Error('no verdict');
    const doublingHours = Math.LN2 / Number(fine.accelerationPerHour);
    expect(doublingHours).toBeGreaterThan(4);
    expect(doublingHours).toBeLessThan(9);
    const coarse = feed(series(everyHours(1, ONSET + 30), 2.3e9, ordinary, rounded)).at(-1)?.verdict;
    expect(coarse).toMatchObject({ accelerationPerHour: 'unknown' });
  });
});

describe('facts about what is no breakout', () => {
  const hours = everyHours(1, ONSET + 96);
  const life = series(hours, 5e5, ordinary);
  const plain = feed(life);
  const changed = (change: (views: number, hour: number) => number) =>
    feed(life.map((one, index) => ({ ...one, views: change(one.views, hours[index] ?? 0) })));

  test.each<[string, (views: number, hour: number) => number]>([
    [
      'a dip of 3 % healed after 6 h',
      (views, hour) => (hour >= ONSET && hour < ONSET + 6 ? Math.round(views * 0.97) : views),
    ],
    [
      'a dip of 1 % that heals after 30 h',
      (views, hour) => (hour >= ONSET && hour < ONSET + 30 ? Math.round(views * 0.99) : views),
    ],
    ['a lasting correction of −5 %', (views, hour) => (hour >= ONSET ? views - 40_000 : views)],
    [
      'a restatement from one reading to the next',
      (views, hour) => (hour >= ONSET ? views + 2_000_000 : views),
    ],
    ['one wild reading that the next contradicts', (views, hour) => (hour === ONSET ? views * 3 : views)],
    [
      'a spike of 20× in one hour (a single video)',
      (views, hour) => (hour >= ONSET ? views + 20_000 : views),
    ],
  ])('%s raises no alarm, then or later', (_, change) => {
    const judged = changed(change);
    expect(judged.filter((one) => isNews(one.verdict)).map((one) => one.hour)).toEqual([]);
  });

  test('during a dip and on recovery the score is that of the undisturbed life, once caught up', () => {
    const judged = changed((views, hour) =>
      hour >= ONSET && hour < ONSET + 6 ? Math.round(views * 0.97) : views,
    );
    for (const [index, one] of judged.entries()) {
      if ((hours[index] ?? 0) >= ONSET) expect(scoreOf(one.verdict)).toBeLessThan(2.5);
    }
    expect(plain.some((one) => isNews(one.verdict))).toBe(false);
  });

  test('a restatement is shown as suppressed, with the reason', () => {
    const judged = changed((views, hour) => (hour >= ONSET ? views + 2_000_000 : views));
    const shown = judged.filter((one) => one.verdict.kind === 'suppressed').map((one) => one.verdict);
    expect(shown[0]).toMatchObject({ cause: 'lone-jump' });
    expect(shown.at(-1)).toMatchObject({
      cause: 'restatement',
      reason: expect.stringContaining('TikTok restated it'),
    });
  });

  test('a rise that brings a handful of views is suppressed until it is worth a message', () => {
    const tiny = (hour: number) => (hour < ONSET ? 8 : 60) * (1 + 0.2 * Math.sin(hour * 1.7));
    const judged = feed(series(everyHours(1, ONSET + 72), 3000, tiny), { ...BALANCED, minViewsPerDay: 1000 });
    const suppressed = judged.filter((one) => one.verdict.kind === 'suppressed');
    expect(suppressed[0]?.verdict).toMatchObject({
      cause: 'too-small',
      reason: expect.stringMatching(
        /^Only \d+ views came in \d h: counted over 12 h at least, fewer than the 1,000 a day that `min-views` asks for\.$/,
      ),
    });
    expect(firstNews(judged)).toBeGreaterThan(ONSET + 8);
    expect(
      firstNews(feed(series(everyHours(1, ONSET + 72), 3000, tiny), { ...BALANCED, minViewsPerDay: 200 })),
    ).toBeLessThan(ONSET + 8);
  });

  test('growth that one video brings is held back until it lasts or posting picks up', () => {
    const rise = series(everyHours(1, ONSET + 72), 5e5, ramp(10, 6));
    const single = rise.map((one) => ({ ...one, breadth: 1.2 }));
    const broad = firstNews(feed(rise)) ?? 0;
    const judged = feed(single);
    expect(judged.find((one) => one.hour === broad)?.verdict).toMatchObject({
      kind: 'suppressed',
      cause: 'single-video',
    });
    expect(firstNews(judged)).toBeGreaterThan(broad);
    expect(firstNews(judged)).toBeLessThanOrEqual(ONSET + 26);
  });
});

describe('facts about coarse and ragged readings', () => {
  test('one rounding step is never news, and two slow ones neither', () => {
    const life = (hour: number) => (hour < 300 ? 1_000_000 : hour < 304 ? 1_100_000 : 1_200_000);
    const judged = feed(everyHours(1, 480).map((hour) => reading(hour, life(hour), { step: 1e5 })));
    expect(judged.some((one) => one.hour < 304 && isNews(one.verdict))).toBe(false);
  });

  test('on a counter in the billions the posting rate leads', () => {
    const readings = everyHours(1, ONSET + 48).map((hour) => {
      const posts = hour < ONSET ? 4 + (hour % 3) : 18;
      return reading(hour, 3_400_000_000, { step: 1e8, newPosts: posts, newestSpanHours: 4 });
    });
    const judged = feed([
      ...readings.slice(0, 5).map((one) => ({ ...one, views: 3_300_000_000 })),
      ...readings.slice(5),
    ]);
    expect(firstNews(judged)).toBeGreaterThan(ONSET);
    expect(firstNews(judged)).toBeLessThan(ONSET + 12);
  });

  test('dropping every third reading moves the alarm by one slot at most on a noiseless ramp', () => {
    const rise = (hour: number) => 1000 * (1 + 9 * Math.min(1, Math.max(0, (hour - ONSET) / 12)));
    const all = series(everyHours(1, ONSET + 72), 5e5, rise);
    const most = all.filter((_, index) => index % 3 !== 0);
    expect(Math.abs((firstNews(feed(all)) ?? 0) - (firstNews(feed(most)) ?? 99))).toBeLessThanOrEqual(1);
  });

  test('three-hourly readings find the same breakout', () => {
    const judged = feed(series(everyHours(3, ONSET + 72), 1e5, ramp(10, 12), rounded));
    expect(firstNews(judged)).toBeGreaterThanOrEqual(ONSET);
    expect(firstNews(judged)).toBeLessThanOrEqual(ONSET + 12);
  });
});

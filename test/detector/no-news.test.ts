/** What numbers do that is no news, each kind seen in the field: the whole judge, both rules. */
import { describe, expect, test } from 'vitest';
import type { Judgement } from '../../src/detector/judge.ts';
import type { Reading } from '../../src/readings/reading.ts';
import { gridStep, inferStep } from '../../src/readings/step.ts';
import { createReplay } from '../../src/replay/replay.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import { at, play, sampleOf, video, watchOf } from '../support/given.ts';

const WATCH = watchOf('booktok', { rule: 'both', minViewsPerDay: 1000 });

/** Judges readings in the order they were recorded, as `track` and `backtest` do. */
function replay(readings: readonly Reading[], watch = WATCH): readonly Judgement[] {
  const { take } = createReplay([() => watch], { order: 'any' });
  return readings.map((reading) => {
    const [judgement] = take(reading);
    if (judgement === undefined) throw new RangeError('A watched hashtag is always judged.');
    return judgement;
  });
}

function readingAt(hour: number, views: number, more: Partial<Reading> = {}): Reading {
  return { at: at(hour), hashtag: 'booktok', views, step: inferStep(views), ...more };
}

/** A reading every `every` hours until `until`, of views that are a function of the hour. */
function life(until: number, every: number, viewsAt: (hour: number) => number): readonly Reading[] {
  return Array.from({ length: Math.floor(until / every) + 1 }, (_, index) => {
    const hour = index * every;
    return readingAt(hour, Math.round(viewsAt(hour)));
  });
}

function openedAt(judgements: readonly Judgement[]): readonly number[] {
  return judgements
    .filter(({ change }) => change.opened)
    .map(({ reading }) => (reading.at - at(0)) / HOUR_MS);
}

const grid = (views: number): number => Math.round(views / gridStep(views)) * gridStep(views);
const DAY = 24;

describe('a count just below the grid is a rounded one', () => {
  test.each([
    [4_099_999, 100_000],
    [118_499, 100],
    [2_299_999_999, 100_000_000],
    [4_100_000, 100_000],
    [4_099_998, 1],
    [9_999, 1],
  ])('%i has a step of %i', (views, step) => {
    expect(inferStep(views)).toBe(step);
  });

  test('a counter that crosses a step that way is no breakout', () => {
    const judged = replay(
      life(40 * DAY, 1, (hour) => (hour < 30 * DAY ? 4_000_000 : hour < 31 * DAY ? 4_099_999 : 4_100_000)),
    );
    expect(openedAt(judged)).toEqual([]);
  });

  test('nor is one exact answer among rounded ones', () => {
    const judged = replay(life(40 * DAY, 1, (hour) => (hour === 30 * DAY ? 4_137_512 : 4_100_000)));
    expect(openedAt(judged)).toEqual([]);
  });
});

describe('a replica that is far ahead', () => {
  const glitches = [200, 300, 450, 700].flatMap((hour) => [hour, hour + 1]);
  const up = (hour: number): number => (glitches.includes(hour) ? 307_400 : 118_500 + (hour % 7) * 100);

  test('opens one episode at most however often it answers', () => {
    const judged = replay(life(40 * DAY, 1, up));
    expect(openedAt(judged).length).toBeLessThanOrEqual(1);
  });

  test('opens none where the listed videos stand still', () => {
    const judged = replay(life(40 * DAY, 1, up).map((one) => ({ ...one, explained: 0, pickUp: 1 })));
    expect(openedAt(judged)).toEqual([]);
  });
});

describe('a dip that comes back', () => {
  test.each([
    [26, 0.5],
    [26, 0.99],
    [50, 0.8],
    [100, 0.3],
  ])('after %i h, to %d of the count before, is no growth', (hours, share) => {
    const from = 20 * DAY;
    const rise = (hour: number): number => 1_000_003 + 500 * hour;
    const judged = replay(
      life(
        30 * DAY,
        1,
        (hour) => rise(hour) - (hour >= from && hour < from + hours ? (1 - share) * rise(from) : 0),
      ),
    );
    expect(openedAt(judged)).toEqual([]);
  });

  test('a breakout that begins in a lasting correction is found all the same', () => {
    const from = 20 * DAY;
    const judged = replay(
      life(30 * DAY, 1, (hour) => {
        const usual = 1_000_003 + 500 * hour;
        return hour < from ? usual : usual - 200_000 + 5_000 * Math.max(0, hour - from - 48);
      }),
    );
    expect(openedAt(judged)[0]).toBeGreaterThan(from + 48);
    expect(openedAt(judged)[0]).toBeLessThan(from + 60);
  });
});

describe('a reading dated ahead', () => {
  const rise = (hour: number): number => 1_000_003 + 500 * hour;

  test.each([
    ['two days', 48],
    ['a year', 365 * DAY],
  ])('by %s is forgotten with the next one: nothing is blind, nothing fires', (_, ahead) => {
    const readings = life(30 * DAY, 1, rise).map((one, index) =>
      index === 20 * DAY ? { ...one, at: one.at + ahead * HOUR_MS } : one,
    );
    const judged = replay(readings);
    expect(openedAt(judged)).toEqual([]);
    expect(judged.slice(20 * DAY + 1).filter(({ verdict }) => verdict.kind === 'unknown')).toEqual([]);
  });

  test('even as the very first one', () => {
    const readings = life(10 * DAY, 1, rise).map((one, index) =>
      index === 0 ? { ...one, at: one.at + 365 * DAY * HOUR_MS } : one,
    );
    expect(
      replay(readings)
        .slice(2)
        .filter(({ verdict }) => verdict.kind === 'unknown'),
    ).toEqual([]);
  });

  test('and a breakout soon after it is found in its own time', () => {
    const broken = (hour: number): number => rise(hour) + 20_000 * Math.max(0, hour - 20 * DAY);
    const readings = life(24 * DAY, 1, broken);
    const ahead = readings.map((one, index) =>
      index === 20 * DAY - 1 ? { ...one, at: one.at + 48 * HOUR_MS } : one,
    );
    const [inTime] = openedAt(replay(readings));
    const [found] = openedAt(replay(ahead));
    expect(Math.abs((found ?? 0) - (inTime ?? 99))).toBeLessThanOrEqual(1);
  });
});

describe('a counter that begins again', () => {
  test('is no breakout, and its new pace is measured from the new count', () => {
    const judged = replay(
      life(40 * DAY, 1, (hour) =>
        hour < 20 * DAY ? 5_000_003 + 900 * hour : 10_003 + 90 * (hour - 20 * DAY),
      ),
    );
    expect(openedAt(judged)).toEqual([]);
    expect(judged.at(-1)?.baseline?.nominal).toBeGreaterThan(0);
  });
});

describe('the first days', () => {
  test.each([0, 6, 12, 18])(
    'growth by night alone is its rhythm, whenever the watch begins (hour %i)',
    (begins) => {
      let views = 500_003;
      const readings = life(8 * DAY, 1, () => 0).map((one, hour) => {
        views += (hour + begins) % 24 < 8 ? 2_000 + ((hour * 37) % 200) : 40;
        return { ...one, views, step: 1 };
      });
      expect(openedAt(replay(readings))).toEqual([]);
    },
  );

  test('a breakout on the fifth day is still one', () => {
    let views = 500_003;
    const readings = life(8 * DAY, 1, () => 0).map((one, hour) => {
      views += (hour % 24 < 8 ? 2_000 : 400) * (hour > 5 * DAY ? 20 : 1);
      return { ...one, views, step: 1 };
    });
    expect(openedAt(replay(readings))[0]).toBeLessThan(5 * DAY + 12);
  });
});

describe('a jump and its videos', () => {
  const still = [video('1', 300_000, -500), video('2', 80_000, -400)];
  const grown = (by: number) => still.map((one) => ({ ...one, views: (one.views ?? 0) + by }));
  const before = [0, 1, 2].map((hour) =>
    sampleOf(hour, 1_000_003 + hour * 100, { listing: grown(hour * 10) }),
  );
  const jump = (by: number) => sampleOf(3, 2_000_009, { listing: grown(by) });

  test('a doubling while all listed videos stand still waits', () => {
    const last = play([...before, jump(20)], WATCH).at(-1);
    expect(last?.verdict).toMatchObject({
      kind: 'suppressed',
      reason: expect.stringContaining('a lone jump'),
    });
    expect(last?.change.opened).toBe(false);
  });

  test('one reading of further growth confirms it, measured from before the jump', () => {
    const after = sampleOf(4, 2_150_009, { listing: grown(20) });
    const last = play([...before, jump(20), after], WATCH).at(-1);
    expect(last?.change).toMatchObject({ opened: true, open: { base: { views: 1_000_203 } } });
    expect(last?.verdict.reason).toContain('confirms a jump');
  });

  test('quiet after it refutes it', () => {
    const after = [4, 5, 6, 7].map((hour) => sampleOf(hour, 2_000_009 + hour * 100, { listing: grown(20) }));
    expect(openedAt(play([...before, jump(20), ...after], WATCH))).toEqual([]);
  });

  test('one that the videos support fires at once', () => {
    expect(play([...before, jump(400_000)], WATCH).at(-1)?.change.opened).toBe(true);
  });

  test('so does one with nothing else to ask, from the second reading on', () => {
    const samples = [sampleOf(0, 1_000_003), sampleOf(1, 1_200_009)];
    expect(play(samples, WATCH).at(-1)?.change.opened).toBe(true);
  });
});

describe('one viral video', () => {
  test.each([2, 3])('seen every %i h it is not told as a movement within a day', (every) => {
    let views = 900_003;
    const onset = 20 * DAY;
    const readings = life(22 * DAY, every, () => 0).map((one, index) => {
      const isViral = one.at >= at(onset);
      views += (isViral ? 9_000 : 500) * every;
      // Its share of one interval's growth wavers around three quarters.
      const share = [0.75, 0.85, 0.68, 0.8][index % 4] ?? 0.75;
      const breadth = isViral ? 1 / (share ** 2 + (1 - share) ** 2 / 15) : 9;
      return { ...one, views, step: 1, breadth, explained: 0.9 };
    });
    const opened = openedAt(replay(readings));
    expect(opened.filter((hour) => hour < onset + 20)).toEqual([]);
  });
});

describe('a handful of views', () => {
  test.each([
    ['0 to 28 in three hours', [1, 28], 3],
    ['1 to 60 in an hour', [1, 60], 1],
    ['100 to 112 in an hour', [100, 112], 1],
  ])('%s is no news', (_, [from = 0, to = 0], hours) => {
    const judged = play([sampleOf(0, from), sampleOf(hours, to)], WATCH);
    expect(judged.at(-1)?.verdict).toMatchObject({
      kind: 'suppressed',
      reason: expect.stringContaining('min-views'),
    });
  });

  test('without a floor it is', () => {
    const judged = play([sampleOf(0, 100), sampleOf(1, 112)], watchOf());
    expect(judged.at(-1)?.change.opened).toBe(true);
  });

  test('the floor is in views a day', () => {
    const floor = (minViewsPerDay: number) => watchOf('booktok', { rule: 'both', minViewsPerDay });
    const samples = [sampleOf(0, 2_003), sampleOf(3, 4_003)];
    expect(play(samples, floor(15_000)).at(-1)?.change.opened).toBe(true);
    expect(play(samples, floor(17_000)).at(-1)?.change.opened).toBe(false);
  });
});

test('rounded counters keep all of it', () => {
  const rise = (hour: number): number => grid(1_000_000 + 500 * hour);
  expect(openedAt(replay(life(30 * DAY, 1, rise)))).toEqual([]);
});

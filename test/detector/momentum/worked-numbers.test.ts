/** Formulas of the detector with one number each that was worked out by hand. */
import { describe, expect, test } from 'vitest';
import { judgeAcceleration } from '../../../src/detector/momentum/acceleration.ts';
import { scoreOf } from '../../../src/detector/momentum/calibration.ts';
import { judgeMomentum } from '../../../src/detector/momentum/judge-momentum.ts';
import { startMemory } from '../../../src/detector/momentum/momentum-memory.ts';
import { judgePosting } from '../../../src/detector/momentum/posting-rate.ts';
import { type Rhythm, rhythmOf } from '../../../src/detector/momentum/season.ts';
import { creditGain } from '../../../src/detector/momentum/slots.ts';
import { type MomentumStep, stepMomentum } from '../../../src/detector/momentum/step.ts';
import { DAY_MS, HOUR_MS } from '../../../src/text/time.ts';
import { feed, reading, START } from './feed.ts';

const begun = startMemory(START, 1_000_000, START + 3 * DAY_MS);
const flat: Rhythm = rhythmOf(begun.season, undefined);

describe('the strength of a breakout', () => {
  /** A month-old hashtag with this score; the growth since the onset is so many times the usual. */
  const judged = (score: number, multiple: number, agreeing: number) => {
    const at = START + 30 * DAY_MS;
    const onset = { at: at - 10 * HOUR_MS, top: 1_000_000, perHour: 100 };
    const memory = {
      ...begun,
      at,
      counter: { offset: 0, top: 1_000_000 + multiple * 1_000 },
      momentum: { ...begun.momentum, perHour: 100, agreeing, onset },
    };
    const observation: MomentumStep = {
      kind: 'observed',
      memory,
      rhythm: flat,
      step: 0,
      sampling: { everyHours: 1, stepsPerReading: 100, posts: 'unknown' },
      score,
      scoreIfConfirmed: score,
      windows: undefined,
      posting: { from: 'list' },
      note: 'moved',
    };
    return judgeMomentum(observation, { threshold: 8 }).kind;
  };

  test.each([
    [4.79, 3, 3, 'quiet', 'less than 60 % of the threshold'],
    [4.8, 3, 3, 'watch', '60 % of it'],
    [7.99, 3, 3, 'watch', 'just below it'],
    [8, 3, 3, 'breakout', 'at the threshold'],
    [11.99, 3, 3, 'breakout', 'not yet half above it'],
    [12, 3, 3, 'strong', 'half above it'],
    [8, 5, 3, 'strong', 'fivefold, in three agreeing ticks'],
    [8, 4.99, 3, 'breakout', 'less than fivefold'],
    [8, 9, 2, 'breakout', 'fivefold, but two ticks alone agree'],
  ])('score %d, %d times the usual, %i agreeing ticks: %s, since %4$s', (score, multiple, agreeing, kind) => {
    expect(judged(score, multiple, agreeing)).toBe(kind);
  });
});

describe('the posting rate', () => {
  test('is learnt in posts an hour, however long the interval was', () => {
    const unknown = { perHour: 0, exposure: 0 };
    const step = judgePosting(unknown, { ...reading(2, 1_000_000), newPosts: 10 }, 2);
    expect(step.posting.perHour).toBe(5);
  });
});

describe('a lone jump', () => {
  /** Four days at 1,000 views an hour, then this gain after so many hours. */
  const after = (hours: number, gain: number) => {
    const ordinary = Array.from({ length: 97 }, (_, hour) => reading(hour, 100_000 + hour * 1_000));
    const memory = feed(ordinary).at(-1)?.memory;
    const step = stepMomentum(memory, reading(96 + hours, 196_000 + gain));
    return step.kind === 'observed' ? step.note : step.kind;
  };

  test.each([
    [1, 100_000, 'moved', 'a hundred times an hour: less than 50 times the three hours that count at least'],
    [1, 200_000, 'jump', 'more than 50 times three hours'],
    [12, 400_000, 'moved', 'less than 50 times what twelve hours bring'],
    [12, 700_000, 'jump', 'more than 50 times what twelve hours bring'],
  ])('after %i h, %i views: %s, since it is %s', (hours, gain, note) => {
    expect(after(hours, gain)).toBe(note);
  });
});

describe('the cadence', () => {
  const sum = { excess: 0, allowance: 100 };

  test.each([
    [1, 1_000, 9],
    [3, 1_000, 7.6],
    [6, 1_000, 5.4],
    [1, 1, 8.4],
    [3, 1, 9.4],
    [12, 1, 8.8],
  ])(
    'of %d hours, at %d steps, reaches a score of 8 at a raw sum of %d',
    (everyHours, stepsPerReading, raw) => {
      const pace = { everyHours, stepsPerReading, posts: 'unknown' } as const;
      expect(scoreOf({ ...sum, excess: raw }, 0, pace)).toBeCloseTo(8, 10);
    },
  );

  test.each([
    [1, 1_000, 0.25],
    [6, 1_000, 0.25],
    [2, 1, 0.6],
    [3, 1, 1],
    [6, 1, 1],
  ])(
    'of %d hours, at %d steps, lets the windows of the day count %d',
    (everyHours, stepsPerReading, weight) => {
      const pace = { everyHours, stepsPerReading, posts: 'unknown' } as const;
      const ofWindows = scoreOf(sum, 4, pace);
      expect(ofWindows / scoreOf({ ...sum, excess: 4 }, 0, pace)).toBeCloseTo(weight, 10);
    },
  );
});

describe('the acceleration', () => {
  /** Twelve hours that end on a slot's border, with these views in the four slots of three hours. */
  const changeOf = (views: readonly number[]) => {
    const slot = 3 * HOUR_MS;
    const gains = views.reduce(
      (sum, gain, index) => creditGain(sum, START + index * slot, START + (index + 1) * slot, gain),
      begun.gains,
    );
    return judgeAcceleration({ ...begun, at: START + 4 * slot, gains }, flat, 1);
  };

  test.each<readonly [readonly number[], number | 'unknown', string]>([
    [[0, 300, 600, 0], Math.LN2 / 6, 'twice as much in the later six hours'],
    [[0, 600, 300, 0], -Math.LN2 / 6, 'half as much'],
    [[0, 300, 300, 0], 0, 'as much'],
    [[300, 0, 600, 0], 'unknown', 'the counter moved in one whole slot only'],
    [[0, 0, 600, 0], 'unknown', 'nothing before'],
  ])('of %j views is %s per hour: %s', (views, expected) => {
    const { accelerationPerHour } = changeOf(views);
    if (expected === 'unknown') expect(accelerationPerHour).toBe('unknown');
    else expect(accelerationPerHour).toBeCloseTo(expected, 3);
  });
});

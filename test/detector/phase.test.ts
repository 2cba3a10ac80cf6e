import { describe, expect, test } from 'vitest';
import { advancePace, openingPace, type Pace, type PaceReading } from '../../src/detector/phase.ts';
import type { Velocity } from '../../src/readings/velocity.ts';
import { at } from '../support/given.ts';

const exactly = (percentPerHour: number): Velocity => ({
  kind: 'measured',
  hours: 1,
  low: percentPerHour,
  nominal: percentPerHour,
  high: percentPerHour,
});

/** Phases of a line of readings, one an hour, each a velocity in %/h and what the rules say. */
function phases(
  readings: readonly (readonly [percentPerHour: number, more?: Partial<PaceReading>])[],
  from: Pace = openingPace(exactly(10), at(0)),
): readonly string[] {
  let pace = from;
  return readings.map(([percentPerHour, more], index) => {
    pace = advancePace(pace, { at: at(index + 1), velocity: exactly(percentPerHour), ...more });
    return pace.phase;
  });
}

const strong = { strength: 'strong' } as const;
const fires = { strength: 'breakout' } as const;
const calmSince = (hour: number) => ({ calmSince: at(hour) });

describe('the phase of an episode', () => {
  test.each<readonly [string, Parameters<typeof phases>[0], readonly string[]]>([
    ['grows strong at once', [[12, strong]], ['strong']],
    [
      'peaks when it has been clearly slower for two hours',
      [[6], [6], [6]],
      ['breakout', 'breakout', 'peaked'],
    ],
    ['does not peak by one slow reading', [[2], [9], [2], [9]], Array<string>(4).fill('breakout')],
    ['a little slower is no peak', [[8], [8], [8], [8]], Array<string>(4).fill('breakout')],
    [
      'fades after two calm hours',
      [
        [1, calmSince(1)],
        [1, calmSince(1)],
        [1, calmSince(1)],
      ],
      ['breakout', 'breakout', 'fading'],
    ],
    [
      'does not go back up for what is slower than before',
      [[6], [6], [6], [9, fires]],
      ['breakout', 'breakout', 'peaked', 'peaked'],
    ],
    [
      'goes back up with a second wave that outruns the first',
      [[6], [6], [6], [11, fires], [30, strong]],
      ['breakout', 'breakout', 'peaked', 'breakout', 'strong'],
    ],
  ])('%s', (_why, readings, expected) => {
    expect(phases(readings)).toEqual(expected);
  });

  test('a rounded counter that cannot tell makes no peak', () => {
    const wide: Velocity = { kind: 'below-resolution', hours: 1, low: 0, nominal: 0, high: 9 };
    let pace = openingPace(exactly(10), at(0));
    for (let hour = 1; hour < 9; hour += 1) pace = advancePace(pace, { at: at(hour), velocity: wide });
    expect(pace).toEqual(openingPace(exactly(10), at(0)));
  });

  test('an unknown velocity changes nothing', () => {
    const pace = openingPace(exactly(10), at(0));
    expect(advancePace(pace, { at: at(1), velocity: { kind: 'unknown', reason: '' } })).toBe(pace);
  });
});

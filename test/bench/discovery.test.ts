import { expect, test } from 'vitest';
import { benchDiscovery, type DiscoveryBench, type PlantedResult } from '../../src/bench/discovery/bench.ts';
import { plantedWorld } from '../../src/bench/discovery/planted-world.ts';
import { figuresOf, renderDiscovery } from '../../src/bench/discovery/report.ts';

const one = (name: string, hours: Partial<PlantedResult>): PlantedResult => ({
  name,
  kind: 'alone',
  beside: ['booktok'],
  onsetHour: 200,
  most: 12,
  ...hours,
});
const made: DiscoveryBench = {
  days: 21,
  planted: [
    one('early', { eighthHour: 210, foundHour: 212, peakHour: 240 }),
    one('late', { eighthHour: 210, foundHour: 240, peakHour: 230 }),
    one('lost', { eighthHour: 210, peakHour: 230 }),
    one('rare', {}),
    { ...one('buynow', { eighthHour: 210 }), kind: 'spam of one creator' },
  ],
  sounds: [
    { name: 'song', beside: ['booktok'], onsetHour: 200, most: 9, eighthHour: 210, recordedHour: 212 },
    { name: 'lost song', beside: ['booktok'], onsetHour: 200, most: 9, eighthHour: 210 },
    { name: 'rare song', beside: ['booktok'], onsetHour: 200, most: 2 },
  ],
  falseProposals: ['a', 'b', 'buynow'],
  evergreenProposals: [],
};

test('the figures count what had eight creators, in time, and before its peak', () => {
  expect(figuresOf(made)).toEqual({
    due: 3,
    recall: 1 / 3,
    beforePeak: 1 / 3,
    medianHoursBeforePeak: 28,
    falseAWeek: 1.5,
    soundsDue: 2,
    soundsRecorded: 0.5,
  });
  expect(renderDiscovery(made)).toMatch(/found in a day +33 % of 3 .*NOT met/);
  expect(renderDiscovery(made)).toMatch(/evergreens proposed +0 .*, met/);
  expect(renderDiscovery(made)).toContain(
    'missed lost, alone: 8 creators in hour 210, at most 12 in hour 230',
  );
  expect(renderDiscovery(made)).toContain('false  buynow, spam of one creator');
});

test('a small world has companions around breakouts that are found, and traps that are not', () => {
  const options = { hashtags: 8, days: 13, companions: 4, seed: 5, progress: () => undefined };
  const { planted, sounds, falseProposals } = benchDiscovery(options);
  expect(planted.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining([
      ...['before a breakout', 'with a breakout', 'after a breakout', 'alone'],
      ...['evergreen', 'misspelling', 'word of a weekday'],
    ]),
  );
  expect(planted.filter(({ name }) => falseProposals.includes(name))).toEqual([]);
  expect(planted.some(({ foundHour }) => foundHour !== undefined)).toBe(true);
  expect(sounds.some(({ recordedHour }) => recordedHour !== undefined)).toBe(true);
});

test('companions that rise around a breakout stand beside a hashtag that breaks out then', () => {
  const { plans, planted } = plantedWorld({ seed: 1, hashtags: 20, hours: 500, companions: 12 });
  const hours = { 'before a breakout': -18, 'with a breakout': 0, 'after a breakout': 18 } as const;
  for (const { kind, beside, onsetHour } of planted) {
    if (!(kind in hours)) continue;
    const onsets = plans
      .filter(({ name }) => beside.includes(name))
      .flatMap(({ breakouts = [] }) => breakouts.map((breakout) => breakout.onsetHour));
    const shift = hours[kind as keyof typeof hours];
    expect(onsets.some((onset) => Math.abs(onset + shift - onsetHour) < 1e-6)).toBe(true);
  }
  expect(planted.filter(({ kind }) => kind in hours)).toHaveLength(9);
});

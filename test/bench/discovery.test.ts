import { expect, test } from 'vitest';
import { benchDiscovery, type DiscoveryBench, type PlantedResult } from '../../src/bench/discovery/bench.ts';
import { figuresOf, renderDiscovery } from '../../src/bench/discovery/report.ts';

const one = (name: string, hours: Partial<PlantedResult>): PlantedResult => ({
  name,
  kind: 'alone',
  beside: ['booktok'],
  onsetHour: 200,
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
  falseProposals: ['a', 'b', 'c'],
  evergreenProposals: [],
};

test('the figures count what had eight creators, in time, and before its peak', () => {
  expect(figuresOf(made)).toEqual({
    due: 3,
    recall: 1 / 3,
    beforePeak: 1 / 3,
    medianHoursBeforePeak: 28,
    falseAWeek: 1.5,
  });
  expect(renderDiscovery(made)).toMatch(/found in a day +33 % of 3 .*NOT met/);
  expect(renderDiscovery(made)).toMatch(/evergreens proposed +0 .*, met/);
});

test('a small world has companions that are found, and traps that are not', () => {
  const options = { hashtags: 8, days: 13, companions: 3, seed: 5, progress: () => undefined };
  const { planted, falseProposals } = benchDiscovery(options);
  expect(planted.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['alone', 'evergreen', 'misspelling']),
  );
  const traps = planted.filter(({ name }) => falseProposals.includes(name));
  expect(traps).toEqual([]);
  expect(planted.some(({ foundHour }) => foundHour !== undefined)).toBe(true);
});

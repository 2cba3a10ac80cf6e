import { describe, expect, test } from 'vitest';
import { rehearse } from '../../src/replay/rehearsal.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import { at, watchOf } from '../support/given.ts';

const RULES = ['both', 'classic', 'breakout'] as const;
const NOW = at(0) + 34_000;

describe.each(RULES)('a rehearsal under the rule `%s`', (rule) => {
  test.each([0, 5, 11, 17, 23])('at %i hours past ten is one whole episode, over before now', (hours) => {
    const now = NOW + hours * HOUR_MS;
    const { alerts, readings } = rehearse(watchOf('booktok', { rule }), now);
    expect(alerts.map(({ kind }) => kind)).toEqual(['opened', 'changed', 'over']);
    expect(alerts[1]).toMatchObject({ phase: 'peaked' });
    expect(Date.parse(alerts[2].at)).toBeLessThanOrEqual(now);
    expect(readings.length).toBeGreaterThan(48);
    expect(readings.at(-1)?.at).toBeLessThanOrEqual(now);
    expect(alerts[0].drivers).toHaveLength(3);
  });
});

test('breaks out whatever threshold and sensitivity the watchlist sets, and keeps the hashtag’s labels and note', () => {
  const { alerts } = rehearse(
    watchOf('booktok', {
      rule: 'both',
      thresholdPercentPerHour: 5_000,
      sensitivity: 'quiet',
      labels: ['x'],
      note: 'n',
    }),
    NOW,
  );
  expect(alerts[0]).toMatchObject({ kind: 'opened', labels: ['x'], note: 'n' });
});

test('is marked in every alert, and a second one is another episode', () => {
  const first = rehearse(watchOf(), NOW).alerts;
  const second = rehearse(watchOf(), NOW + 1_000).alerts;
  expect(first.map(({ rehearsal }) => rehearsal)).toEqual([true, true, true]);
  expect(new Set(first.map(({ episode }) => episode))).toEqual(
    new Set(['booktok-rehearsal-20261123T100034Z']),
  );
  expect(second[0].episode).toBe('booktok-rehearsal-20261123T100035Z');
});

test('is the same at the same instant', () => {
  expect(rehearse(watchOf(), NOW)).toEqual(rehearse(watchOf(), NOW));
});

import { expect, test } from 'vitest';
import { alertOf, ongoingAlert } from '../../src/alerts/build-alert.ts';
import { play, sampleOf, watchOf } from '../support/given.ts';

test('the opening alone says which setting would have kept it quiet', () => {
  const days = Array.from({ length: 5 * 24 }, (_, hour) => sampleOf(hour, 1_000_003 + 200 * hour));
  const rise = Array.from({ length: 24 }, (_, hour) => sampleOf(120 + hour, 1_024_003 + 6_000 * (hour + 1)));
  const judgements = play([...days, ...rise], watchOf('booktok', { rule: 'breakout' }));
  const opening = judgements.findIndex(({ change }) => change.opened);
  const [opened, next] = judgements.slice(opening, opening + 2);
  expect(opened && alertOf(opened)?.momentum?.quietIf).toMatch(/quiet/);
  expect(next && ongoingAlert(next)?.momentum).toBeDefined();
  expect(next && ongoingAlert(next)?.momentum).not.toHaveProperty('quietIf');
});

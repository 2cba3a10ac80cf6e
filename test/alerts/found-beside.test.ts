import { expect, test } from 'vitest';
import { withFound } from '../../src/alerts/found-beside.ts';
import type { DiscoveryEvent } from '../../src/discovery/discovery.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import { alertNamed } from '../channels/alerts.ts';

const alert = alertNamed('exact-with-history');
const OPENED = Date.parse(alert.openedAt);

const found = (companion: string, hours: number, hashtag: string = alert.hashtag): DiscoveryEvent => ({
  kind: 'found',
  at: OPENED + hours * HOUR_MS,
  companion,
  firstSeenAt: OPENED - 60 * HOUR_MS,
  creators: 9,
  usualCreatorsPerDay: 0.4,
  beside: [
    { hashtag: 'another', creators: 7 },
    { hashtag, creators: 2 },
  ],
  videos: [],
});

const namesIn = (events: readonly DiscoveryEvent[]): readonly string[] | undefined =>
  withFound(alert, { lines: [], events }, new Set(['watched'])).found?.map(({ hashtag }) => hashtag);

test('an alert has the discoveries beside its hashtag around its opening', () => {
  expect(
    namesIn([
      found('early', -49),
      found('before', -47),
      found('elsewhere', 0, 'other'),
      found('watched', 0),
      found('declined', 0),
      { kind: 'declined', at: OPENED, companion: 'declined' },
      found('after', 71),
      found('late', 73),
    ]),
  ).toEqual(['before', 'after']);
});

test('an alert has at most three, and none where there are none', () => {
  expect(namesIn(['a', 'b', 'c', 'd'].map((name) => found(name, 1)))).toEqual(['a', 'b', 'c']);
  expect(withFound(alert, undefined, new Set())).toBe(alert);
});

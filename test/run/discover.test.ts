import { expect, test } from 'vitest';
import { proposedIn } from '../../src/discovery/discovery.ts';
import { discover } from '../../src/run/discover.ts';
import { hour, post, sample } from '../discovery/given.ts';
import { watchlistOf, watchOf } from '../support/given.ts';

const watchlist = watchlistOf([watchOf('booktok')], { neverDiscover: ['giveaway'] });

/** Nine days with a post an hour, then posts of two creators an hour with two new hashtags. */
function afterDays(days: number) {
  let record: ReturnType<typeof discover>['record'];
  let listing = [post(0, 'first', [])];
  for (let at = 1; at <= days * 24; at += 1) {
    const rising = at > 216 ? ['romantasy', 'giveaway'] : [];
    listing = [
      post(at, `a${at}`, rising, { likes: 90 }),
      post(at, `b${at}`, rising, { likes: 90 }),
      ...listing,
    ].slice(0, 10);
    const samples = [sample(at, 'booktok', listing)];
    record = discover(record, { now: hour(at), watchlist, scope: 'all', samples }).record;
  }
  return record;
}

test('a run records and finds what rises, but for what the watchlist excludes; a no takes it back', () => {
  const record = afterDays(10);
  expect(proposedIn(record).map(({ companion }) => companion)).toEqual(['romantasy']);
  const events = [
    ...(record?.events ?? []),
    { kind: 'declined' as const, at: hour(240), companion: 'romantasy' },
  ];
  expect(proposedIn({ lines: [], events })).toEqual([]);
});

test('a run of one hashtag records and finds nothing, and one without videos changes nothing', () => {
  const record = afterDays(9);
  expect(discover(record, { now: hour(240), watchlist, scope: 'all', samples: [] })).toEqual({ record });
  expect(discover(undefined, { now: hour(1), watchlist, scope: 'some', samples: [] })).toEqual({});
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareEpisodes } from '../../src/check/compare-episodes.ts';
import type { ReplayedEpisode } from '../../src/replay/replay.ts';
import { HOUR_MS } from '../../src/text/time.ts';

const START = Date.parse('2026-11-01T00:00:00Z');
const UNTIL = START + 1000 * HOUR_MS;

/** `3-9`: open from hour 3 to hour 9; `3-`: still open. */
function episode(span: string, hashtag = 'a'): ReplayedEpisode {
  const [from = '', to = ''] = span.split('-');
  return {
    hashtag,
    rule: 'breakout',
    openedAt: START + Number(from) * HOUR_MS,
    ...(to !== '' && { endedAt: START + Number(to) * HOUR_MS }),
    reason: span,
  };
}

describe('two replays side by side', () => {
  test.each([
    [['3-9'], ['3-9'], ['same 0'], 'the same'],
    [['5-9'], ['3-7'], ['earlier 2'], 'they overlap, the second opens first'],
    [['3-9'], ['5-'], ['later -2'], 'they overlap, the second opens later'],
    [[], ['3-9'], ['gained'], 'only after'],
    [['3-9'], [], ['lost'], 'only before'],
    [['3-9'], ['10-12'], ['lost', 'gained'], 'one ends before the other begins'],
    [['3-'], ['500-510'], ['later -497'], 'what is open lasts to the end of the record'],
    [['3-40'], ['3-9', '20-30'], ['same 0', 'gained'], 'one long against two short ones'],
    [['1-2', '5-9', '20-30'], ['4-8', '21-22'], ['lost', 'earlier 1', 'later -1'], 'several in a row'],
  ])('%j and %j: %j (%s)', (before, after, expected) => {
    const alerts = compareEpisodes(
      before.map((span) => episode(span)),
      after.map((span) => episode(span)),
      UNTIL,
    );
    expect(alerts.map(({ change, hoursEarlier }) => [change, hoursEarlier ?? ''].join(' ').trim())).toEqual(
      expected,
    );
  });

  test('hashtags are kept apart', () => {
    const alerts = compareEpisodes([episode('3-9', 'a')], [episode('3-9', 'b')], UNTIL);
    expect(alerts.map(({ hashtag, change }) => `${hashtag} ${change}`)).toEqual(['a lost', 'b gained']);
  });

  test('every episode stands in exactly one row, whatever the two are', () => {
    const episodes = fc
      .array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(100), fc.nat(20)), { maxLength: 12 })
      .map((drawn) => drawn.map(([hashtag, from, length]) => episode(`${from}-${from + length}`, hashtag)))
      .map((list) => list.toSorted((a, b) => a.openedAt - b.openedAt));
    fc.assert(
      fc.property(episodes, episodes, (before, after) => {
        const alerts = compareEpisodes(before, after, UNTIL);
        expect(alerts.filter((alert) => alert.before !== null)).toHaveLength(before.length);
        expect(alerts.filter((alert) => alert.after !== null)).toHaveLength(after.length);
      }),
    );
  });
});

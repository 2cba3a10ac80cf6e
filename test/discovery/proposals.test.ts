import { describe, expect, test } from 'vitest';
import type { Discovery, DiscoveryEvent, DiscoveryRecord } from '../../src/discovery/discovery.ts';
import {
  declinedIn,
  dueProposals,
  issuesSince,
  type ProposalIssue,
  settledProposals,
} from '../../src/discovery/proposals.ts';
import { DAY_MS } from '../../src/text/time.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const daysAgo = (days: number): number => NOW - days * DAY_MS;

function found(companion: string, days = 1): DiscoveryEvent & Discovery {
  const more = { firstSeenAt: daysAgo(days), creators: 9, usualCreatorsPerDay: 0, beside: [], videos: [] };
  return { kind: 'found', at: daysAgo(days), companion, ...more };
}

const record = (...events: readonly DiscoveryEvent[]): DiscoveryRecord => ({ lines: [], events });

function issue(companion: string, more: Partial<ProposalIssue> = {}): ProposalIssue {
  const at = daysAgo(1);
  return { number: 1, companion, foundAt: at, openedAt: at, state: 'open', ...more };
}

describe('the issues that are due', () => {
  const due = (
    given: DiscoveryRecord,
    issues: readonly ProposalIssue[] = [],
    watched: readonly string[] = [],
  ) => dueProposals(given, issues, { watched: new Set(watched), now: NOW }).map(({ companion }) => companion);

  test.each<[string, readonly string[], readonly string[]]>([
    ['of each discovery one', due(record(found('a'), found('b'))), ['a', 'b']],
    ['none where one is there', due(record(found('a'), found('b')), [issue('a')]), ['b']],
    [
      'one more where it was found again',
      due(record(found('a', 61), found('a')), [issue('a', { foundAt: daysAgo(61), openedAt: daysAgo(61) })]),
      ['a'],
    ],
    ['none of what is watched', due(record(found('a')), [], ['a']), []],
    ['none of what was declined', due(record(found('a'), { kind: 'declined', at: NOW, companion: 'a' })), []],
    ['none of what was found a week ago', due(record(found('a', 8))), []],
    [
      'at most three at once',
      due(record(...['a', 'b', 'c', 'd'].map((name) => found(name)))),
      ['a', 'b', 'c'],
    ],
    [
      'three in seven days, the declined ones among them',
      due(record(found('d')), [issue('a'), issue('b', { state: 'closed', declined: {} }), issue('c')]),
      [],
    ],
    [
      'more where people took them',
      due(record(found('d')), [issue('a'), issue('b'), issue('c', { state: 'closed' })], ['c']),
      ['d'],
    ],
    [
      'more a week later',
      due(
        record(found('d')),
        ['a', 'b', 'c'].map((one) => issue(one, { openedAt: daysAgo(8) })),
      ),
      ['d'],
    ],
  ])('%s', (_, companions, expected) => {
    expect(companions).toEqual(expected);
  });
});

test('a no is recorded once, with who said it', () => {
  const issues = [
    issue('a', { declined: { person: 'octocat' } }),
    issue('b', { declined: {} }),
    issue('c'),
    issue('d', { declined: {} }),
  ];
  const given = record(found('a'), found('b'), found('c'), found('d'), {
    kind: 'declined',
    at: NOW,
    companion: 'd',
  });
  expect(declinedIn(issues, given, NOW)).toEqual([
    { kind: 'declined', at: NOW, companion: 'a', person: 'octocat' },
    { kind: 'declined', at: NOW, companion: 'b' },
  ]);
});

test('issues are read since the oldest discovery that still waits, for sixty days', () => {
  expect(issuesSince(record(found('a', 61), found('b', 20), found('c', 2)), NOW)).toBe(daysAgo(20));
  expect(issuesSince(record(found('a', 61)), NOW)).toBeUndefined();
  expect(issuesSince(undefined, NOW)).toBeUndefined();
});

test('open issues of watched hashtags are settled', () => {
  const issues = [issue('a'), issue('b', { state: 'closed' }), issue('c')];
  expect(settledProposals(issues, new Set(['a', 'b']))).toEqual([issues[0]]);
});

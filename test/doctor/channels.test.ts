import { describe, expect, test } from 'vitest';
import type { Sink } from '../../src/channels/channel/sink.ts';
import { checkChannels } from '../../src/doctor/channels.ts';
import { REMEDIES } from '../../src/doctor/remedies.ts';
import type { Trial } from '../../src/run/trial.ts';
import { watchlistOf, watchOf } from '../support/given.ts';

const DELIVERS: Sink = { deliver: async ({ id }) => ({ kind: 'delivered', notification: id, receipt: 'r' }) };
const ARRIVED: Trial = { channel: 'issues', alert: 'opened', outcome: { kind: 'arrived', receipt: 'r' } };
const FAILED: Trial = { channel: 'issues', alert: 'over', outcome: { kind: 'failed', message: '403' } };
const elsewhere = (trial: Trial): Trial => ({ ...trial, channel: 'another' });

function checkOf(watches: number, sink: Partial<Sink>, trials?: readonly Trial[]) {
  const tags = Array.from({ length: watches }, (_, index) => watchOf(`tag${index}`));
  const watchlist = watchlistOf([...tags, watchOf('mute', { notify: [] })]);
  return checkChannels(
    watchlist,
    new Map([['issues', { ...DELIVERS, ...sink }]]),
    trials,
    REMEDIES.machine,
  )[0];
}

describe('a channel', () => {
  test.each([
    [0, 'no hashtag alerts it'],
    [1, '1 hashtag alerts it'],
    [2, '2 hashtags alert it'],
  ])('of %i hashtags says how many it serves', (watches, used) => {
    expect(checkOf(watches, {})).toEqual({
      what: 'channel issues',
      result: 'unchecked',
      found: `issue, set up; ${used}; not tried whether anything arrives`,
      remedy: REMEDIES.machine.sendTest,
    });
  });

  test.each([
    [
      'whose test alert arrived is ok',
      {},
      [ARRIVED, elsewhere(FAILED)],
      'ok',
      'the test alert arrived',
      undefined,
    ],
    [
      'whose test alert failed is broken',
      {},
      [ARRIVED, FAILED, elsewhere(ARRIVED)],
      'broken',
      'the test alert (over) failed',
      '`403`',
    ],
    [
      'that needs a hand is broken, whatever was sent',
      { problem: 'set it' },
      [ARRIVED],
      'broken',
      '1 hashtag alerts it',
      'set it',
    ],
    [
      'that needs care is a warning before the test',
      { caution: 'look' },
      undefined,
      'warning',
      '1 hashtag alerts it',
      'look',
    ],
    [
      'that needs care is a warning after it too',
      { caution: 'look' },
      [ARRIVED],
      'warning',
      '1 hashtag alerts it',
      'look',
    ],
    ['that needs care and fails is broken', { caution: 'look' }, [FAILED], 'broken', 'failed', '`403`'],
  ] as const)('%s', (_what, sink, trials, result, found, remedy) => {
    const check = checkOf(1, sink, trials);
    expect(check).toMatchObject({ result, found: expect.stringContaining(found) });
    expect(check?.remedy).toBe(remedy);
  });
});

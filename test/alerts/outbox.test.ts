import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert } from '../../src/alerts/alert.ts';
import { alertOf } from '../../src/alerts/build-alert.ts';
import {
  claim,
  DELIVERIES_MAX,
  type Delivery,
  type Notification,
  notificationsOf,
  RETRY_MAX_MS,
  settle,
} from '../../src/alerts/outbox.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/text/time.ts';
import { at, play, sampleOf } from '../support/given.ts';

const NOW = at(1);
const LINE = [sampleOf(0, 1_000_001), sampleOf(1, 1_300_001), sampleOf(2, 1_000_002), sampleOf(8, 1_000_003)];
const [opened, over] = [2, 4].map((readings) => {
  const line = LINE.slice(0, readings);
  const judgement = play(line).at(-1);
  const alert = judgement && alertOf(judgement);
  if (alert === undefined) throw new RangeError('This line gives an alert.');
  return alert;
}) as [Alert, Alert];

function failed(id: string, final: 'retry' | 'final' = 'retry'): Delivery {
  return { kind: 'failed', notification: id, message: 'HTTP 503', final };
}

test('an alert is in the outbox of each channel, under an id that a retried run computes again', () => {
  const owed = notificationsOf(opened, ['issues', 'pipeline'], NOW);
  expect(owed.map(({ id }) => id)).toEqual([
    'booktok-20261123T1100Z/opened/issues',
    'booktok-20261123T1100Z/opened/pipeline',
  ]);
  expect(notificationsOf(opened, ['issues', 'pipeline'], NOW)).toEqual(owed);
  expect(notificationsOf(opened, [], NOW)).toEqual([]);
});

describe('a claim', () => {
  const outbox = notificationsOf(opened, ['issues', 'pipeline'], NOW);

  test('is exclusive until it lapses', () => {
    const first = claim(outbox, NOW);
    expect(first.claimed).toEqual(outbox);
    expect(claim(first.outbox, NOW).claimed).toEqual([]);
    expect(claim(first.outbox, NOW + 14 * MINUTE_MS).claimed).toEqual([]);
    expect(claim(first.outbox, NOW + HOUR_MS).claimed.map(({ id }) => id)).toEqual(
      outbox.map(({ id }) => id),
    );
  });

  test('takes the oldest, and no more than a run may send a channel; one that is full delays no other', () => {
    const many = Array.from({ length: 25 }, (_, index) =>
      notificationsOf({ ...opened, episode: `episode-${index}` }, ['issues'], NOW),
    ).flat();
    const other = notificationsOf(opened, ['pipeline'], NOW);
    const { claimed, outbox: left } = claim([...many, ...other], NOW);
    expect(claimed).toEqual([...many.slice(0, DELIVERIES_MAX), ...other]);
    expect(left).toHaveLength(26);
    expect(claim(left, NOW).claimed).toEqual(many.slice(DELIVERIES_MAX));
  });

  test('keeps the order within an episode: the beginning is sent before the end', () => {
    const [first] = outbox;
    const waiting = { ...first, nextAttemptAt: NOW + 3 * HOUR_MS } as Notification;
    const ended = notificationsOf(over, ['issues', 'pipeline'], NOW + HOUR_MS);
    const later = claim([waiting, ...ended], NOW + HOUR_MS);
    expect(later.claimed.map(({ id }) => id)).toEqual(['booktok-20261123T1100Z/over/pipeline']);
    expect(claim([...outbox, ...ended], NOW + HOUR_MS).claimed).toEqual(outbox);
  });
});

describe('a settlement', () => {
  const [notification] = notificationsOf(opened, ['issues'], NOW) as [Notification];
  const changed: Alert = { ...opened, kind: 'changed', phase: 'strong' };
  const [news] = notificationsOf(changed, ['issues'], NOW) as [Notification];
  const [end] = notificationsOf(over, ['issues'], NOW) as [Notification];

  test('drops what was delivered, keeps the rest', () => {
    const delivery: Delivery = { kind: 'delivered', notification: notification.id, receipt: 'there' };
    expect(settle([notification], [delivery], NOW)).toEqual({
      outbox: [],
      delivered: [{ notification, receipt: 'there' }],
      postponed: [],
      undelivered: [],
    });
    expect(settle([notification], [], NOW).outbox).toEqual([notification]);
    expect(settle([], [delivery], NOW).delivered).toEqual([]);
  });

  test('backs off: the next two hours, then two, then four, a little less each, since runs are hourly', () => {
    const waits: number[] = [];
    let owed = notification;
    for (let now = NOW; waits.length < 5; now = owed.nextAttemptAt) {
      owed = settle([owed], [failed(owed.id)], now).outbox[0] ?? notification;
      waits.push((owed.nextAttemptAt - now) / HOUR_MS);
    }
    expect(waits).toEqual([0.9, 0.9, 1.9, 3.9, 3.9]);
    expect(owed.attempts).toBe(5);
    expect(owed.owedAt).toBe(NOW);
  });

  test('gives up news after a day of attempts, or at once when it is refused for good, and says so', () => {
    const tried = { ...news, attempts: 6 };
    expect(settle([tried], [failed(news.id)], NOW + RETRY_MAX_MS - 1).undelivered).toEqual([]);
    expect(settle([tried], [failed(news.id)], NOW + RETRY_MAX_MS)).toMatchObject({
      outbox: [],
      undelivered: [{ notification: tried, message: 'HTTP 503' }],
    });
    expect(settle([notification], [failed(notification.id, 'final')], NOW).outbox).toEqual([]);
  });

  test('gives up nothing for one attempt after a pause of the runs, or under a clock that jumped', () => {
    expect(settle([news], [failed(news.id)], NOW + 2 * RETRY_MAX_MS).undelivered).toEqual([]);
  });

  test('is tried again where a clock that jumped has put it off further than a run ever does', () => {
    const ahead = { ...news, nextAttemptAt: NOW + 2 * RETRY_MAX_MS };
    expect(claim([ahead], NOW).claimed).toEqual([ahead]);
    expect(claim([{ ...news, nextAttemptAt: NOW + HOUR_MS }], NOW).claimed).toEqual([]);
  });

  test('never gives up an opening or an end for the length of an outage', () => {
    const weeks = NOW + 21 * 24 * HOUR_MS;
    for (const owed of [notification, { ...end, attempts: 6 }])
      expect(settle([owed], [failed(owed.id)], weeks)).toMatchObject({
        outbox: [{ id: owed.id, attempts: owed.attempts + 1 }],
        undelivered: [],
      });
  });

  test('loses and doubles nothing, whatever fails and whoever races', () => {
    const fate = fc.constantFrom('delivered', 'retry', 'final', 'unanswered');
    fc.assert(
      fc.property(fc.array(fc.array(fate, { minLength: 1, maxLength: 4 }), { maxLength: 30 }), (rounds) => {
        const all = [...notificationsOf(opened, ['a', 'b'], NOW), ...notificationsOf(over, ['a', 'b'], NOW)];
        let outbox: readonly Notification[] = all;
        const settled: string[] = [];
        for (const [round, fates] of rounds.entries()) {
          const now = NOW + round * HOUR_MS;
          const mine = claim(outbox, now);
          const theirs = claim(mine.outbox, now);
          const held = new Set(mine.claimed.map(({ id }) => id));
          expect(theirs.claimed.some(({ id }) => held.has(id))).toBe(false);
          const deliveries = mine.claimed.flatMap(({ id }, index): readonly Delivery[] => {
            const kind = fates[index % fates.length];
            if (kind === 'unanswered' || kind === undefined) return [];
            return kind === 'delivered' ? [{ kind, notification: id, receipt: '' }] : [failed(id, kind)];
          });
          const settlement = settle(theirs.outbox, deliveries, now);
          outbox = settlement.outbox;
          const done = [...settlement.delivered, ...settlement.undelivered];
          settled.push(...done.map(({ notification: { id } }) => id));
        }
        expect([...settled, ...outbox.map(({ id }) => id)].toSorted()).toEqual(
          all.map(({ id }) => id).toSorted(),
        );
        for (const channel of ['a', 'b']) {
          const ids = settled.filter((id) => id.endsWith(`/${channel}`));
          expect(ids.map((id) => id.split('/')[1])).toEqual(['opened', 'over'].slice(0, ids.length));
        }
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import type { Delivery, Notification } from '../../src/alerts/outbox.ts';
import type { Sink } from '../../src/channels/channel/sink.ts';
import { send } from '../../src/run/send.ts';

const HOUR_MS = 3_600_000;

function owedTo(channel: string, name = 'one'): Notification {
  const digest = { version: 1, kind: 'held', at: '2026-11-23T10:00:00Z', why: [], alerts: [] } as const;
  return {
    kind: 'digest',
    id: `${name}/${channel}`,
    channel,
    owedAt: 0,
    attempts: 0,
    nextAttemptAt: 0,
    digest,
  };
}

const arrived = (notification: string): Delivery => ({ kind: 'delivered', notification, receipt: 'there' });
const good: Sink = { deliver: async ({ id }) => arrived(id) };

describe('the receipts of a run', () => {
  test('are kept while another channel is still at it, and each once', async () => {
    const kept: (readonly string[])[] = [];
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const slow: Sink = { deliver: async ({ id }) => answered.then(() => arrived(id)) };
    const claimed = [owedTo('slow'), owedTo('good'), owedTo('good', 'two')];
    await send(
      claimed,
      new Map([
        ['slow', slow],
        ['good', good],
      ]),
      async (deliveries) => {
        kept.push(deliveries.map(({ notification }) => notification));
        // The slow channel answers only once the others’ receipts are kept.
        answer();
      },
      { firstMs: 1, nextMs: 1, allMs: HOUR_MS },
    );
    expect(kept[0]).toEqual(['one/good', 'two/good']);
    expect(kept.flat().toSorted()).toEqual(['one/good', 'one/slow', 'two/good']);
  });

  test('are kept in one go where all channels answer at once', async () => {
    const kept: (readonly Delivery[])[] = [];
    const pace = { firstMs: HOUR_MS, nextMs: HOUR_MS, allMs: HOUR_MS };
    await send(
      [owedTo('a'), owedTo('b')],
      new Map([
        ['a', good],
        ['b', good],
      ]),
      async (all) => void kept.push(all),
      pace,
    );
    expect(kept).toEqual([[arrived('one/a'), arrived('one/b')]]);
  });

  test('are waited for no longer than the time for all: what is under way is tried again, what is behind it not yet', async () => {
    const never: Sink = { deliver: () => new Promise(() => undefined) };
    const kept: Delivery[] = [];
    const pace = { firstMs: HOUR_MS, nextMs: HOUR_MS, allMs: 5 };
    const claimed = [owedTo('never'), owedTo('never', 'behind')];
    await send(claimed, new Map([['never', never]]), async (all) => void kept.push(...all), pace);
    expect(kept).toMatchObject([{ kind: 'failed', notification: 'one/never', final: 'retry' }]);
  });
});

import { setTimeout as after } from 'node:timers/promises';
import type { Delivery, Notification } from '../alerts/outbox.ts';
import type { Sink } from '../channels/channel/sink.ts';
import { MINUTE_MS } from '../text/time.ts';
import { deliver } from './deliver.ts';

/** How long a run waits for its channels, ms. */
export interface SendPace {
  /** Before receipts are kept for the first time: mostly all channels are through by then, which makes one commit. */
  readonly firstMs: number;
  /** Between two times after that. */
  readonly nextMs: number;
  /** For all deliveries together: what is left then is tried by the next run. */
  readonly allMs: number;
}

const PACE: SendPace = { firstMs: 3000, nextMs: MINUTE_MS, allMs: 10 * MINUTE_MS };

/**
 * Sends what a run has claimed, and keeps the receipts on the way: a run that is killed while one channel is slow
 * repeats nothing that others have taken.
 * @param keep records how deliveries went; one call at a time
 */
export async function send(
  claimed: readonly Notification[],
  sinks: ReadonlyMap<string, Sink>,
  keep: (deliveries: readonly Delivery[]) => Promise<void>,
  { firstMs, nextMs, allMs }: SendPace = PACE,
): Promise<void> {
  if (claimed.length === 0) return;
  const timers = new AbortController();
  const { signal } = timers;
  const timer = <Mark>(ms: number, mark: Mark): Promise<Mark> =>
    after(ms, mark, { signal }).catch(() => mark);
  let isOver = false;
  let ended: Delivery[] = [];
  const take = (): readonly Delivery[] => {
    const taken = ended;
    ended = [];
    return taken;
  };
  const round = { ended: (delivery: Delivery) => void ended.push(delivery), isOver: () => isOver };
  const through = deliver(claimed, sinks, round).then(() => 'through' as const);
  const deadline = timer(allMs, 'over' as const);
  const known = new Set<string>();
  try {
    for (let waitMs = firstMs; ; waitMs = nextMs) {
      const reached = await Promise.race([through, deadline, timer(waitMs, 'waited' as const)]);
      isOver = reached !== 'waited';
      const taken = [...take()];
      for (const { notification } of taken) known.add(notification);
      if (reached === 'over') taken.push(...firstUnanswered(claimed, known, allMs));
      if (taken.length > 0) await keep(taken);
      if (isOver) return;
    }
  } finally {
    isOver = true;
    timers.abort();
  }
}

/** Of each channel the notification that was under way. Those behind it were not tried, and their claim lapses. */
function firstUnanswered(
  claimed: readonly Notification[],
  known: ReadonlySet<string>,
  allMs: number,
): readonly Delivery[] {
  const byChannel = Map.groupBy(
    claimed.filter(({ id }) => !known.has(id)),
    ({ channel }) => channel,
  );
  const message = `no answer within the ${Math.round(allMs / MINUTE_MS)} minutes that a run has for its messages`;
  return [...byChannel.values()].flatMap(([first]) =>
    first === undefined
      ? []
      : [{ kind: 'failed' as const, notification: first.id, message, final: 'retry' as const }],
  );
}

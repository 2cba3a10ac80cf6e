import type { Alert } from '../alerts/alert.ts';
import { notificationsOf } from '../alerts/outbox.ts';
import type { Sink } from '../channels/channel/sink.ts';
import { deliverOne } from './deliver.ts';
import type { Trial } from './trial.ts';

/** The alerts that one channel gets, in their order. */
export interface Rehearsed {
  readonly channel: string;
  readonly alerts: readonly Alert[];
}

/**
 * Tells channels made-up alerts through their real sinks. Nothing is read from `data/` or written there. One channel
 * that fails stops no other; where the first alert of an episode fails the rest of it would tell of nothing.
 * @param now instant of the rehearsal, ms
 */
export async function tryChannels(
  rehearsed: readonly Rehearsed[],
  sinks: ReadonlyMap<string, Sink>,
  now: number,
): Promise<readonly Trial[]> {
  const trials = await Promise.all(
    rehearsed.map(async ({ channel, alerts }) => tryChannel(channel, alerts, sinks, now)),
  );
  return trials.flat();
}

async function tryChannel(
  channel: string,
  alerts: readonly Alert[],
  sinks: ReadonlyMap<string, Sink>,
  now: number,
): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const alert of alerts) {
    const [notification] = notificationsOf(alert, [channel], now);
    if (notification === undefined) continue;
    const delivery = await deliverOne(sinks.get(channel), notification);
    if (delivery.kind === 'failed') {
      trials.push({ channel, alert: alert.kind, outcome: { kind: 'failed', message: delivery.message } });
      if (alert.kind === 'opened') break;
      continue;
    }
    const problems = alert.kind === 'over' ? [] : await refresh(sinks.get(channel), alert);
    trials.push({
      channel,
      alert: alert.kind,
      outcome:
        problems.length === 0
          ? { kind: 'arrived', receipt: delivery.receipt }
          : { kind: 'failed', message: problems.join(' ') },
    });
  }
  return trials;
}

/** Messages that stay are brought up to date after each alert, as a run does it. @returns what went wrong */
async function refresh(sink: Sink | undefined, alert: Alert): Promise<readonly string[]> {
  try {
    return (await sink?.openMessages?.refresh([{ ...alert, kind: 'changed' }])) ?? [];
  } catch (error) {
    return [
      `its message could not be brought up to date (${error instanceof Error ? error.name : 'unknown'})`,
    ];
  }
}

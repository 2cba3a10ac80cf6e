import type { Notification } from '../alerts/outbox.ts';
import type { Sink } from '../channels/channel/sink.ts';
import type { Repository } from '../git/repository.ts';
import { track } from '../run/run.ts';
import { startScavioServer } from '../simulator/scavio-server.ts';
import { hourlyRuns } from '../simulator/schedule.ts';
import type { World } from '../simulator/world.ts';
import { createScavioSource } from '../sources/scavio/scavio.ts';
import type { Store } from '../store/store.ts';
import { HOUR_MS } from '../text/time.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';

/** Simulated weeks to go through. */
export interface Weeks {
  readonly world: World;
  readonly hours: number;
  readonly watchlist: Watchlist;
  readonly store: Store;
  /** Told after each run how far it has come, 0-1. */
  readonly progress: (done: number) => void;
}

/** What the weeks came to. */
export interface WeeksGone {
  /** Instants of the runs that took place, ms; the others came never, as on GitHub. */
  readonly runs: readonly number[];
  readonly requests: number;
  readonly credits: number;
  /** What the issue channel got, in order. */
  readonly told: readonly Notification[];
  readonly failures: number;
}

/**
 * Goes through the weeks run by run: `track` as it runs in production, with its HTTP client against a real server on
 * loopback and its records in real files. Two things stand in for GitHub: every push succeeds, to nowhere, and issues
 * are kept in a list.
 */
export async function goThroughWeeks({
  world,
  hours,
  watchlist,
  store,
  progress,
}: Weeks): Promise<WeeksGone> {
  const clock = { now: world.start };
  const told: Notification[] = [];
  const runs = hourlyRuns({ seed: world.seed, from: world.start + HOUR_MS, hours: hours - 1, style: 'mild' });
  const server = await startScavioServer({ world, now: () => clock.now });
  let failures = 0;
  try {
    const source = createScavioSource({
      baseUrl: server.url,
      apiKey: 'simulated-key',
      redact: (text) => text,
      redactAnswer: (text) => text,
      clock: () => clock.now,
    });
    for (const [index, run] of runs.entries()) {
      clock.now = Math.floor(run / 1000) * 1000;
      const report = await track({
        now: clock.now,
        watchlist,
        source,
        store,
        mode: 'push',
        repository: nowhere,
        sinks: new Map(watchlist.channels.map(({ name }) => [name, keptIn(told)])),
      });
      failures += report.failures.length;
      progress((index + 1) / runs.length);
    }
    return { runs, requests: server.requests.length, credits: server.credits.used(), told, failures };
  } finally {
    await server.close();
  }
}

const nowhere: Repository = {
  commit: async () => undefined,
  push: async () => ({ kind: 'pushed' }),
  takeUpstream: async () => ({ kind: 'unreachable' }),
};

function keptIn(told: Notification[]): Sink {
  return {
    deliver: async (notification) => {
      told.push(notification);
      return {
        kind: 'delivered',
        notification: notification.id,
        receipt: `kept by the demo: ${told.length}`,
      };
    },
  };
}

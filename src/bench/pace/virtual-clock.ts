import type { PaceClock } from '../../sources/source/rate-limit.ts';

/** A clock that does not wait: it leaps to the next instant at which something is due. */
export interface VirtualClock extends PaceClock {
  sleep(milliseconds: number): Promise<void>;
  /** Goes on until `done` has come; the clock then stands at that instant. */
  runUntil(done: Promise<unknown>): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly act: () => void;
}

export function createVirtualClock(): VirtualClock {
  let now = 0;
  const timers = new Set<Timer>();
  const after = (milliseconds: number, act: () => void): (() => void) => {
    const timer = { at: now + Math.max(0, milliseconds), act };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  return {
    now: () => now,
    after,
    sleep: async (milliseconds) => new Promise((resolve) => after(milliseconds, resolve)),
    runUntil: async (done) => {
      let isDone = false;
      void done.then(() => {
        isDone = true;
      });
      for (;;) {
        // All that was promised for this instant comes first.
        await new Promise((resolve) => setImmediate(resolve));
        const next = earliest(timers);
        if (isDone || next === undefined) return;
        timers.delete(next);
        now = Math.max(now, next.at);
        next.act();
      }
    },
  };
}

/** The one that is due next; of several at one instant, the one that was set first. */
function earliest(timers: ReadonlySet<Timer>): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of timers) if (first === undefined || timer.at < first.at) first = timer;
  return first;
}

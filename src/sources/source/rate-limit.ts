import PQueue from 'p-queue';
import { nextPace, type RunTime, rememberedPace, roomOf, startPace, unprovenFreeAt } from './pace.ts';
import type { AnsweredRequest, KnownPace, PaceState } from './pace-state.ts';
import { WINDOW_REQUESTS_MAX, windowFreeAt } from './window.ts';

/** Runs tasks at the pace that the answers allow. */
export interface RequestPace {
  /** Runs a task when there is room; the higher priority first. @throws what `stop` was given, once it was called */
  run<T>(task: () => Promise<T>, priority?: number): Promise<T>;
  /** A request of a task begins; one of `observe` and `abandon` follows. */
  begin(): StartedRequest;
  /** Tells the pace how one request was answered. */
  observe(answer: Omit<AnsweredRequest, 'at'>): void;
  /** A request came to nothing. */
  abandon(): void;
  /** Lets no further task start. */
  stop(reason: Error): void;
  /** Lets go of the waits, which would keep the process alive. Called when no task comes any more. */
  end(): void;
  /** What this run has found out, for the next one. @param time how much of its time it took */
  known(time: RunTime): KnownPace;
}

export type StartedRequest = Pick<AnsweredRequest, 'sentAt' | 'underWay'>;

/** Where time comes from; another one in the benchmark, which does not wait. */
export interface PaceClock {
  /** ms; only differences and `X-RateLimit-Reset` are compared with it. */
  now(): number;
  /** Calls back after so long; @returns how to let go of it */
  after(milliseconds: number, act: () => void): () => void;
}

const REAL_CLOCK: PaceClock = {
  now: () => Date.now(),
  after: (milliseconds, act) => {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** A task that was let go of the queue a moment too early: it comes again. */
const WAIT = Symbol('wait');

export interface PaceOptions {
  /** The instant of the run, ms. */
  readonly runAt: number;
  /** What earlier runs have found out. */
  readonly known?: KnownPace;
  /** Requests under way that the account allows, where somebody has said so. */
  readonly told?: number;
  readonly clock?: PaceClock;
}

export function createRequestPace({ runAt, known, told, clock = REAL_CLOCK }: PaceOptions): RequestPace {
  let pace: PaceState = startPace(known, runAt, told);
  let stopped: Error | undefined;
  let release: (() => void) | undefined;
  let underWay = 0;
  let begun: readonly number[] = [];
  const queue = new PQueue({ concurrency: roomOf(pace) });

  const freeAt = (): number =>
    Math.max(pace.pausedUntil, windowFreeAt(pace, begun), unprovenFreeAt(pace, underWay, begun));
  /** Holds the queue, not the places in it, until the next request may begin. */
  const adjust = (): void => {
    queue.concurrency = roomOf(pace);
    const wait = freeAt() - clock.now();
    release?.();
    release = undefined;
    if (wait <= 0 || stopped !== undefined) queue.start();
    else {
      queue.pause();
      release = clock.after(wait, adjust);
    }
  };
  return {
    run: async (task, priority = 0) => {
      for (;;) {
        const result = await queue.add(
          async () => {
            if (stopped !== undefined) throw stopped;
            if (freeAt() > clock.now()) return WAIT;
            return { value: await task() };
          },
          { priority },
        );
        if (result !== WAIT) return result.value;
        adjust();
      }
    },
    begin: () => {
      underWay += 1;
      const sentAt = clock.now();
      begun = [...begun, sentAt].slice(-(WINDOW_REQUESTS_MAX + 1));
      if (freeAt() > sentAt) adjust();
      return { sentAt, underWay };
    },
    abandon: () => {
      underWay -= 1;
    },
    observe: (answer) => {
      underWay -= 1;
      pace = nextPace(pace, { ...answer, at: clock.now() });
      if (stopped === undefined) adjust();
    },
    stop: (reason) => {
      stopped ??= reason;
      release?.();
      queue.start();
    },
    end: () => release?.(),
    known: (time) => rememberedPace(pace, time),
  };
}

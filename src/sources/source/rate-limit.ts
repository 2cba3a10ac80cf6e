import PQueue from 'p-queue';

/** What one answer says about the pace: its status, and the limit's headers. */
export interface AnsweredRequest {
  readonly status: number;
  /** Requests left in the current window (`X-RateLimit-Remaining`); absent when not told. */
  readonly remaining?: number;
  /** Unix seconds at which the window ends (`X-RateLimit-Reset`); absent when not told. */
  readonly resetSeconds?: number;
}

/** How many requests may be under way, and how fast that grows. */
export interface PaceLimit {
  readonly inFlight: number;
  /** True until the first refusal: each good answer makes room for one more request, so that room doubles a round. */
  readonly probing: boolean;
  /** Good answers since the room last grew. */
  readonly good: number;
}

export const IN_FLIGHT_START = 2;
export const IN_FLIGHT_MAX = 15;
const PAUSE_MAX_MS = 65_000;

/**
 * The limit after one answer: additive increase, multiplicative decrease, as TCP does it (RFC 5681): a 429 halves it,
 * and after that it grows by one only when four times as many requests as may be under way went well.
 */
export function nextLimit(limit: PaceLimit, answer: AnsweredRequest, inFlightMax: number): PaceLimit {
  if (answer.status === 429) {
    return { inFlight: Math.max(1, Math.floor(limit.inFlight / 2)), probing: false, good: 0 };
  }
  if (answer.status >= 400) return limit;
  const room =
    answer.remaining === undefined ? inFlightMax : Math.max(1, Math.min(inFlightMax, answer.remaining));
  const good = limit.good + 1;
  const grows = limit.probing || good >= limit.inFlight * 4;
  return {
    inFlight: Math.min(room, limit.inFlight + (grows ? 1 : 0)),
    probing: limit.probing,
    good: grows ? 0 : good,
  };
}

/** Runs tasks at the pace that the answers allow. */
export interface RequestPace {
  /** Runs a task when there is room. @throws what `stop` was given, once it was called */
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Tells the pace how one request was answered. */
  observe(answer: AnsweredRequest): void;
  /** Lets no further task start. */
  stop(reason: Error): void;
  /** Lets go of the wait for a window to end, which would keep the process alive. Called when no task comes any more. */
  end(): void;
}

/** How many requests may be under way at first, and at most ever. */
export interface PaceRange {
  readonly start: number;
  readonly max: number;
}

/** The range to begin with: gently where the account's limit is not known, at the limit where it is. */
export function paceRange(requestsInFlight: number | undefined): PaceRange {
  return requestsInFlight === undefined
    ? { start: IN_FLIGHT_START, max: IN_FLIGHT_MAX }
    : { start: requestsInFlight, max: requestsInFlight };
}

export function createRequestPace({ start, max: inFlightMax }: PaceRange): RequestPace {
  let limit: PaceLimit = { inFlight: start, probing: true, good: 0 };
  let stopped: Error | undefined;
  let resume: NodeJS.Timeout | undefined;
  const queue = new PQueue({ concurrency: limit.inFlight });

  const pause = (milliseconds: number): void => {
    queue.pause();
    clearTimeout(resume);
    resume = setTimeout(() => queue.start(), Math.min(milliseconds, PAUSE_MAX_MS));
  };
  return {
    run: async (task) =>
      queue.add(() => {
        if (stopped !== undefined) throw stopped;
        return task();
      }),
    observe: (answer) => {
      limit = nextLimit(limit, answer, inFlightMax);
      queue.concurrency = limit.inFlight;
      if (answer.remaining !== 0 || answer.resetSeconds === undefined || stopped !== undefined) return;
      const wait = answer.resetSeconds * 1000 - Date.now();
      if (wait > 0) pause(wait);
    },
    stop: (reason) => {
      stopped ??= reason;
      clearTimeout(resume);
      queue.start();
    },
    end: () => clearTimeout(resume),
  };
}

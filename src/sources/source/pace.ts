/**
 * How fast a source may be asked: learnt from its answers, and remembered between runs. Pure; `rate-limit.ts` acts on it.
 * Two kinds of limits are known: so many requests under way at once, and so many in a second or a minute. With the headers
 * `X-RateLimit-Remaining` and `X-RateLimit-Reset` the second kind is known; without, it is recognised by its refusals.
 */

/** What earlier runs have found out; plain JSON, part of the state. */
export interface KnownPace {
  /** So many requests under way went well. */
  readonly proven: number;
  /** So many were refused; absent while nothing was. */
  readonly refused?: number;
  /** When one more than proven was last tried, ms. */
  readonly triedAt?: number;
  /** Requests that may begin within `ms`; absent while no such limit was met. */
  readonly window?: Window;
}

export interface Window {
  readonly requests: number;
  readonly ms: number;
}

/** What one answer says: its status and the limit's headers, and the instants of its request, ms. */
export interface AnsweredRequest {
  readonly status: number;
  readonly sentAt: number;
  readonly at: number;
  /** How many were under way when it was sent, itself included. */
  readonly underWay: number;
  /** Requests left in the current window (`X-RateLimit-Remaining`); absent when not told. */
  readonly remaining?: number;
  /** Unix seconds at which the window ends (`X-RateLimit-Reset`); absent when not told. */
  readonly resetSeconds?: number;
  /** How long to wait by `Retry-After`, ms; absent when not told. */
  readonly retryAfterMs?: number;
}

/** The pace at one moment of a run. */
export interface PaceState {
  readonly known: KnownPace;
  /** Requests that may be under way now. */
  readonly inFlight: number;
  readonly inFlightMax: number;
  /** The instant of the run, ms, under which tries are remembered. */
  readonly runAt: number;
  /** Nothing begins before this instant, ms. */
  readonly pausedUntil: number;
  /** When the last refused request was answered, and how many answers have been good since. */
  readonly refusedAt?: number;
  readonly goodSince: number;
  /** Refusals one after the other, without a good answer between. */
  readonly refusals: number;
  /** When the requests that went well were sent, of the last minute, oldest first. */
  readonly sent: readonly number[];
}

export const IN_FLIGHT_MAX = 50;
const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const PAUSE_MAX_MS = 65_000;
/** Where a refusal does not say how long to wait. */
const PAUSE_MS = 1_000;
/** A refusal that asks for no more patience than this may be a limit by the second. */
const SHORT_WAIT_MS = 2_000;
/** So many refusals in a row are a limit by the minute, or a storm. */
const WINDOW_REFUSALS = 3;
/** A limit by the minute is small: with more than this gone well, refusals are a storm. */
export const WINDOW_REQUESTS_MAX = 30;

/**
 * The pace to begin with: one request at first, later what was proven; once a day one more than that.
 * @param told requests that the account allows under way, where somebody has said so
 */
export function startPace(known: KnownPace | undefined, now: number, told?: number): PaceState {
  const base: KnownPace = known ?? { proven: 1 };
  const { proven, refused, triedAt = 0 } = base;
  const isTry = (refused !== undefined || base.window !== undefined) && now - triedAt >= DAY_MS;
  const tried = isTry ? { ...base, triedAt: now, ...widened(base.window) } : base;
  const ceiling =
    refused === undefined ? IN_FLIGHT_MAX : Math.min(IN_FLIGHT_MAX, isTry ? proven + 1 : proven);
  return {
    known: tried,
    inFlight: told ?? Math.min(proven, ceiling),
    inFlightMax: told ?? Math.max(1, ceiling),
    runAt: now,
    pausedUntil: 0,
    goodSince: 0,
    refusals: 0,
    sent: [],
  };
}

/** Once a day a window is taken to let one more through. */
function widened(window: Window | undefined): { readonly window?: Window } {
  return window === undefined ? {} : { window: { ...window, requests: window.requests + 1 } };
}

/** The pace after one answer. */
export function nextPace(pace: PaceState, answer: AnsweredRequest): PaceState {
  const paused = afterHeaders(pace, answer);
  if (answer.status === 429) return afterRefusal(paused, answer);
  return answer.status < 400 ? afterGood(paused, answer) : paused;
}

/** The window that the headers tell of: at 0 nothing begins until it ends. */
function afterHeaders(pace: PaceState, { remaining, resetSeconds, at }: AnsweredRequest): PaceState {
  if (remaining !== 0 || resetSeconds === undefined) return pace;
  const until = Math.min(resetSeconds * SECOND_MS, at + PAUSE_MAX_MS);
  return { ...pace, pausedUntil: Math.max(pace.pausedUntil, until) };
}

/** Room for one more after each good answer, so that it doubles in a round, up to what is known or was refused. */
function afterGood(pace: PaceState, { sentAt, at, underWay, remaining }: AnsweredRequest): PaceState {
  const { known, inFlight, inFlightMax } = pace;
  const room = remaining === undefined ? inFlightMax : Math.max(1, Math.min(inFlightMax, remaining));
  const proven = Math.max(known.proven, Math.min(underWay, IN_FLIGHT_MAX));
  const refused = known.refused !== undefined && known.refused <= proven ? undefined : known.refused;
  const { refused: _, ...rest } = known;
  return {
    ...pace,
    known: { ...rest, proven, ...(refused !== undefined && { refused }) },
    inFlight: Math.min(room, inFlight + 1),
    goodSince: pace.goodSince + 1,
    refusals: 0,
    sent: [...pace.sent.filter((sent) => sent > at - MINUTE_MS), sentAt],
  };
}

/**
 * One wait for all, twice as long each time that it was not enough. Requests that were under way when another was refused
 * say nothing new. A refusal of a request that was alone, or the third one in a row, is no limit on requests under way.
 */
function afterRefusal(pace: PaceState, answer: AnsweredRequest): PaceState {
  const { known, refusedAt, refusals } = pace;
  if (refusedAt !== undefined && answer.sentAt < refusedAt) return pace;
  const { at, underWay, retryAfterMs = PAUSE_MS } = answer;
  const wait = Math.min(retryAfterMs * (retryAfterMs > SHORT_WAIT_MS ? 1 : 2 ** refusals), PAUSE_MAX_MS);
  const refused = {
    ...pace,
    refusedAt: at,
    goodSince: 0,
    refusals: refusals + 1,
    pausedUntil: Math.max(pace.pausedUntil, at + wait),
  };
  if (underWay <= 1 || refusals >= WINDOW_REFUSALS - 1) return { ...refused, ...windowOf(refused, answer) };
  // What has gone well before is refused in a storm, which says nothing of the limit.
  if (refusals > 0 || underWay <= known.proven) return refused;
  const level = Math.max(1, underWay - 1);
  return {
    ...refused,
    inFlight: Math.min(pace.inFlight, level),
    inFlightMax: Math.min(pace.inFlightMax, level),
    known: { ...known, proven: Math.min(known.proven, level), refused: underWay, triedAt: pace.runAt },
  };
}

/** The window that was met, by what went well in it. Where much went well, it is a storm, and passes. */
function windowOf(
  { known, sent, pausedUntil, refusals, runAt }: PaceState,
  { at, retryAfterMs = PAUSE_MS }: AnsweredRequest,
): Partial<Pick<PaceState, 'known' | 'pausedUntil'>> {
  // The second refusal came after a wait in which nothing was sent: that is no limit by the second.
  const ms = retryAfterMs <= SHORT_WAIT_MS && refusals === 1 ? SECOND_MS : MINUTE_MS;
  const within = sent.filter((instant) => instant > at - ms);
  const [first] = within;
  if (first === undefined || within.length > WINDOW_REQUESTS_MAX) return {};
  const window = { requests: within.length, ms };
  return { known: { ...known, window, triedAt: runAt }, pausedUntil: Math.max(pausedUntil, first + ms) };
}

/** Levels that plans allow (docs/scavio.md). Where nothing was refused, the highest of them is remembered: chance decides between two. */
const LEVELS = [50, 15, 10, 5, 2, 1];

/** What to remember of a run's pace. */
export function rememberedPace({ known }: PaceState): KnownPace {
  const { proven, refused, triedAt, window } = known;
  return {
    proven: refused === undefined ? (LEVELS.find((level) => level <= proven) ?? 1) : proven,
    ...(refused !== undefined && { refused }),
    ...(triedAt !== undefined && { triedAt }),
    ...(window !== undefined && { window }),
  };
}

/** When the next request may begin by the window that is known, ms; `begun` are the latest beginnings, oldest first. */
export function windowFreeAt({ known: { window } }: PaceState, begun: readonly number[]): number {
  if (window === undefined) return 0;
  const first = begun.at(-window.requests);
  return first === undefined ? 0 : first + window.ms;
}

/**
 * How fast a source may be asked: learnt from its answers, and remembered between runs. Pure; `rate-limit.ts` acts on it.
 * Two kinds of limits are known: so many requests under way at once, and so many in a second or a minute. Answers with the
 * headers `X-RateLimit-Remaining` and `X-RateLimit-Reset` state the second kind; without them refusals show it.
 */

import type { AnsweredRequest, KnownPace, PaceState } from './pace-state.ts';
import {
  doubted,
  isDisproved,
  MINUTE_MS,
  PAUSE_MS,
  SHORT_WAIT_MS,
  WINDOW_REQUESTS_MAX,
  wentWell,
  windowAgain,
  windowOf,
} from './window.ts';

export const IN_FLIGHT_MAX = 50;
const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;
const PAUSE_MAX_MS = 65_000;
const STORM_PAUSE_MAX_MS = 10_000;
/** So many refusals in a row take two minutes. A request that was refused so often is given up. */
export const REFUSALS_MAX = 14;
/**
 * The first good answer makes room for so many, which begin one by one. A plan that allows ten in a minute then refuses
 * one of them only.
 */
const FIRST_ROOM = 12;
/** What an answer takes, where none has come yet (docs/scavio.md). */
const LATENCY_MS = 1_200;
/** How much of a new latency goes into the mean. */
const LATENCY_SHARE = 0.2;
/** After so many setbacks in one run, what went well within a minute before says nothing of the plan any more. */
const SETBACKS_MAX = 3;

/**
 * The pace to begin with: one request at first, later what was proven; once a day one more than that.
 * @param told requests that the account allows under way, where somebody has said so
 */
export function startPace(known: KnownPace | undefined, now: number, told?: number): PaceState {
  const base: KnownPace = known ?? { proven: 1 };
  const { proven, refused, triedAt = 0 } = base;
  const isTry = (refused !== undefined || base.window !== undefined) && now - triedAt >= DAY_MS;
  const tried = isTry ? { ...base, triedAt: now, ...doubted(base.window) } : base;
  const ceiling =
    refused === undefined ? IN_FLIGHT_MAX : Math.min(IN_FLIGHT_MAX, isTry ? proven + 1 : proven);
  return {
    known: tried,
    inFlight: told ?? Math.min(proven, ceiling),
    inFlightMax: told ?? Math.max(1, ceiling),
    runAt: now,
    pausedUntil: 0,
    refusals: 0,
    setbacks: 0,
    answered: 0,
    sent: [],
  };
}

/** The pace after one answer. */
export function nextPace(pace: PaceState, answer: AnsweredRequest): PaceState {
  const paused = afterHeaders(pace, answer);
  if (answer.status === 429) return afterRefusal(paused, answer);
  return answer.status < 400 ? afterGood(paused, answer) : paused;
}

/** The window that the headers give: at 0 nothing begins until it ends. */
function afterHeaders(pace: PaceState, { remaining, resetSeconds, at }: AnsweredRequest): PaceState {
  if (remaining !== 0 || resetSeconds === undefined) return pace;
  const until = Math.min(resetSeconds * SECOND_MS, at + PAUSE_MAX_MS);
  return { ...pace, pausedUntil: Math.max(pace.pausedUntil, until) };
}

/** Room for one more after each good answer, so that it doubles in a round, up to what is stated or was refused. */
function afterGood(pace: PaceState, { sentAt, at, underWay, remaining }: AnsweredRequest): PaceState {
  const { known, inFlight, inFlightMax, latencyMs = at - sentAt } = pace;
  const room = remaining === undefined ? inFlightMax : Math.max(1, Math.min(inFlightMax, remaining));
  const proven = Math.max(known.proven, Math.min(underWay, IN_FLIGHT_MAX));
  const refused = known.refused !== undefined && known.refused <= proven ? undefined : known.refused;
  const sent = [...pace.sent.filter((instant) => instant > at - MINUTE_MS), sentAt];
  const { refused: _, window, ...rest } = known;
  return {
    ...(pace.refusedAt === undefined || sentAt >= pace.refusedAt ? recovered(pace) : pace),
    known: {
      ...rest,
      proven,
      ...(refused !== undefined && { refused }),
      ...(window !== undefined && !isDisproved(window, sent, at) && { window }),
      inMinute: Math.max(known.inMinute ?? 0, Math.min(sent.length, WINDOW_REQUESTS_MAX + 1)),
    },
    inFlight: Math.min(room, Math.max(inFlight + 1, FIRST_ROOM)),
    sent,
    answered: pace.answered + 1,
    latencyMs: latencyMs + LATENCY_SHARE * (at - sentAt - latencyMs),
  };
}

/** Only what was sent after a refusal shows that it is over. */
function recovered({ before: _, ...pace }: PaceState): PaceState {
  return { ...pace, refusals: 0 };
}

/**
 * One wait for all. Requests that were under way when another was refused
 * say nothing new. A refusal of a request that was alone, or the second one in a row, is no limit on requests under way.
 */
function afterRefusal(pace: PaceState, answer: AnsweredRequest): PaceState {
  const { known, refusedAt, refusals, inFlight, inFlightMax } = pace;
  if (refusedAt !== undefined && answer.sentAt < refusedAt) return pace;
  const { at, underWay, retryAfterMs = PAUSE_MS } = answer;
  const wait = waitMs(retryAfterMs, refusals);
  const { before = { known, inFlightMax } } = pace;
  const refused = {
    ...pace,
    before,
    refusedAt: at,
    refusals: refusals + 1,
    setbacks: pace.setbacks + (refusals === 0 && underWay <= known.proven ? 1 : 0),
    pausedUntil: Math.max(pace.pausedUntil, at + wait),
  };
  const isAlone = underWay <= 1 || refusals > 0;
  const { window } = known;
  if (
    window !== undefined &&
    (isAlone || wentWell(window, pace.sent, at).length + underWay > window.requests)
  )
    return { ...refused, ...windowAgain(refused, window, answer) };
  if (isAlone) return { ...refused, ...before, ...windowOf(refused, answer) };
  // What has gone well before is refused in a storm, which says nothing of the limit.
  if (underWay <= known.proven) return refused;
  const level = Math.max(1, underWay - 1);
  return {
    ...refused,
    inFlight: Math.min(inFlight, level),
    inFlightMax: Math.min(inFlightMax, level),
    known: { ...known, proven: Math.min(known.proven, level), refused: underWay, triedAt: pace.runAt },
  };
}

/** Twice as long each time that it was not enough, up to ten seconds, so that little is lost after a storm; then for long. */
function waitMs(retryAfterMs: number, refusals: number): number {
  if (retryAfterMs > SHORT_WAIT_MS) return Math.min(retryAfterMs, PAUSE_MAX_MS);
  return refusals < REFUSALS_MAX ? Math.min(retryAfterMs * 2 ** refusals, STORM_PAUSE_MAX_MS) : PAUSE_MAX_MS;
}

/** Levels that plans allow (docs/scavio.md). Where nothing was refused, the highest of them is remembered: chance decides between two. */
const LEVELS = [50, 15, 10, 5, 2, 1];

/** How a run ended: the share of its time that it took, 1 where that did not suffice. */
export interface RunTime {
  readonly share: number;
}

/** Half of the requests in less than a quarter of the time: a run has time for far more. */
const REQUESTS_SHARE = 0.5;
const TIME_SHARE = 0.25;

/**
 * What fitted into the run, where its time did not suffice. A storm at its end, or a source that does not answer at all, says
 * nothing of that.
 */
function fittingInto(
  { known, answered, refusals, runAt }: PaceState,
  { share }: RunTime,
): KnownPace['perRun'] {
  if (share >= 1) return refusals > 0 || answered === 0 ? known.perRun : { requests: answered, at: runAt };
  const hasTime = share < TIME_SHARE && answered >= REQUESTS_SHARE * (known.perRun?.requests ?? 0);
  return hasTime ? undefined : known.perRun;
}

/** What to remember of a run's pace. */
export function rememberedPace(pace: PaceState, time: RunTime): KnownPace {
  const { known, setbacks } = pace;
  const { proven, refused, triedAt, window, inMinute } = known;
  const perRun = fittingInto(pace, time);
  return {
    proven: refused === undefined ? (LEVELS.find((level) => level <= proven) ?? 1) : proven,
    ...(refused !== undefined && { refused }),
    ...(triedAt !== undefined && { triedAt }),
    ...(window !== undefined && { window }),
    ...(perRun !== undefined && { perRun }),
    ...(inMinute !== undefined && setbacks < SETBACKS_MAX && { inMinute }),
  };
}

/** Requests that may be under way now. Where a window is known, no more than went well: one limit is found out at a time. */
export function roomOf({ known, inFlight, refusals }: PaceState): number {
  // After a second refusal one request tries whether it goes on.
  if (refusals > 1) return 1;
  return Math.max(1, known.window === undefined ? inFlight : Math.min(inFlight, known.proven));
}

/**
 * When the next request may begin, ms, where more would be under way than was ever proven, or after a refusal: those begin
 * apart, so that the answer to one can stop the others. As many as may be under way are spread over the time of an answer.
 */
export function unprovenFreeAt(
  { known, inFlight, latencyMs, refusals }: PaceState,
  underWay: number,
  begun: readonly number[],
): number {
  const last = begun.at(-1);
  const isProven = refusals === 0 && (underWay < known.proven || latencyMs === undefined);
  if (isProven || last === undefined) return 0;
  return last + (latencyMs ?? LATENCY_MS) / Math.max(inFlight, FIRST_ROOM);
}

/** Limits by the second or the minute that no header states: how refusals show them, and how they are kept. */
import type { AnsweredRequest, PaceState, Window } from './pace-state.ts';

const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
/** Where a refusal does not say how long to wait. */
export const PAUSE_MS = 1_000;
/** A refusal that asks for no more patience than this may be a limit by the second. */
export const SHORT_WAIT_MS = 2_000;
/** No plan allows more by the minute (docs/scavio.md): with more than this gone well, refusals are a storm. */
export const WINDOW_REQUESTS_MAX = 10;
/** A window is taken to last so much longer: requests do not arrive as evenly as they are sent. */
const WINDOW_SLACK = 1.01;

/** Once a day a window is taken to let one more through. */
export function doubted(window: Window | undefined): { readonly window?: Window } {
  return window === undefined ? {} : { window: { ...window, guess: true } };
}

/** What went well within the time of a window: when it was sent. */
export function wentWell({ ms }: Pick<Window, 'ms'>, sent: readonly number[], at: number): readonly number[] {
  return sent.filter((instant) => instant > at - ms);
}

/** More than it lets through went well: it was a storm, or the plan is a larger one now. */
export function isDisproved(window: Window, sent: readonly number[], at: number): boolean {
  return window.guess === true && wentWell(window, sent, at).length > window.requests;
}

/** The window that was met, by what went well in it. Where more has gone well, now or ever, it is a storm, and passes. */
export function windowOf(
  { before, known, sent, pausedUntil, refusals, runAt }: PaceState,
  { at, retryAfterMs = PAUSE_MS }: AnsweredRequest,
): Partial<Pick<PaceState, 'known' | 'pausedUntil'>> {
  // The second refusal came after a wait in which nothing was sent: that is no limit by the second.
  const ms = retryAfterMs <= SHORT_WAIT_MS && refusals === 1 ? SECOND_MS : MINUTE_MS;
  const within = wentWell({ ms }, sent, at);
  const [first] = within;
  const { inMinute = 0 } = known;
  if (first === undefined || within.length > WINDOW_REQUESTS_MAX) return {};
  if (ms === MINUTE_MS && within.length < inMinute) return {};
  const window: Window = { requests: within.length, ms, guess: true };
  return {
    known: { ...(before?.known ?? known), window, inMinute, triedAt: runAt },
    pausedUntil: Math.max(pausedUntil, first + ms),
  };
}

/**
 * A window that is known has refused. Where it was full, a guess is confirmed by that. Where nothing went well in its time, a
 * guess was wrong: it is a storm. Where fewer went well than it lets through, twice in a row, it is a smaller one.
 */
export function windowAgain(
  { known, sent, pausedUntil, refusals, runAt }: PaceState,
  window: Window,
  { at, underWay }: AnsweredRequest,
): Partial<Pick<PaceState, 'known' | 'pausedUntil'>> {
  const { requests, ms, guess } = window;
  const within = wentWell(window, sent, at);
  const [first] = within;
  const { window: _, ...others } = known;
  if (first === undefined) return guess === true ? { known: others } : {};
  const isFull = within.length + underWay > requests;
  const smaller: Window = { requests: within.length, ms, guess: true };
  const next = isFull ? { requests, ms } : refusals > 1 ? smaller : window;
  return {
    known: { ...known, window: next, triedAt: runAt },
    pausedUntil: Math.max(pausedUntil, first + ms),
  };
}

/** When the next request may begin by the window that is known, ms; `begun` are the latest beginnings, oldest first. */
export function windowFreeAt({ known: { window } }: PaceState, begun: readonly number[]): number {
  if (window === undefined) return 0;
  const first = begun.at(-(window.requests + (window.guess === true ? 1 : 0)));
  return first === undefined ? 0 : first + WINDOW_SLACK * window.ms;
}

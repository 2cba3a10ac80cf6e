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
  /** Requests that fitted into a run whose time did not suffice, and when that was, ms; absent while it did. */
  readonly perRun?: { readonly requests: number; readonly at: number };
  /** Most requests that went well within a minute, counted up to one more than a window may have. */
  readonly inMinute?: number;
}

export interface Window {
  readonly requests: number;
  readonly ms: number;
  /** Seen once only, or to be tried again: one more is let through, and what becomes of it decides. */
  readonly guess?: true;
}

/** What one answer says: its status and the limit's headers, and the instants of its request, ms. */
export interface AnsweredRequest {
  readonly status: number;
  readonly sentAt: number;
  readonly at: number;
  /** How many were under way when it was sent, itself included. */
  readonly underWay: number;
  /** Requests left in the current window (`X-RateLimit-Remaining`); absent when not given. */
  readonly remaining?: number;
  /** Unix seconds at which the window ends (`X-RateLimit-Reset`); absent when not given. */
  readonly resetSeconds?: number;
  /** How long to wait by `Retry-After`, ms; absent when not given. */
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
  /** When the last refused request was answered, ms. */
  readonly refusedAt?: number;
  /** Refusals one after the other, without a good answer between. */
  readonly refusals: number;
  /** What held before the first of them: where a second one follows, the first said nothing of a limit in flight. */
  readonly before?: Pick<PaceState, 'known' | 'inFlightMax'>;
  /** Good answers so far. */
  readonly answered: number;
  /** How often what had gone well before was refused in this run. */
  readonly setbacks: number;
  /** What a good answer took lately, ms; absent before the first. */
  readonly latencyMs?: number;
  /** When the requests that went well were sent, of the last minute, oldest first. */
  readonly sent: readonly number[];
}

/** Limits of an account, as Scavio's older (per minute) and newer (in flight) documentation give them. */
export interface RateLimits {
  readonly requestsPerMinute?: number;
  readonly requestsInFlight?: number;
  /** The form of `Retry-After`. Default `seconds`. */
  readonly retryAfter?: 'seconds' | 'http-date';
  /** What a refusal for requests in flight tells to wait. Default 1. */
  readonly inFlightRetrySeconds?: number;
}

/** Whether a request may be answered now. */
export type Admission =
  | { readonly kind: 'admitted'; readonly leave: () => void }
  | { readonly kind: 'refused'; readonly waitSeconds: number };

/** Counts requests against the limits of an account. Instants are wall-clock ms. */
export interface RateLimiter {
  /** Admits a request, to be left when it is answered (once counts), or says how many whole seconds it has to wait. */
  readonly enter: (instant: number) => Admission;
  /** The three X-RateLimit headers that stand on every answer, and `Retry-After` where there is a wait. */
  readonly headers: (instant: number, waitSeconds?: number) => { readonly [name: string]: string };
  readonly inFlightPeak: () => number;
}

const WINDOW_MS = 60_000;
/** What the headers say where no limit per minute is set. */
const UNLIMITED = 1_000_000;

/** A limiter with windows of one minute from the first request in each. */
export function createRateLimiter(limits: RateLimits): RateLimiter {
  const perMinute = limits.requestsPerMinute ?? UNLIMITED;
  const inFlightMax = limits.requestsInFlight ?? Number.POSITIVE_INFINITY;
  let windowEnd = Number.NEGATIVE_INFINITY;
  let admitted = 0;
  let inFlight = 0;
  let peak = 0;

  function turnWindow(instant: number): void {
    if (instant < windowEnd) return;
    windowEnd = instant + WINDOW_MS;
    admitted = 0;
  }

  return {
    enter: (instant) => {
      turnWindow(instant);
      if (limits.requestsPerMinute !== undefined && admitted >= perMinute) {
        return { kind: 'refused', waitSeconds: Math.ceil((windowEnd - instant) / 1000) };
      }
      if (inFlight >= inFlightMax) return { kind: 'refused', waitSeconds: limits.inFlightRetrySeconds ?? 1 };
      admitted += 1;
      inFlight += 1;
      peak = Math.max(peak, inFlight);
      let isInFlight = true;
      const leave = () => {
        if (isInFlight) inFlight -= 1;
        isInFlight = false;
      };
      return { kind: 'admitted', leave };
    },
    headers: (instant, waitSeconds) => {
      turnWindow(instant);
      return {
        'X-RateLimit-Limit': String(perMinute),
        'X-RateLimit-Remaining': String(Math.max(0, perMinute - admitted)),
        'X-RateLimit-Reset': String(Math.ceil(windowEnd / 1000)),
        ...(waitSeconds === undefined ? {} : { 'Retry-After': retryAfter(limits, instant, waitSeconds) }),
      };
    },
    inFlightPeak: () => peak,
  };
}

function retryAfter(limits: RateLimits, instant: number, waitSeconds: number): string {
  if (limits.retryAfter !== 'http-date') return String(waitSeconds);
  return new Date(instant + waitSeconds * 1000).toUTCString();
}

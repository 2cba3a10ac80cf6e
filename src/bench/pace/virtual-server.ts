import type { AnsweredRequest } from '../../sources/source/pace-state.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What a made-up server allows, and how fast it answers. */
export interface Limits {
  /** Requests under way at once; absent: any number. */
  readonly inFlight?: number;
  /** Requests that are let in within any stretch of `ms`. */
  readonly window?: { readonly requests: number; readonly ms: number };
  /** Whether the answers carry the headers of the window. */
  readonly headers?: 'given';
  /** Everything is refused between these instants, ms. */
  readonly storm?: readonly [number, number];
  readonly latencyMs: number;
}

export type ServerAnswer = Pick<AnsweredRequest, 'status' | 'remaining' | 'resetSeconds' | 'retryAfterMs'>;

export interface VirtualServer {
  ask(): Promise<ServerAnswer>;
  /** Requests that were answered with 429 so far, and most of them under way at once. */
  seen(): { readonly refused: number; readonly peak: number };
}

const REFUSAL_MS = 40;
const RETRY_AFTER_MS = 1_000;

/** A server that refuses at once what it does not allow, as Scavio's limits are written (docs/scavio.md). */
export function createVirtualServer(limits: Limits, clock: VirtualClock): VirtualServer {
  const { inFlight = Number.POSITIVE_INFINITY, window, storm = [0, 0], latencyMs } = limits;
  const [stormFrom, stormUntil] = storm;
  let letIn: readonly number[] = [];
  let [underWay, refused, peak] = [0, 0, 0];

  const inWindow = (): readonly number[] => {
    if (window !== undefined) letIn = letIn.filter((at) => at > clock.now() - window.ms);
    return letIn;
  };
  const isRefused = (): boolean => {
    const now = clock.now();
    if (now >= stormFrom && now < stormUntil) return true;
    return underWay > inFlight || (window !== undefined && inWindow().length >= window.requests);
  };
  const headers = (): ServerAnswer | undefined => {
    if (window === undefined || limits.headers === undefined) return undefined;
    const [first = clock.now()] = inWindow();
    const remaining = Math.max(0, window.requests - letIn.length);
    return { status: 200, remaining, resetSeconds: Math.ceil((first + window.ms) / 1_000) };
  };
  return {
    ask: async () => {
      underWay += 1;
      peak = Math.max(peak, underWay);
      const refuses = isRefused();
      if (!refuses) letIn = window === undefined ? [] : [...letIn, clock.now()];
      await clock.sleep(refuses ? REFUSAL_MS : latencyMs);
      underWay -= 1;
      if (!refuses) return { ...headers(), status: 200 };
      refused += 1;
      return { ...headers(), status: 429, retryAfterMs: RETRY_AFTER_MS };
    },
    seen: () => ({ refused, peak }),
  };
}

import type { KnownPace } from '../../src/sources/source/pace.ts';
import { createRequestPace, type PaceClock } from '../../src/sources/source/rate-limit.ts';

/** What a made-up server allows. */
export interface Limits {
  readonly inFlight?: number;
  readonly window?: { readonly requests: number; readonly ms: number };
  /** Whether the answers carry the headers of the window. */
  readonly headers?: 'told';
  /** Everything is refused between these instants, ms. */
  readonly storm?: readonly [number, number];
  readonly latencyMs: number;
}

export interface PacedRun {
  readonly ms: number;
  readonly refused: number;
  readonly peak: number;
  readonly done: number;
  readonly known: KnownPace;
}

/** So many requests at the product's own pace, against a made-up server on a clock that does not wait. */
export async function pacedRun(
  requests: number,
  limits: Limits,
  known?: KnownPace,
  runAt = 0,
): Promise<PacedRun> {
  const clock = virtualClock();
  const pace = createRequestPace({ runAt, clock, ...(known !== undefined && { known }) });
  const sleep = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
  const accepted: number[] = [];
  let [underWay, refused, peak, done] = [0, 0, 0, 0];

  const once = async (): Promise<boolean> => {
    const sent = pace.begin();
    underWay += 1;
    peak = Math.max(peak, underWay);
    const inWindow =
      limits.window === undefined
        ? 0
        : accepted.filter((at) => at > clock.now() - (limits.window?.ms ?? 0)).length;
    const isStorm =
      limits.storm !== undefined && clock.now() >= limits.storm[0] && clock.now() < limits.storm[1];
    const isRefused =
      isStorm ||
      underWay > (limits.inFlight ?? 1e9) ||
      (limits.window !== undefined && inWindow >= limits.window.requests);
    if (!isRefused) accepted.push(clock.now());
    await sleep(isRefused ? 40 : limits.latencyMs);
    underWay -= 1;
    const { window } = limits;
    const left =
      window === undefined
        ? 0
        : Math.max(0, window.requests - accepted.filter((at) => at > clock.now() - window.ms).length);
    const first =
      window === undefined ? 0 : (accepted.find((at) => at > clock.now() - window.ms) ?? clock.now());
    pace.observe({
      status: isRefused ? 429 : 200,
      ...sent,
      ...(isRefused && { retryAfterMs: 1_000 }),
      ...(limits.headers &&
        window !== undefined && { remaining: left, resetSeconds: Math.ceil((first + window.ms) / 1_000) }),
    });
    if (isRefused) refused += 1;
    return !isRefused;
  };
  const all = Array.from({ length: requests }, async () => {
    let priority = 0;
    while (!(await pace.run(once, priority))) priority = 1;
    done += 1;
  });
  await clock.runUntil(Promise.all(all));
  pace.end();
  return { ms: clock.now(), refused, peak, done, known: pace.known() };
}

function virtualClock(): PaceClock & { runUntil(done: Promise<unknown>): Promise<void> } {
  let now = 0;
  let timers: readonly { readonly at: number; readonly act: () => void }[] = [];
  return {
    now: () => now,
    after: (milliseconds, act) => {
      const timer = { at: now + Math.max(0, milliseconds), act };
      timers = [...timers, timer];
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    runUntil: async (done) => {
      let isDone = false;
      void done.then(() => {
        isDone = true;
      });
      while (!isDone) {
        // Everything that was promised meanwhile comes first.
        await new Promise<void>((resolve) => setImmediate(resolve));
        const [next] = timers.toSorted((a, b) => a.at - b.at);
        if (isDone || next === undefined) continue;
        timers = timers.filter((one) => one !== next);
        now = Math.max(now, next.at);
        next.act();
      }
    },
  };
}

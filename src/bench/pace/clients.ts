import PQueue from 'p-queue';
import { HttpProblem } from '../../http/problem.ts';
import { askInTurn, NUMBERS_PRIORITY, VIDEOS_PRIORITY } from '../../sources/scavio/in-turn.ts';
import type { KnownPace } from '../../sources/source/pace-state.ts';
import { createRequestPace } from '../../sources/source/rate-limit.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
import { createVirtualServer, type Limits, type ServerAnswer, type VirtualServer } from './virtual-server.ts';

/** One run over hashtags, two calls each. */
export interface PacedRun {
  readonly ms: number;
  readonly refused: number;
  readonly peak: number;
  /** Names of the hashtags whose numbers have come, and of those whose videos have. */
  readonly numbers: ReadonlySet<string>;
  readonly videos: ReadonlySet<string>;
  /** What was found out of the pace; absent for a client that finds out nothing. */
  readonly known?: KnownPace;
}

export interface RunOptions {
  /** In the order in which they are asked for. */
  readonly hashtags: readonly string[];
  /** Those of them whose videos are asked for; absent: all. */
  readonly listed?: ReadonlySet<string>;
  readonly limits: Limits;
  /** In a first run the videos wait for the id, which comes with the numbers. */
  readonly run: 'first' | 'hourly';
  readonly known?: KnownPace;
  /** The instant of the run, ms. */
  readonly runAt?: number;
  /** No call begins later than this, ms after the start. */
  readonly boxMs?: number;
}

export type Client = (options: RunOptions) => Promise<PacedRun>;

/** Longer than any run of the bench. */
const BOX_MS = 86_400_000;

/** The product's own pace, its order of calls and its way with refusals. */
export const productRun: Client = async (options) => {
  const { limits, known, runAt = 0, boxMs = BOX_MS } = options;
  const clock = createVirtualClock();
  const server = createVirtualServer(limits, clock);
  const pace = createRequestPace({ runAt, clock, ...(known !== undefined && { known }) });
  const request = async (): Promise<void> => {
    const sent = pace.begin();
    const answer = await server.ask();
    pace.observe({ ...answer, ...sent });
    if (answer.status === 429) throw new HttpProblem('too fast', 429);
  };
  const call = (priority: number): Promise<boolean> => went(askInTurn(pace, request, priority));
  const calls = asCalls(
    options,
    () => call(NUMBERS_PRIORITY),
    () => call(VIDEOS_PRIORITY),
  );
  clock.after(boxMs, () => pace.stop(new HttpProblem('out of time')));
  await clock.runUntil(calls.done);
  pace.end();
  const ms = clock.now();
  return { ...calls.answered, ...server.seen(), ms, known: pace.known({ share: Math.min(1, ms / boxMs) }) };
};

/**
 * The rule of before: 2 to 15 in flight, half after a refusal; each request waits and tries again in its place. Where the
 * headers say that nothing is left, all wait until their window ends.
 */
export const halvingRun: Client = async (options) => {
  const clock = createVirtualClock();
  const server = createVirtualServer(options.limits, clock);
  const queue = new PQueue({ concurrency: 2 });
  let [isProbing, good] = [true, 0];
  const observe = ({ status, remaining, resetSeconds = 0 }: ServerAnswer): void => {
    const { concurrency } = queue;
    good = status === 429 ? 0 : good + 1;
    if (status === 429) [isProbing, queue.concurrency] = [false, Math.max(1, Math.floor(concurrency / 2))];
    else if (isProbing || good >= 4 * concurrency) {
      queue.concurrency = Math.max(1, Math.min(15, remaining ?? 15, concurrency + 1));
      good = 0;
    }
    if (remaining !== 0) return;
    queue.pause();
    clock.after(1_000 * resetSeconds - clock.now(), () => queue.start());
  };
  return queuedRun(options, queue, persistent(server, clock, observe), server, clock);
};

/** A plain loop: one call after the other, each tried again after a refusal. */
export const loopRun: Client = async (options) => {
  const clock = createVirtualClock();
  const server = createVirtualServer(options.limits, clock);
  const request = persistent(server, clock, () => undefined);
  return queuedRun(options, new PQueue({ concurrency: 1 }), request, server, clock);
};

async function queuedRun(
  options: RunOptions,
  queue: PQueue,
  request: () => Promise<boolean>,
  server: VirtualServer,
  clock: VirtualClock,
): Promise<PacedRun> {
  const inQueue = (): Promise<boolean> => queue.add(request);
  const calls = asCalls(options, inQueue, inQueue);
  await clock.runUntil(calls.done);
  return { ...calls.answered, ...server.seen(), ms: clock.now() };
}

const TRIES_MAX = 6;

/** A request that waits as long as it is asked to and tries again, so many times. */
function persistent(
  server: VirtualServer,
  clock: VirtualClock,
  observe: (answer: ServerAnswer) => void,
): () => Promise<boolean> {
  return async () => {
    for (let tries = 1; ; tries += 1) {
      const answer = await server.ask();
      observe(answer);
      if (answer.status !== 429 || tries === TRIES_MAX) return answer.status !== 429;
      await clock.sleep(answer.retryAfterMs ?? 0);
    }
  };
}

/** The two calls of each hashtag, as a run makes them. */
function asCalls(
  { hashtags, listed = new Set(hashtags), run }: RunOptions,
  askNumbers: () => Promise<boolean>,
  askVideos: () => Promise<boolean>,
): { readonly done: Promise<unknown>; readonly answered: Pick<PacedRun, 'numbers' | 'videos'> } {
  const answered = { numbers: new Set<string>(), videos: new Set<string>() };
  const done = Promise.all(
    hashtags.map(async (hashtag) => {
      const list = async (): Promise<void> => {
        if (listed.has(hashtag) && (await askVideos())) answered.videos.add(hashtag);
      };
      const early = run === 'hourly' ? list() : undefined;
      const isRead = await askNumbers();
      if (isRead) answered.numbers.add(hashtag);
      await (early ?? (isRead ? list() : undefined));
    }),
  );
  return { done, answered };
}

async function went(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof HttpProblem) return false;
    throw error;
  }
}

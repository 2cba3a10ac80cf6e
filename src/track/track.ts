import { planSampling } from '../core/budget.ts';
import { type Delivery, type Settlement, settle } from '../core/outbox.ts';
import { settlementEvents } from '../core/receipts.ts';
import { commitMessage, receiptsMessage } from '../core/report/commit.ts';
import type { RunReport } from '../core/report/report.ts';
import { judgeRun, type RunOutcome } from '../core/run.ts';
import type { State } from '../core/state.ts';
import type { Watchlist } from '../core/watchlist.ts';
import type { Repository } from '../git/repository.ts';
import type { Sink } from '../sinks/sink.ts';
import type { Sampling, Source } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import { deliver } from './deliver.ts';
import { record } from './record.ts';

/** Everything a run touches. */
export interface Run {
  /** Instant of the run, ms, whole seconds. */
  readonly now: number;
  readonly watchlist: Watchlist;
  /** One hashtag of the watchlist, or the whole of it. */
  readonly only?: string;
  readonly source: Source;
  readonly store: Store;
  /** `dry-run` keeps and sends nothing; `write` keeps files only; `push` commits, pushes and then sends. */
  readonly mode: 'dry-run' | 'write' | 'push';
  readonly repository?: Repository;
  readonly sinks: ReadonlyMap<string, Sink>;
}

/**
 * The line of flow, watchlist → sample → detect → record → alert, whose report the caller publishes. The order is the
 * promise: what is owed is recorded and pushed before anything is sent.
 * @throws {UnreadableDataError} {PushError}
 */
export async function track(run: Run): Promise<RunReport> {
  const before = await run.store.readState();
  const sampling = await sample(run, before);
  if (run.mode === 'dry-run') return report(run, sampling, judge(run, sampling, before));
  const outcome = await recordOutcome(run, sampling, before);
  if (run.mode === 'write') return report(run, sampling, outcome);
  const deliveries = await deliver(outcome.claimed, run.sinks);
  const settlement = await recordReceipts(run, deliveries);
  return report(run, sampling, outcome, settlement);
}

async function sample({ watchlist, only, source, now }: Run, state: State): Promise<Sampling> {
  const wanted = watchlist.watches.filter(({ hashtag }) => only === undefined || hashtag === only);
  const plan = planSampling(watchlist, wanted, state, now);
  const targets = plan.watches.map(({ hashtag }) => {
    const id = state.hashtags.get(hashtag)?.id;
    return { hashtag, ...(id !== undefined && { id }) };
  });
  const sampling = await source.sample(targets);
  return { ...sampling, failures: [...sampling.failures, ...plan.failures] };
}

function judge(
  { now, watchlist, only }: Run,
  { samples, failures, credits }: Sampling,
  state: State,
): RunOutcome {
  const scope = only === undefined ? 'all' : 'some';
  return judgeRun(state, { now, watchlist, scope, samples, failures, credits });
}

/** Records what the samples say. On top of whichever state is upstream by then: that is where the judging happens. */
async function recordOutcome(run: Run, sampling: Sampling, before: State): Promise<RunOutcome> {
  if (sampling.samples.length === 0 && before.outbox.length === 0) return judge(run, sampling, before);
  return record(run.store, run.repository, (state) => {
    const outcome = judge(run, sampling, state);
    return { ...outcome, message: commitMessage(run.now, outcome, sampling.failures) };
  });
}

async function recordReceipts(run: Run, deliveries: readonly Delivery[]): Promise<Settlement | undefined> {
  if (deliveries.length === 0) return undefined;
  const { settlement } = await record(run.store, run.repository, (state) => {
    const settled = settle(state.outbox, deliveries, run.now);
    return {
      settlement: settled,
      state: { ...state, outbox: settled.outbox },
      readings: [],
      events: settlementEvents(settled, run.now),
      message: receiptsMessage(run.now, settled.delivered.length, settled.outbox.length),
    };
  });
  return settlement;
}

function report(
  { now, mode, watchlist }: Run,
  { failures, credits, stopped }: Sampling,
  { judgements, alerts, state, movedBars }: RunOutcome,
  settlement?: Settlement,
): RunReport {
  const reached = { push: 'pushed', write: 'written', 'dry-run': 'dry-run' } as const;
  return {
    at: now,
    mode: reached[mode],
    timezone: watchlist.timezone,
    judgements,
    failures,
    alerts,
    ...(settlement !== undefined && { settlement }),
    owed: (settlement ?? state).outbox.length,
    credits,
    movedBars,
    ...(stopped !== undefined && { stopped }),
    warnings: [],
  };
}

import { type Delivery, type Settlement, settle } from '../alerts/outbox.ts';
import { settlementEvents } from '../alerts/receipts.ts';
import { isWeekDue, type WeekRecords } from '../alerts/weekly-digest.ts';
import type { OpenIssueReport, Sink } from '../channels/channel/sink.ts';
import { POSTS_LOOK_BACK_MS } from '../detector/posts.ts';
import type { ProposalIssues } from '../discovery/proposals.ts';
import type { Repository } from '../git/repository.ts';
import { rememberDeliveries } from '../health/remember.ts';
import type { Reading } from '../readings/reading.ts';
import type { Sampling, Source } from '../sources/source/source.ts';
import { creditsUsed } from '../state/credits.ts';
import { aheadWarnings } from '../state/future-readings.ts';
import type { State } from '../state/state.ts';
import type { Store } from '../store/store.ts';
import { UnreadableDataError } from '../store/unreadable.ts';
import { DAY_MS } from '../text/time.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { commitMessage, receiptsMessage } from './commit-message.ts';
import { openProposals, type ReadProposals, readProposals } from './discovery-issues.ts';
import { judgeRun, type RunOutcome } from './judge-run.ts';
import { forecastMonth } from './month-forecast.ts';
import { notifyUnreadable } from './notify-unreadable.ts';
import { closeOrphans, readOpenIssues, refreshOpenIssues } from './open-issues.ts';
import { planSampling, type SamplingPlan } from './plan.ts';
import { type Record, record } from './record.ts';
import type { RunReport } from './report.ts';
import { send } from './send.ts';

/** Everything a run touches. */
export interface Run {
  /** Instant of the run, ms, whole seconds. */
  readonly now: number;
  readonly watchlist: Watchlist;
  /** One hashtag of the watchlist, or the whole of it. */
  readonly only?: string;
  readonly source: Source;
  /** Throws where what was sampled elsewhere does not belong to this state; absent: it is sampled for the state at hand. */
  readonly accept?: (state: State) => void;
  readonly store: Store;
  /** `dry-run` keeps and sends nothing; `write` keeps files only; `push` commits, pushes and then sends. */
  readonly mode: 'dry-run' | 'write' | 'push';
  readonly repository?: Repository;
  /** Lets so many ms go by before a refused push is made again; absent: on the clock of the machine. */
  readonly pause?: (ms: number) => Promise<unknown>;
  readonly sinks: ReadonlyMap<string, Sink>;
  /** Where discoveries get issues; absent: they get none. */
  readonly proposals?: ProposalIssues;
}

/**
 * The line of flow, watchlist → sample → detect → record → alert, whose report the caller publishes. The order is the
 * promise: what is owed is recorded and pushed before anything is sent.
 * @throws {UnreadableDataError} {PushError}
 */
export async function track(run: Run): Promise<RunReport> {
  try {
    return await goThrough(run);
  } catch (error) {
    const { mode, only, repository } = run;
    const tells = mode === 'push' && only === undefined && repository !== undefined;
    if (error instanceof UnreadableDataError && tells) await notifyUnreadable({ ...run, repository }, error);
    throw error;
  }
}

async function goThrough(run: Run): Promise<RunReport> {
  const before = await run.store.readState();
  run.accept?.(before);
  const news = await gather(run, before);
  if (run.mode === 'dry-run') return report(run, news, judge(run, news, before));
  const outcome = await record(run, before, (state) => recordOf(run, news, state));
  if (run.mode === 'write') return report(run, news, outcome);
  const settlement = await sendClaimed(run, outcome);
  const warnings = [
    ...(await refreshOpenIssues(outcome, run.watchlist, run.sinks)),
    ...(await closeOrphans(
      { ...outcome.state, outbox: settlement?.outbox ?? outcome.state.outbox },
      run.sinks,
      { before, now: run.now },
    )),
    ...(await openProposals(run.proposals, outcome.state.discovery, news.proposals.issues, run)),
  ];
  return report(run, news, outcome, { warnings, ...(settlement !== undefined && { settlement }) });
}

/** What a run learns before it judges. */
interface News {
  readonly sampling: Sampling;
  readonly plan: Pick<SamplingPlan, 'intervals' | 'creditsPerHour'>;
  readonly openIssues: OpenIssueReport;
  readonly proposals: ReadProposals;
  /** Whether no run before had read anything. */
  readonly isFirst: boolean;
  readonly week?: WeekRecords;
  /** For the rule on new videos. */
  readonly recent?: ReadonlyMap<string, readonly Reading[]>;
}

async function gather(run: Run, before: State): Promise<News> {
  const { now, mode, only, sinks, store, watchlist } = run;
  const openIssues =
    mode === 'push' ? await readOpenIssues(before, watchlist, sinks) : { statuses: [], warnings: [] };
  const asked = mode === 'push' ? run.proposals : undefined;
  const proposals = await readProposals(asked, before.discovery, now);
  const sampled = { ...(await sample(run, before)), ...(await readRecent(run)) };
  const isFirst = before.at === undefined;
  if (only !== undefined || before.weekAt === undefined || !isWeekDue(watchlist, before, now))
    return { ...sampled, openIssues, proposals, isFirst };
  return { ...sampled, openIssues, proposals, isFirst, week: await store.readRecords(before.weekAt) };
}

/** The readings that the rule on new videos looks back on. */
async function readRecent({ watchlist, store, now }: Run): Promise<Pick<News, 'recent'>> {
  const asked = watchlist.watches.flatMap(({ posts, hashtag }) => (posts === undefined ? [] : [hashtag]));
  if (asked.length === 0) return {};
  return { recent: await store.readReadings(new Set(asked), now - POSTS_LOOK_BACK_MS) };
}

async function sample(
  { watchlist, only, source, now }: Run,
  state: State,
): Promise<Pick<News, 'sampling' | 'plan'>> {
  const plan = planSampling({ watchlist, state, now, ...(only !== undefined && { only }) });
  const { targets, creditsMax, failures } = plan;
  const { pace } = state;
  const sampling = await source.sample(targets, {
    ...(creditsMax !== undefined && { creditsMax }),
    ...(pace !== undefined && { pace }),
  });
  return { sampling: { ...sampling, failures: [...sampling.failures, ...failures] }, plan };
}

function judge(
  { now, watchlist, only, mode, sinks }: Run,
  {
    sampling: { samples, failures, credits, pace, stopped },
    openIssues: { statuses },
    proposals,
    week,
    recent,
  }: News,
  state: State,
): RunOutcome {
  const scope = only === undefined ? 'all' : 'some';
  const learnt = {
    statuses,
    proposals: proposals.issues,
    ...(pace !== undefined && { pace }),
    ...(mode === 'push' && { problems: problemsOf(sinks) }),
    ...(stopped !== undefined && { stopped }),
    ...(week !== undefined && { week }),
    ...(recent !== undefined && { recent }),
  };
  return judgeRun(state, { now, watchlist, scope, samples, failures, credits, ...learnt });
}

function problemsOf(sinks: Run['sinks']): ReadonlyMap<string, string> {
  return new Map(
    [...sinks].flatMap(([name, { problem }]) => (problem === undefined ? [] : [[name, problem] as const])),
  );
}

/** What to record of a run, on top of whichever state is upstream by then: that is where the judging happens. */
function recordOf(run: Run, news: News, state: State): RunOutcome & Record {
  const outcome = judge(run, news, state);
  return {
    ...outcome,
    ...endGrowth(run, state),
    state: { ...outcome.state, ...rolledUntil(run, state) },
    message: commitMessage(run.now, outcome, news.sampling.failures),
  };
}

/** The start of the day until which hours are rolled up, ms; absent where all hours are kept. */
function rolledUntil(
  { now, watchlist: { keepHoursDays } }: Run,
  { rolledUntil: before = 0 }: State,
): Pick<State, 'rolledUntil'> {
  if (keepHoursDays === undefined) return before === 0 ? {} : { rolledUntil: before };
  return { rolledUntil: Math.max(before, Math.floor(now / DAY_MS - keepHoursDays) * DAY_MS) };
}

/** Old hours are rolled up, and what is older than anybody wants goes: by the first run of each UTC day. */
function endGrowth(run: Run, state: State): Pick<Record, 'rollUp' | 'keepFrom'> {
  const { now, watchlist } = run;
  const { rolledUntil: from } = state;
  const { rolledUntil: until } = rolledUntil(run, state);
  const isFirst = Math.floor((state.at ?? 0) / DAY_MS) !== Math.floor(now / DAY_MS);
  return {
    ...(until !== undefined && until !== from && { rollUp: { until, ...(from !== undefined && { from }) } }),
    ...(isFirst && watchlist.keepDays !== undefined && { keepFrom: now - watchlist.keepDays * DAY_MS }),
  };
}

/** Sends what was claimed, and records the receipts as they come. */
async function sendClaimed(run: Run, { claimed, state }: RunOutcome): Promise<Settlement | undefined> {
  let before = state;
  let all: Settlement | undefined;
  await send(claimed, run.sinks, async (deliveries) => {
    const made = await record(run, before, (upstream) => receiptsOf(run, upstream, deliveries));
    before = made.state;
    all = all === undefined ? made.settlement : together(all, made.settlement);
  });
  return all;
}

function receiptsOf(
  { now }: Run,
  state: State,
  deliveries: readonly Delivery[],
): Record & { readonly settlement: Settlement } {
  const settlement = settle(state.outbox, deliveries, now);
  return {
    settlement,
    state: {
      ...state,
      outbox: settlement.outbox,
      health: rememberDeliveries(state.health, settlement, now),
    },
    readings: [],
    events: settlementEvents(settlement, now),
    message: receiptsMessage(now, settlement.delivered.length, settlement.outbox.length),
  };
}

function together(first: Settlement, second: Settlement): Settlement {
  return {
    outbox: second.outbox,
    delivered: [...first.delivered, ...second.delivered],
    postponed: [...first.postponed, ...second.postponed],
    undelivered: [...first.undelivered, ...second.undelivered],
  };
}

function report(
  { now, mode, watchlist }: Run,
  { sampling: { failures, credits, stopped }, plan, openIssues, proposals, isFirst }: News,
  { judgements, alerts, state, movedThresholds }: RunOutcome,
  sent: { readonly settlement?: Settlement; readonly warnings: readonly string[] } = { warnings: [] },
): RunReport {
  const { settlement, warnings } = sent;
  const { outbox } = settlement ?? state;
  const reached = { push: 'pushed', write: 'written', 'dry-run': 'dry-run' } as const;
  return {
    at: now,
    mode: reached[mode],
    timezone: watchlist.timezone,
    ...(isFirst && { isFirst }),
    judgements,
    intervals: plan.intervals,
    month: forecastMonth({
      now,
      used: creditsUsed(state.credits, now),
      creditsPerHour: plan.creditsPerHour,
      budget: watchlist.budgetCreditsPerMonth,
      price: watchlist.creditPrice,
    }),
    failures,
    alerts,
    ...(settlement !== undefined && { settlement }),
    owed: outbox.length,
    held: outbox.filter(({ hold }) => hold !== undefined).length,
    credits,
    movedThresholds,
    ...(stopped !== undefined && { stopped }),
    warnings: [...aheadWarnings(judgements), ...openIssues.warnings, ...proposals.warnings, ...warnings],
  };
}

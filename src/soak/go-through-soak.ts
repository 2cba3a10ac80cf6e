import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandFailure } from '../failure.ts';
import { PushError } from '../git/repository.ts';
import { track } from '../run/run.ts';
import { openStore } from '../store/store.ts';
import { UnwritableDataError } from '../store/unreadable.ts';
import { isoUtc } from '../text/time.ts';
import { tipOf } from './branch.ts';
import { deathAt, Killed } from './death.ts';
import { ALWAYS, AT_THE_END, FAILS_FOR_CAUSE, READABLE } from './laws.ts';
import { openStage } from './open-stage.ts';
import { actAs } from './person.ts';
import type { RunPlan, SoakPlan } from './plan.ts';
import { soakDisk, soakSinks, soakSource } from './ports.ts';
import { openClone, prepareClone, type SoakClone, soakRepository } from './remote.ts';
import type { RunContext, RunTrace, Stage } from './stage.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { checkOut, strayFiles } from './work-tree.ts';

/** A promise that did not hold. */
export interface Violation {
  /** Instant of the run after which it was seen. */
  readonly at: string;
  readonly law: string;
  readonly what: string;
}

/** What became of one seed. */
export interface Soaked {
  readonly violations: readonly Violation[];
  readonly runs: number;
  readonly killed: number;
  readonly episodes: number;
  readonly messages: number;
}

/** What a run is given; a test puts a broken one in the place of any, to see that the laws find it. */
export interface SoakPorts {
  readonly repository: typeof soakRepository;
  readonly disk: typeof soakDisk;
  readonly sinks: typeof soakSinks;
  readonly source: typeof soakSource;
}

const PORTS: SoakPorts = { repository: soakRepository, disk: soakDisk, sinks: soakSinks, source: soakSource };

/**
 * Goes through the runs of a plan, and asks after each whether every promise holds. It ends at the first that does not.
 * Real are the judging, the store on a real disk, and the sinks against servers on loopback; git is in memory.
 */
export async function goThroughSoak(plan: SoakPlan, ports: Partial<SoakPorts> = {}): Promise<Soaked> {
  const folder = await mkdtemp(join(await temporaryFolder(), 'hashtag-radar-soak-'));
  const { stage, close } = await openStage(plan);
  const clones = ['staying', 'fresh', 'other'].map((name) => openClone(join(folder, name)));
  const [staying, fresh, other] = clones as [SoakClone, SoakClone, SoakClone];
  const runner = { stage, clones: { staying, fresh, other }, ports: { ...PORTS, ...ports } };
  try {
    for (const run of plan.runs) {
      const failure = await runOnce(runner, run);
      const broken =
        failure === undefined
          ? brokenLaws(stage, run === plan.runs.at(-1) ? { ...ALWAYS, ...AT_THE_END } : ALWAYS)
          : [[FAILS_FOR_CAUSE, failure]];
      const violations = broken.map(([law = '', what = '']) => ({ at: isoUtc(run.at), law, what }));
      if (violations.length > 0) return { violations, ...countsOf(stage) };
    }
    assert.deepEqual(
      clones.flatMap(({ workTree }) => strayFiles(workTree)),
      [],
    );
    return { violations: [], ...countsOf(stage) };
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

function brokenLaws(stage: Stage, laws: typeof ALWAYS): readonly (readonly string[])[] {
  const read = stage.read(tipOf(stage.remote));
  if (read.kind === 'unreadable') return [[READABLE, read.what]];
  return Object.entries(laws).flatMap(([law, check]) =>
    check(stage, read.records).map((what) => [law, what]),
  );
}

function countsOf({ arrived, github, traces }: Stage): Omit<Soaked, 'violations'> {
  return {
    runs: traces.length,
    killed: traces.filter(({ ended }) => ended === 'killed').length,
    episodes: github.issues().length,
    messages: arrived.size,
  };
}

interface Runner {
  readonly stage: Stage;
  readonly clones: Readonly<Record<RunPlan['clone'], SoakClone>>;
  readonly ports: SoakPorts;
}

/** @returns why it failed, where nothing was done to it that it could fail for */
async function runOnce(runner: Runner, plan: RunPlan): Promise<string | undefined> {
  const { stage, clones } = runner;
  stage.clock.now = plan.at;
  if (plan.person !== undefined) actAs(plan.person, stage);
  const trace: RunTrace = { at: plan.at, epoch: stage.takenBack, credits: 0, asked: 0 };
  stage.traces.push(trace);
  let failedBeside: string | undefined;
  const others: RunContext['others'] = async (fault) => {
    if (fault === 'overtaken') return actAs('pushes notes', stage);
    if (fault === 'rewritten') return actAs('rewrites history', stage);
    failedBeside = await runOnce(runner, { at: plan.at, clone: 'other', pushes: [], failing: plan.failing });
  };
  const clone = clones[plan.clone];
  const { workTree } = clone;
  try {
    await run({ stage, plan, trace, workTree, others, death: deathAt(plan.dies) }, clone, runner.ports);
    trace.ended = 'through';
    return failedBeside;
  } catch (error) {
    trace.ended = error instanceof Killed ? 'killed' : 'stopped';
    return isExpected(error) ? failedBeside : error instanceof Error ? error.stack : String(error);
  }
}

async function run(context: RunContext, clone: SoakClone, ports: SoakPorts): Promise<void> {
  const { stage, plan, workTree } = context;
  if (plan.clone !== 'staying') {
    clone.head = tipOf(stage.remote);
    clone.base = clone.head;
    checkOut(clone.workTree, clone.head);
  }
  const store = openStore(join(workTree.folder, 'data'), ports.disk(context));
  const repository = ports.repository(clone, context);
  await store.recover(repository);
  prepareClone(clone, stage.remote);
  const source = ports.source(context);
  const sinks = await ports.sinks(context);
  const { watchlist } = stage;
  const pause = () => Promise.resolve();
  await track({ now: plan.at, watchlist, source, store, mode: 'push', repository, pause, sinks });
}

/** What a run may end with, since its plan has it done to it. */
function isExpected(error: unknown): boolean {
  return (
    error instanceof Killed ||
    error instanceof PushError ||
    error instanceof UnwritableDataError ||
    error instanceof CommandFailure
  );
}

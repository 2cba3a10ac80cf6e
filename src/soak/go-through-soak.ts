import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandFailure } from '../failure.ts';
import { PushError } from '../git/repository.ts';
import { track } from '../run/run.ts';
import { openStore } from '../store/store.ts';
import { UnwritableDataError } from '../store/unreadable.ts';
import { isoUtc } from '../text/time.ts';
import { deathAt, Killed } from './death.ts';
import { ALWAYS, AT_THE_END } from './laws.ts';
import { openStage } from './open-stage.ts';
import { actAs } from './person.ts';
import type { RunPlan, SoakPlan } from './plan.ts';
import { soakDisk, soakSinks, soakSource } from './ports.ts';
import { checkOut, prepareClone, type SoakClone, soakRepository, tipOf } from './remote.ts';
import type { Stage } from './stage.ts';

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
  const folder = await mkdtemp(join(tmpdir(), 'hashtag-radar-soak-'));
  const { stage, close } = await openStage(plan);
  const staying: SoakClone = { folder: join(folder, 'staying'), head: new Map(), base: new Map() };
  await mkdir(staying.folder);
  const runner = { plan, stage, folder, staying, ports: { ...PORTS, ...ports } };
  let killed = 0;
  let runs = 0;
  try {
    for (const run of plan.runs) {
      runs += 1;
      const ended = await runOnce(runner, run);
      if (ended.kind === 'killed') killed += 1;
      const laws = run === plan.runs.at(-1) ? { ...ALWAYS, ...AT_THE_END } : ALWAYS;
      const broken = [
        ...(ended.kind === 'failed'
          ? [['a run fails only for what was done to it', ended.why] as const]
          : []),
        ...brokenLaws(stage, laws),
      ];
      const violations = broken.map(([law, what]) => ({ at: isoUtc(run.at), law, what }));
      if (violations.length > 0) return { violations, runs, killed, ...countsOf(stage) };
    }
    return { violations: [], runs, killed, ...countsOf(stage) };
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

function brokenLaws(stage: Stage, laws: typeof ALWAYS): readonly (readonly [string, string])[] {
  return Object.entries(laws).flatMap(([law, check]) => check(stage).map((what) => [law, what] as const));
}

function countsOf({ arrived, github }: Stage): Pick<Soaked, 'episodes' | 'messages'> {
  return { episodes: github.issues().length, messages: arrived.size };
}

interface Runner {
  readonly plan: SoakPlan;
  readonly stage: Stage;
  readonly folder: string;
  readonly staying: SoakClone;
  readonly ports: SoakPorts;
}

type Ended = { readonly kind: 'through' | 'killed' } | { readonly kind: 'failed'; readonly why: string };

async function runOnce(runner: Runner, run: RunPlan): Promise<Ended> {
  const { stage, folder, staying, ports } = runner;
  stage.clock.now = run.at;
  if (run.person !== undefined) actAs(run.person, stage);
  const death = deathAt(run.dies);
  const tip = tipOf(stage.remote);
  const clone =
    run.clone === 'staying' ? staying : { folder: join(folder, `fresh-${run.at}`), head: tip, base: tip };
  const data = join(clone.folder, 'data');
  const others = async (fault: string): Promise<void> => {
    if (fault === 'overtaken') return actAs('pushes notes', stage);
    const { dies: _, disk: __, person: ___, ...calm } = run;
    const other = { ...calm, pushes: [], clone: 'fresh' as const };
    await runOnce({ ...runner, folder: join(folder, 'other') }, other);
  };
  try {
    if (run.clone === 'fresh') await checkOut(clone.folder, tip);
    const store = openStore(data, ports.disk(death, run));
    const repository = ports.repository(clone, stage.remote, { death, faults: run.pushes, others });
    await store.recover(repository);
    await prepareClone(clone, stage.remote);
    const source = ports.source(stage, run);
    const sinks = await ports.sinks(stage, data, death);
    await track({ now: run.at, watchlist: stage.watchlist, source, store, mode: 'push', repository, sinks });
    return { kind: 'through' };
  } catch (error) {
    if (error instanceof Killed) return { kind: 'killed' };
    const isExpected =
      error instanceof PushError || error instanceof UnwritableDataError || error instanceof CommandFailure;
    return isExpected
      ? { kind: 'through' }
      : { kind: 'failed', why: error instanceof Error ? (error.stack ?? '') : '' };
  } finally {
    if (run.clone === 'fresh') await rm(clone.folder, { recursive: true, force: true });
  }
}

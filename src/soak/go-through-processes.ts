import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mixKeys, type Random, randomStream } from '../simulator/random.ts';
import { isoUtc } from '../text/time.ts';
import { account, brokenAfter } from './real-laws.ts';
import { type Kill, type ProgramEnd, runProcess } from './real-program.ts';
import { openRealStage, type RealStage } from './real-stage.ts';

const execute = promisify(execFile);

/** How often each is done to the program. */
export interface ProcessCounts {
  /** Runs that are killed at a random instant. */
  readonly kills: number;
  /** Times that two programs start at once in one clone. */
  readonly races: number;
  /** Sizes of a disk that is nearly full. */
  readonly disks: number;
}

/** What became of them. */
export interface ProcessesSoaked {
  readonly done: ProcessCounts;
  /** Of the kills those that came after the run's end. */
  readonly late: number;
  /** Runs that a full disk has stopped. */
  readonly stopped: number;
  readonly violations: readonly string[];
  /** What could not be done here, and why. */
  readonly skipped: readonly string[];
}

export interface ProcessOptions {
  readonly progress: (line: string) => void;
  /** Variables of the processes that plant a mutation in them. */
  readonly planted?: Readonly<Record<string, string>>;
}

/** Goes through kills, races and disks with real processes, and asks after each whether every promise holds. */
export async function goThroughProcesses(
  counts: ProcessCounts,
  seed: number,
  { progress, planted = {} }: ProcessOptions,
): Promise<ProcessesSoaked> {
  const real = await openRealStage(seed, planted);
  const random = randomStream(mixKeys(seed, 0x9806));
  const tally: Tally = { kills: 0, races: 0, disks: 0, late: 0, stopped: 0, violations: [], skipped: [] };
  try {
    await wholeRun(real, tally);
    await killAll(real, counts.kills, { random, tally, progress });
    await raceAll(real, counts.races, { tally, progress });
    await fillAll(real, counts.disks, { tally, progress });
  } finally {
    await real.close();
  }
  const { kills, races, disks, ...rest } = tally;
  return { done: { kills, races, disks }, ...rest };
}

interface Tally {
  kills: number;
  races: number;
  disks: number;
  late: number;
  stopped: number;
  readonly violations: string[];
  readonly skipped: string[];
}

interface Going {
  readonly tally: Tally;
  readonly progress: (line: string) => void;
}

/** Progress is printed once in so many steps. */
const STEPS_A_LINE = 10;

/** The run of an hour, in a clone; with a kill, or twice at once. */
async function runHour(
  real: RealStage,
  { clone = real.clone, kill, programs = 1 }: { clone?: string; kill?: Kill; programs?: number } = {},
): Promise<readonly ProgramEnd[]> {
  const trace = real.nextHour();
  const before = await real.spent();
  const words = ['track', '--push', '--now', isoUtc(trace.at)];
  const ends = await Promise.all(
    Array.from({ length: programs }, () => runProcess(clone, words, real.variables, kill)),
  );
  account(trace, ends, (await real.spent()) - before);
  return ends;
}

async function wholeRun(real: RealStage, tally: Tally): Promise<number> {
  const ends = await runHour(real);
  tally.violations.push(...(await brokenAfter(real, ends, 'healed')));
  return ends[0]?.tookMs ?? 0;
}

/** So many kills in a row before a run is left alone. */
const KILLS_IN_A_ROW_MAX = 4;

async function killAll(
  real: RealStage,
  kills: number,
  { random, tally, progress }: Going & { readonly random: Random },
): Promise<void> {
  let tookMs = kills > 0 ? await wholeRun(real, tally) : 0;
  while (tally.kills < kills && tally.violations.length === 0) {
    const row = 1 + Math.floor(random() * KILLS_IN_A_ROW_MAX);
    for (let count = 0; count < row && tally.kills < kills && tally.violations.length === 0; count += 1) {
      const whom = random() < 0.5 ? 'program' : 'program and git';
      const ends = await runHour(real, { kill: { afterMs: random() * tookMs, whom } });
      tally.violations.push(...(await brokenAfter(real, ends, 'disturbed')));
      if (ends.some(({ code }) => code === null)) tally.kills += 1;
      else tally.late += 1;
    }
    if (tally.violations.length === 0) tookMs = (tookMs + (await wholeRun(real, tally))) / 2;
    if (tally.kills % STEPS_A_LINE < row) progress(`${tally.kills} kills`);
  }
}

const BUSY = 'another run is at work in this folder';

/** Of two programs that start at once one does the hour's work; the other says so, or comes after it. */
async function raceAll(real: RealStage, races: number, { tally, progress }: Going): Promise<void> {
  while (tally.races < races && tally.violations.length === 0) {
    const ends = await runHour(real, { programs: 2 });
    tally.races += 1;
    const odd = ends.filter(({ code, output }) => code !== 0 && !(code === 1 && output.includes(BUSY)));
    const won = ends.filter(({ code }) => code === 0);
    tally.violations.push(
      ...odd.map(({ code, output }) => `exit ${code} in a race: ${output}`),
      ...(won.length === 0 ? ['of two programs none did the work'] : []),
      ...(await brokenAfter(real, won, 'healed')),
    );
    if (tally.races % STEPS_A_LINE === 0) progress(`${tally.races} races`);
  }
}

const PAGE_KB = 4;
/** What is left free on the smallest disk, beside what the clone takes. */
const FREE_KB_MIN = 16;
const ROOM_KB = 64_000;

/** A clone on a disk that is nearly full: each run ends well or says what is wrong, and with room the next one goes on. */
async function fillAll(real: RealStage, disks: number, { tally, progress }: Going): Promise<void> {
  const disk = join(real.folder, 'disk');
  await mkdir(disk);
  const mount = async (...words: readonly string[]): Promise<void> =>
    void (await execute('mount', ['-t', 'tmpfs', ...words, 'tmpfs', disk]));
  while (tally.disks < disks && tally.violations.length === 0) {
    try {
      await mount('-o', `size=${ROOM_KB}k`);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      tally.skipped.push('disks: only root on Linux can make a small one (`mount -t tmpfs`)');
      return;
    }
    try {
      await real.git(disk, 'clone', '--quiet', '--depth=1', `file://${real.remote}`, '.');
      const { stdout } = await execute('df', ['--output=used', disk]);
      const used = Number(/\d+/.exec(stdout)?.[0]);
      const free = FREE_KB_MIN + tally.disks * PAGE_KB;
      await mount('-o', `remount,size=${used + free}k`);
      const full = await runHour(real, { clone: disk });
      const said = await brokenAfter(real, full, 'disturbed');
      if (full[0]?.code !== 0) tally.stopped += 1;
      await mount('-o', `remount,size=${ROOM_KB}k`);
      const ends = await runHour(real, { clone: disk });
      const after = await brokenAfter({ ...real, clone: disk }, ends, 'healed');
      tally.violations.push(...[...said, ...after].map((what) => `${free} KB free: ${what}`));
      tally.disks += 1;
    } finally {
      await execute('umount', [disk]);
    }
    if (tally.disks % STEPS_A_LINE === 0) progress(`${tally.disks} disks`);
  }
  await rm(disk, { recursive: true, force: true });
}

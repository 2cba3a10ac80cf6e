import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createGit, type Git } from '../git/git.ts';
import { openRepository } from '../git/repository.ts';
import type { Sample } from '../readings/sample.ts';
import { commitMessage } from '../run/commit-message.ts';
import { judgeRun } from '../run/judge-run.ts';
import { record } from '../run/record.ts';
import { HEALTH_DEFAULTS } from '../settings/settings.ts';
import { drawCrowd } from '../simulator/random-hashtags.ts';
import { createWorld, type World } from '../simulator/world.ts';
import { openStore } from '../store/store.ts';
import { HOUR_MS } from '../text/time.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';

export interface GrowthOptions {
  readonly hashtags: number;
  readonly hours: number;
  readonly seed: number;
  /** Told what has been done, now and then. */
  readonly progress: (text: string) => void;
}

/** What a repository weighs after its hours, sizes in bytes. */
export interface RepositoryGrowth {
  readonly commits: number;
  /** All of history, packed as `git gc` packs it. */
  readonly packedBytes: number;
  /** The largest object, as it stands in a work tree. */
  readonly largestObjectBytes: number;
  readonly files: number;
  /** What the packed objects are, bytes by kind: each kind of file, `trees` and `commits`. */
  readonly packedByKind: Readonly<Record<string, number>>;
  /** The largest file of the record as it stands at the end. */
  readonly largestFile: { readonly path: string; readonly bytes: number };
}

const START = Date.parse('2026-01-01T00:00:00Z');
/** Other hashtags that one hashtag's posts draw on. */
const VOCABULARY = 2_000;
/** As many videos as the program asks for in one call. */
const LISTING_COUNT = 20;

/** Commits simulated hours to a real repository, through the code that records real ones, and weighs it. */
export async function benchGrowth({
  hashtags,
  hours,
  seed,
  progress,
}: GrowthOptions): Promise<RepositoryGrowth> {
  const folder = await mkdtemp(join(tmpdir(), 'hashtag-radar-growth-'));
  try {
    const git = createGit({ folder, redact: (text) => text });
    await git('init', '--quiet', '--initial-branch=main');
    await git('config', 'gc.auto', '0');
    await git('remote', 'add', 'origin', folder);
    await git(
      '-c',
      'user.name=bench',
      '-c',
      'user.email=bench@localhost',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'start',
    );
    const crowd = drawCrowd({ seed, count: hashtags, hours });
    const posting = crowd.map((plan) => ({ ...plan, beside: { vocabulary: VOCABULARY } }));
    const world = createWorld({ seed, start: START, hashtags: posting });
    await commitHours({ git, folder, world, hours, progress });
    progress('packing');
    await git('gc', '--quiet', '--prune=now');
    return await weigh(git, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function commitHours(bench: {
  readonly git: Git;
  readonly folder: string;
  readonly world: World;
  readonly hours: number;
  readonly progress: (text: string) => void;
}): Promise<void> {
  const { git, folder, world, hours, progress } = bench;
  const store = openStore(join(folder, 'data'));
  const repository = await openRepository({ git, workFolder: folder, gitFolders: [join(folder, '.git')] });
  // Everything is pushed in this bench: to nowhere.
  const local = { ...repository, push: async () => ({ kind: 'pushed' as const }) };
  const watchlist = watchlistOf(world.hashtags);
  for (let hour = 1; hour <= hours; hour += 1) {
    const now = START + hour * HOUR_MS;
    const samples = world.hashtags.flatMap((name) => recordedSample(world, name, now) ?? []);
    await record({ store, repository: local }, await store.readState(), (state) => {
      const credits = { used: 2 * samples.length };
      const outcome = judgeRun(state, { now, watchlist, scope: 'all', samples, failures: [], credits });
      return {
        ...outcome,
        state: { ...outcome.state, outbox: [] },
        message: commitMessage(now, outcome, []),
      };
    });
    if (hour % 500 === 0) progress(`${hour} of ${hours} hours`);
  }
}

/** What a run at `now` (ms) would read of a hashtag. */
export function recordedSample(world: World, name: string, now: number): Sample | undefined {
  const counters = world.counters(name, now);
  if (counters === undefined) return undefined;
  return {
    hashtag: name,
    at: now,
    id: counters.id,
    views: counters.views,
    ...(counters.videoCount > 0 && { videos: counters.videoCount }),
    listing: world.videos(name, now, 0, LISTING_COUNT),
  };
}

/** A watchlist of hashtags with every default, and issues as its only channel. */
export function watchlistOf(hashtags: readonly string[]): Watchlist {
  const rules = { rule: 'both', sensitivity: 'balanced', thresholdPercentPerHour: 10 } as const;
  return {
    timezone: 'UTC',
    ...rules,
    channels: [{ type: 'issue', name: 'issues', labels: [], assignees: [] }],
    health: HEALTH_DEFAULTS,
    watches: hashtags.map((hashtag) => ({ hashtag, ...rules, cooldownHours: 0, notify: ['issues'] })),
  };
}

async function weigh(git: Git, folder: string): Promise<RepositoryGrowth> {
  const counts = new Map(
    (await git('count-objects', '-v')).split('\n').map((line) => line.split(': ') as [string, string]),
  );
  const objects = await git('cat-file', '--batch-all-objects', '--batch-check=%(objectsize)');
  const sizes = objects.trim().split('\n').map(Number);
  const files = await readdir(join(folder, 'data'), { recursive: true, withFileTypes: true });
  return {
    commits: Number(await git('rev-list', '--count', 'HEAD')),
    packedBytes: Number(counts.get('size-pack')) * 1024,
    largestObjectBytes: sizes.reduce((largest, size) => Math.max(largest, size), 0),
    files: files.filter((file) => file.isFile()).length,
    packedByKind: await weighByKind(git),
    largestFile: await largestOf(join(folder, 'data'), files),
  };
}

/** Bytes in the pack by kind of object; `data/samples/2026/01/02.ndjson` is of the kind `samples`. */
async function weighByKind(git: Git): Promise<Readonly<Record<string, number>>> {
  const objects = await git('rev-list', '--objects', '--all');
  const paths = new Map(
    objects
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, 40), line.slice(41)] as const),
  );
  const sized = await git(
    'cat-file',
    '--batch-all-objects',
    '--batch-check=%(objectname) %(objecttype) %(objectsize:disk)',
  );
  const kinds: Record<string, number> = {};
  for (const line of sized.trim().split('\n')) {
    const [id = '', type = '', size = '0'] = line.split(' ');
    const kind = type === 'blob' ? (/^data\/([\w-]+)/.exec(paths.get(id) ?? '')?.[1] ?? 'other') : `${type}s`;
    kinds[kind] = (kinds[kind] ?? 0) + Number(size);
  }
  return kinds;
}

async function largestOf(
  folder: string,
  files: readonly { readonly parentPath: string; readonly name: string; isFile(): boolean }[],
): Promise<RepositoryGrowth['largestFile']> {
  let largest = { path: '', bytes: 0 };
  for (const file of files) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    const { size } = await stat(path);
    if (size > largest.bytes) largest = { path: relative(folder, path), bytes: size };
  }
  return largest;
}

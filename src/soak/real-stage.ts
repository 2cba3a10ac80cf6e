import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { variablesToRedact } from '../channels/registry.ts';
import { readEnvironment } from '../environment.ts';
import { startGithubApi } from '../simulator/github/api.ts';
import { gitEnvironment, openBareRepository } from '../simulator/github/bare-repository.ts';
import { type ReceivedRequest, startReceiver } from '../simulator/receiver.ts';
import { SIMULATED_KEY, startScavioServer } from '../simulator/scavio-server.ts';
import { createWorld } from '../simulator/world.ts';
import { HOUR_MS } from '../text/time.ts';
import { parseWatchlist } from '../watchlist/parse.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { SOAK_SETTINGS } from './open-stage.ts';
import { planSoak } from './plan.ts';
import { arrive } from './ports.ts';
import { recordReader } from './records.ts';
import type { RunTrace, Stage } from './stage.ts';
import { temporaryFolder } from './temporary-folder.ts';
import type { SoakTree } from './work-tree.ts';

const execute = promisify(execFile);
/** A connection that was just made may be seen a moment later. */
const LOOK_AGAIN_MS = 20;

/** Where real processes run: a git repository and servers on loopback, and what is known of the truth behind them. */
export interface RealStage {
  readonly stage: Stage;
  /** Folder of everything, and of the clone that stays. */
  readonly folder: string;
  readonly clone: string;
  /** The bare repository that runs push to. */
  readonly remote: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Goes on by an hour. @returns the trace of the run that begins there */
  nextHour(): RunTrace;
  /** Credits spent so far, once what killed processes had still asked for is answered: it belongs to their run. */
  spent(): Promise<number>;
  git(folder: string, ...words: readonly string[]): Promise<string>;
  /** The branch as it is on the remote. */
  tree(): Promise<SoakTree>;
  close(): Promise<void>;
}

/**
 * @param seed of the hashtags and their breakouts
 * @param planted variables of the processes beside their own
 */
export async function openRealStage(
  seed: number,
  planted: Readonly<Record<string, string>>,
): Promise<RealStage> {
  const folder = await mkdtemp(join(await temporaryFolder(), 'hashtag-radar-processes-'));
  const { start, hashtags } = planSoak(seed, 30, []);
  const clock = { now: start };
  const world = createWorld({ seed, start, hashtags });
  const text = `${SOAK_SETTINGS}hashtags: [${world.hashtags.join(', ')}]\n`;
  const watchlist = watchlistIn(text);
  const github = await startGithubApi({ now: () => clock.now });
  const scavio = await startScavioServer({ world, now: () => clock.now, incompleteShare: 0 });
  const [remote, clone] = [join(folder, 'remote'), join(folder, 'clone')];
  const bare = openBareRepository(remote);
  const hook = await startReceiver((request) => {
    receive(request);
    return { status: 204 };
  });
  const variables = {
    ...gitEnvironment(folder),
    GITHUB_TOKEN: github.token,
    GITHUB_REPOSITORY: github.repository,
    GITHUB_API_URL: github.url,
    GITHUB_SERVER_URL: github.url,
    ALERT_WEBHOOK_URL: `${hook.url}/hook`,
    SCAVIO_API_KEY: SIMULATED_KEY,
    SCAVIO_BASE_URL: scavio.url,
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
    ...planted,
  };
  const stage: Stage = {
    ...{ world, watchlist, github, clock, ask: fetch },
    outages: [],
    environment: readEnvironment(variables, variablesToRedact(watchlist.channels)),
    remote: { commits: [] },
    read: recordReader(),
    ...{ truth: new Map(), arrived: new Map(), closed: new Set() },
    ...{ traces: [], unpushed: [], repeated: [], overtaken: [], missing: [] },
    takenBack: 0,
  };
  /** A message has come: it must be known to what was pushed by then. */
  function receive({ headers }: ReceivedRequest): void {
    const id = decodeURIComponent(String(headers['webhook-id']));
    const by = stage.traces.at(-1);
    if (by === undefined) return;
    if (!bare.git(['show', 'main:data/state.json']).includes(JSON.stringify(id))) stage.unpushed.push(id);
    arrive(stage, id, { by, isLost: false });
  }
  const git = gitOf(folder);
  await makeRemote(git, remote, clone, text);
  return {
    ...{ stage, folder, clone, remote, variables, git },
    nextHour: () => {
      clock.now += HOUR_MS;
      const trace: RunTrace = { at: clock.now, epoch: 0, credits: 0, asked: 0 };
      stage.traces.push(trace);
      return trace;
    },
    spent: async () => {
      do await sleep(LOOK_AGAIN_MS);
      while (!(await scavio.isIdle()));
      return scavio.credits.used();
    },
    tree: treeReader(git, remote),
    close: async () => {
      await Promise.all([github.close(), hook.close(), scavio.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function watchlistIn(text: string): Watchlist {
  const parsed = parseWatchlist(text, 'watchlist.yml');
  if (parsed.kind === 'invalid') throw new RangeError('The watchlist of the soak is valid.');
  return parsed.watchlist;
}

/** Runs git at a place, with the settings of nobody else. @param home where git looks for settings */
function gitOf(home: string): RealStage['git'] {
  return async (place, ...words) =>
    (await execute('git', words, { cwd: place, env: gitEnvironment(home), maxBuffer: 1e8 })).stdout;
}

async function makeRemote(git: RealStage['git'], remote: string, clone: string, text: string): Promise<void> {
  await mkdir(remote);
  await git(remote, 'init', '--quiet', '--bare', '--initial-branch=main');
  await mkdir(clone);
  await git(clone, 'clone', '--quiet', remote, '.');
  await git(clone, 'checkout', '--quiet', '-B', 'main');
  await writeFile(join(clone, 'watchlist.yml'), text);
  await git(clone, 'add', '--all');
  const person = ['-c', 'user.name=A Person', '-c', 'user.email=person@example.com'];
  await git(clone, ...person, 'commit', '--quiet', '--message', 'begin');
  await git(clone, 'push', '--quiet', '--set-upstream', 'origin', 'main');
}

/** Reads the branch again and again: a file that is as it was is not asked for twice. */
function treeReader(git: RealStage['git'], remote: string): () => Promise<SoakTree> {
  let known = new Map<string, string>();
  return async () => {
    const lines = (await git(remote, 'ls-tree', '-r', '--format=%(objectname) %(path)', 'main')).trim();
    const texts = new Map<string, string>();
    const tree = new Map<string, string>();
    for (const line of lines.split('\n')) {
      const [blob = '', path = ''] = line.split(' ');
      if (!/^data\/(?:state\.json|alerts\/|samples\/)/.test(path)) continue;
      const text = known.get(blob) ?? (await git(remote, 'cat-file', 'blob', blob));
      texts.set(blob, text);
      tree.set(path, text);
    }
    known = texts;
    return tree;
  };
}

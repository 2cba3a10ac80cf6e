/**
 * Says whether this hour still needs a run, before anything is installed: so it imports only what a bare checkout has,
 * and a slot with nothing to do ends within seconds. Writes `due=true` or `due=false` to `GITHUB_OUTPUT` and, when
 * there is nothing to do, one line to the job summary. `HAS_KEY=false` says that there is no key.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { bareGit } from './git/bare-git.ts';
import { fetchBranch, trackingRef } from './git/record-branch.ts';
import { judgeDue, keyMissingText, type LastRun } from './run/due.ts';
import { dataBranchIn } from './settings/data-branch.ts';

const STATE_FILE = 'data/state.json';

const branch = dataBranch();
const last = branch === undefined ? lastRunIn(() => readIfThere(STATE_FILE)) : await lastRunOn(branch);
const { GITHUB_EVENT_NAME: trigger, GITHUB_SERVER_URL, GITHUB_REPOSITORY, HAS_KEY } = process.env;
const key = HAS_KEY === 'false' ? 'not set' : 'set';
const verdict = judgeDue({ trigger, last, key, now: Date.now() });
process.stdout.write(`${verdict.reason}\n`);
append(process.env.GITHUB_OUTPUT, `due=${verdict.kind === 'due'}`);
const repositoryUrl = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
if (key === 'not set') append(process.env.GITHUB_STEP_SUMMARY, keyMissingText(repositoryUrl));
else if (verdict.kind === 'done') append(process.env.GITHUB_STEP_SUMMARY, verdict.reason);

/** A watchlist that cannot be read is the run's to report. */
function dataBranch(): string | undefined {
  try {
    return dataBranchIn(readIfThere('watchlist.yml') ?? '');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

/** The last run by the state on a branch of its own; of one that cannot be had the run itself says why. */
async function lastRunOn(name: string): Promise<LastRun> {
  const git = bareGit(process.env);
  const found = await fetchBranch(git, name).catch(() => ({ kind: 'unreachable' }));
  if (found.kind === 'unreachable') return { kind: 'unreadable' };
  // It begins with the next run, from what is here.
  if (found.kind === 'missing') return lastRunIn(() => readIfThere(STATE_FILE));
  const text = await git('show', `${trackingRef(name)}:${STATE_FILE}`).catch(() => undefined);
  return lastRunIn(() => text);
}

/** Reads `at`, the ISO 8601 instant (UTC) of the last run, from the top level of the state. */
function lastRunIn(read: () => string | undefined): LastRun {
  try {
    const text = read();
    if (text === undefined) return { kind: 'missing' };
    const state: unknown = JSON.parse(text);
    if (typeof state !== 'object' || state === null || !('at' in state)) return { kind: 'unreadable' };
    const at = typeof state.at === 'string' ? Date.parse(state.at) : Number.NaN;
    return Number.isNaN(at) ? { kind: 'unreadable' } : { kind: 'at', at };
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error))
      return { kind: 'unreadable' };
    throw error;
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function append(file: string | undefined, line: string): void {
  if (file) appendFileSync(file, `${line}\n`);
}

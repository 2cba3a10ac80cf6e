/**
 * Says whether the run that has just ended recorded something, before anything is installed: so it imports only what a bare
 * checkout has. `BEFORE` is the commit from which that run started, `SINCE` when it was asked for (ISO 8601); without them
 * there is always something. Writes `ready=true` or `ready=false` to `GITHUB_OUTPUT`.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { bareGit } from './git/bare-git.ts';
import { fetchBranch, trackingRef } from './git/record-branch.ts';
import { dataBranchIn } from './settings/data-branch.ts';

const { BEFORE: before = '', SINCE: since = '', GITHUB_OUTPUT, GITHUB_STEP_SUMMARY } = process.env;
const git = bareGit(process.env);
const branch = dataBranchIn(readFileSync('watchlist.yml', 'utf8'));
const isReady = branch === undefined ? await isNewer() : await isRecordedOn(branch);
if (GITHUB_OUTPUT) appendFileSync(GITHUB_OUTPUT, `ready=${isReady}\n`);
const nothing = 'Nothing to publish: the run has recorded nothing.';
if (!isReady && GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, `${nothing}\n`);

/** A run that has recorded something leaves a newer commit than the one it was started from. */
async function isNewer(): Promise<boolean> {
  return (await git('rev-parse', 'HEAD')).trim() !== before;
}

/** On a branch of its own the commit that it left is younger than itself. Where that cannot be seen, the site is written. */
async function isRecordedOn(name: string): Promise<boolean> {
  const started = Date.parse(since);
  if (Number.isNaN(started) || (await fetchBranch(git, name)).kind !== 'there') return true;
  const seconds = Number(await git('log', '-1', '--format=%ct', trackingRef(name)));
  return seconds * 1000 >= started;
}

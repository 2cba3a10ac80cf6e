import { isAbsolute, join, resolve } from 'node:path';
import { CommandFailure } from '../failure.ts';
import { GitError } from '../git/git.ts';
import { changedPaths } from '../git/interrupted.ts';
import {
  fetchBranch,
  followUpstream,
  isTreeThere,
  notFetched,
  TREE,
  trackingRef,
} from '../git/record-branch.ts';
import { lastRewritten } from '../git/rewritten.ts';
import { isThere } from '../store/files.ts';
import { writeBundle } from './bundle.ts';
import { archiveRef, cutOf, type LineCut } from './cut.ts';
import type { ArchivePlace, ArchivePlan } from './place.ts';
import { type ArchiveGit, bytesOf, lineOf, resolveId, shorten } from './rewrite.ts';

/**
 * Looks what an archive would do. Objects are made, and no branch moves.
 * @param before what is older goes, ms
 * @throws {CommandFailure} where something stands in the way, with what to do
 */
export async function planArchive(place: ArchivePlace, before: number): Promise<ArchivePlan> {
  const { branch, archiveGit } = place;
  await assertReady(place);
  const oldTip = await fetchTip(place);
  const line = await lineOf(archiveGit, oldTip);
  const cut = cutOf(line, before);
  const ref = archiveRef(branch, before);
  const now = await bytesOf(archiveGit, oldTip);
  const total = await countOf(archiveGit, oldTip);
  const found = { branch, before, oldTip, ref };
  if (cut === undefined) {
    const commits = { archived: 0, kept: total };
    return { ...found, newTip: oldTip, commits, bytes: { now, after: now } };
  }
  const { tip, kept } = await shorten(archiveGit, oldTip, cut, { id: cut.id, ref });
  const commits = { archived: total - kept, kept };
  return { ...found, cut, newTip: tip, commits, bytes: { now, after: await bytesOf(archiveGit, tip) } };
}

/** More runs than these do not come in between, one an hour. */
const ATTEMPTS_MAX = 3;

/**
 * Archives: the old history goes to its place upstream first, and is looked up there; only then the branch is replaced,
 * and only if it still is what was read. A run that has pushed meanwhile is taken along by another attempt.
 * @param bundle a new file for the archive as well, a path
 * @returns what was done; without `cut` there was nothing to do
 * @throws {CommandFailure}
 */
export async function archive(place: ArchivePlace, before: number, bundle?: string): Promise<ArchivePlan> {
  for (let attempt = 1; ; attempt += 1) {
    const plan = await planArchive(place, before);
    const { cut } = plan;
    if (cut === undefined) return plan;
    if (bundle !== undefined && attempt === 1) await writeBundle(place, { ...plan, cut }, bundle);
    await pushArchive(place, plan, cut);
    if (await replaceBranch(place, plan)) {
      await followHere(place, plan);
      return plan;
    }
    if (attempt === ATTEMPTS_MAX)
      throw new CommandFailure(
        `\`${plan.branch}\` has changed upstream again and again meanwhile, so it was left as it is: run this again`,
      );
  }
}

async function assertReady({ folder, branch, gitIn, archiveGit }: ArchivePlace): Promise<void> {
  if ((await archiveGit.plain('rev-parse', '--is-shallow-repository')).trim() === 'true')
    throw new CommandFailure(
      'this clone does not have all of the history, which would be lost then: run `git fetch --unshallow origin`, then this again',
    );
  if (!(await isTreeThere(gitIn(folder), folder, branch))) return;
  const tree = gitIn(join(folder, TREE));
  const changed = await changedPaths(tree);
  if (changed.length > 0)
    throw new CommandFailure(
      `${TREE}/ has changes that are not committed; commit or stash them first:\n${changed.map((path) => `  ${path}`).join('\n')}`,
    );
  if (await isThere(join(folder, TREE, 'data', '.pending.json')))
    throw new CommandFailure(
      `${TREE}/data/.pending.json: a run was interrupted here. \`npm run track\` finishes it; then run this again`,
    );
}

/** The branch as it stands upstream. @throws {CommandFailure} also where this clone has more than that */
async function fetchTip({ folder, branch, gitIn, archiveGit }: ArchivePlace): Promise<string> {
  const git = gitIn(folder);
  const upstream = await fetchBranch(git, branch);
  if (upstream.kind === 'unreachable') throw new CommandFailure(notFetched(branch, upstream));
  if (upstream.kind === 'missing')
    throw new CommandFailure(
      `\`origin\` has no branch \`${branch}\` (\`data-branch\` in watchlist.yml): the first run makes it, and there is nothing to archive before`,
    );
  const tip = (await archiveGit.plain('rev-parse', trackingRef(branch))).trim();
  const here = await resolveId(archiveGit, `refs/heads/${branch}`);
  if (here === undefined || (await isIn(archiveGit, here, tip))) return tip;
  if ((await lastRewritten(git, here, tip)) === here) return tip;
  throw new CommandFailure(
    `\`${branch}\` has commits in this clone that are not upstream: push them (git push origin ${branch}), or let the next run do it`,
  );
}

async function isIn({ plain }: ArchiveGit, commit: string, of: string): Promise<boolean> {
  try {
    await plain('merge-base', '--is-ancestor', commit, of);
    return true;
  } catch (error) {
    if (error instanceof GitError) return false;
    throw error;
  }
}

async function countOf({ plain }: ArchiveGit, tip: string): Promise<number> {
  return Number(await plain('rev-list', '--count', tip));
}

/** Puts the old history in its place upstream, without ever replacing another one, and looks it up there. */
async function pushArchive({ archiveGit }: ArchivePlace, plan: ArchivePlan, cut: LineCut): Promise<void> {
  const { ref } = plan;
  const there = await upstreamId(archiveGit, ref);
  if (there !== undefined && there !== cut.id)
    throw new CommandFailure(
      `\`origin\` has another archive at ${ref} already, which is left as it is: choose another day with --before`,
    );
  if (there === undefined) {
    try {
      await archiveGit.plain('push', '--quiet', '--no-verify', 'origin', `${cut.id}:${ref}`);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      throw new CommandFailure(
        `the archive could not be pushed to ${ref}, so nothing was changed: ${error.message}`,
        { cause: error },
      );
    }
  }
  if ((await upstreamId(archiveGit, ref)) !== cut.id)
    throw new CommandFailure(
      `the archive is not at ${ref} after it was pushed, so the branch was left as it is`,
    );
}

async function upstreamId({ plain }: ArchiveGit, ref: string): Promise<string | undefined> {
  const [id] = (await plain('ls-remote', 'origin', ref)).split('\t');
  return id === '' ? undefined : id;
}

/** @returns whether the branch was replaced; not where it is no longer what was read */
async function replaceBranch({ archiveGit }: ArchivePlace, plan: ArchivePlan): Promise<boolean> {
  const { branch, oldTip, newTip } = plan;
  const ref = `refs/heads/${branch}`;
  try {
    const lease = `--force-with-lease=${ref}:${oldTip}`;
    await archiveGit.plain('push', '--quiet', '--no-verify', lease, 'origin', `${newTip}:${ref}`);
    return true;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const there = await upstreamId(archiveGit, ref);
    if (there === newTip) return true;
    if (there !== oldTip) return false;
    throw new CommandFailure(refused(branch, error.output === '' ? error.message : error.output), {
      cause: error,
    });
  }
}

function refused(branch: string, said: string): string {
  return (
    `\`${branch}\` could not be replaced, so it is as it was. Where a rule refuses it, allow yourself to force-push ` +
    'while this runs: Settings → Rules → Rulesets → Bypass list, or without “Block force pushes”. ' +
    `The archive stands upstream already, and the next attempt goes on from there.\n${said}`
  );
}

/** Goes on to the new history in this clone as well. */
async function followHere(
  { folder, branch, gitIn, archiveGit }: ArchivePlace,
  plan: ArchivePlan,
): Promise<void> {
  const git = gitIn(folder);
  await git('update-ref', trackingRef(branch), plan.newTip);
  if (await isTreeThere(git, folder, branch)) {
    await followUpstream(gitIn(join(folder, TREE)), branch);
    return;
  }
  const here = await resolveId(archiveGit, `refs/heads/${branch}`);
  if (here !== undefined) await git('update-ref', `refs/heads/${branch}`, plan.newTip, here);
}

/** A path as a person wrote it, from the folder that the program was started in. */
export function pathFrom(folder: string, path: string): string {
  return isAbsolute(path) ? path : resolve(folder, path);
}

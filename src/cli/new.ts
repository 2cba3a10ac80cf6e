import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Command } from 'commander';
import { CommandFailure } from '../failure.ts';
import { createGit, GitError } from '../git/git.ts';
import { AS_OURSELVES } from '../git/own-commits.ts';
import { findPin, type Pin } from '../new/find-pin.ts';
import { thinFiles } from '../new/thin-files.ts';
import { HOME, VERSION } from '../program.ts';
import { unwritableFolder } from '../store/unreadable.ts';
import type { TextOut } from '../text/text-out.ts';
import { streams } from './input/arguments.ts';

export interface NewOptions {
  /** Where the repository shall stand; must not be there yet, or be empty. */
  readonly folder: string;
  /** Where to look for the release; absent: this clone, then the program's home. */
  readonly from?: string;
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

const PROGRAM = resolve(import.meta.dirname, '../..');

/** Writes a thin repository with its first commit. @throws {CommandFailure} where its folder is taken or cannot be written */
async function newCommand({ folder, from, output, out, err }: NewOptions): Promise<number> {
  if ((await contentsOf(folder)).length > 0)
    throw new CommandFailure(`${folder} is not empty: name a folder that is not there yet`);
  const program = createGit({ folder: PROGRAM, redact: (text) => text });
  const home = `https://github.com/${HOME}`;
  const pin = await findPin({ program, home, version: VERSION, ...(from !== undefined && { from }) });
  const dataReadme = await readFile(join(PROGRAM, 'data/README.md'), 'utf8');
  const watchForm = await readFile(join(PROGRAM, '.github/ISSUE_TEMPLATE/watch-a-hashtag.yml'), 'utf8');
  const files = thinFiles({ home: HOME, version: VERSION, pin, dataReadme, watchForm });
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  } catch (error) {
    throw unwritableFolder(folder, error);
  }
  const git = createGit({ folder, redact: (text) => text });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  const isNamed = await git('config', 'user.email').then(
    () => true,
    (error: unknown) => {
      if (error instanceof GitError) return false;
      throw error;
    },
  );
  const message = `A hashtag radar, by hashtag-radar ${VERSION}`;
  await git(...(isNamed ? [] : AS_OURSELVES), 'commit', '--quiet', '--no-verify', '--message', message);
  (output === 'json' ? err : out).write(nextSteps(folder, pin));
  const made = { folder, version: VERSION, commit: pin.commit, pin: pin.kind, files: [...files.keys()] };
  if (output === 'json') out.write(`${JSON.stringify(made)}\n`);
  return 0;
}

async function contentsOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR')
      throw new CommandFailure(`${folder} is a file: name a folder that is not there yet`);
    throw unwritableFolder(folder, error);
  }
}

function nextSteps(folder: string, { commit, kind }: Pin): string {
  const unreleased = `
Release v${VERSION} was not found, so the workflows name the commit that this clone has checked out, and build it in each
run. That commit has to be in ${HOME} on GitHub. Dependabot proposes the next release.
`;
  return `${folder} is ready: a watchlist, an empty record, and workflows that use hashtag-radar ${VERSION},
pinned to commit ${commit.slice(0, 10)}.
${kind === 'release' ? '' : unreleased}
  1. Edit ${join(folder, 'watchlist.yml')}.
  2. Make an empty repository on GitHub, then push:
       cd ${folder}
       git remote add origin https://github.com/YOU/NAME.git
       git push -u origin main
  3. Save your Scavio key there as the secret SCAVIO_API_KEY: Settings → Secrets and variables → Actions.
  4. Open Actions → Track hashtags → Run workflow.
`;
}

/** The command line of `new`. */
export function newCli(): Command {
  return new Command('new')
    .description('write a thin repository: your watchlist, your data, and short workflows that use a release')
    .argument('<folder>', 'a folder that is not there yet, such as ../my-radar')
    .option('--from <address>', 'where to look for the release that the workflows pin')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (folder: string, { from, ...flags }: NewFlags) => {
      process.exitCode = await newCommand({
        folder,
        ...streams(flags),
        ...(from !== undefined && { from }),
      });
    });
}

interface NewFlags {
  readonly from?: string;
  readonly json?: boolean;
}

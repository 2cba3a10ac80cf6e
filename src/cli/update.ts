import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { DEFAULT_SECRETS } from '../channels/registry.ts';
import { readEnvironment } from '../environment.ts';
import { CommandFailure } from '../failure.ts';
import { createGit, type Git, GitError } from '../git/git.ts';
import { HOME } from '../program.ts';
import type { TextOut } from '../text/text-out.ts';
import { checkOutUpdate, commitUpdate, leaveMarked, undoUpdate } from '../update/commit.ts';
import { CONFLICT_CHOICES, type ConflictChoice } from '../update/merge.ts';
import { updateReport } from '../update/report.ts';
import { prepareUpdate, type Update } from '../update/update.ts';
import { streams } from './input/arguments.ts';
import { jsonText } from './output/json-text.ts';
import { proposeUpdateCommand } from './propose-update.ts';

export interface UpdateOptions {
  /** The top folder of the copy. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where the program comes from; absent: see `upstreamOf`. */
  readonly from?: string;
  readonly to?: string;
  readonly onConflict: ConflictChoice;
  readonly mode: 'update' | 'dry-run' | 'undo' | 'pull-request';
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** Brings a copy to a newer version. @returns the exit code: 1 on conflicts that nobody has decided */
async function updateCommand(options: UpdateOptions): Promise<number> {
  const { folder, variables, onConflict, mode, output, out, err } = options;
  const people = output === 'json' ? err : out;
  const environment = readEnvironment(variables, DEFAULT_SECRETS);
  const git = createGit({ folder, redact: environment.redact });
  if (mode === 'undo') {
    people.write(`The update to ${await undoUpdate(git)} is undone, by a commit of its own. Now: npm ci\n`);
    return 0;
  }
  const from = options.from ?? (await upstreamOf(git, options));
  const { to } = options;
  const { redact } = environment;
  const update = await prepareUpdate({ folder, redact, from, onConflict, ...(to !== undefined && { to }) });
  if (output === 'json') out.write(`${jsonText(updateJson(update))}\n`);
  if (update.tree === update.copy.tree) {
    people.write(`This is ${update.to} already; there is nothing to update.\n`);
    return 0;
  }
  const stopped = update.conflicts.length > 0 && onConflict === 'stop';
  if (mode === 'pull-request')
    return proposeUpdateCommand({
      folder,
      environment,
      update,
      people,
      stopped: stopped ? 'stopped' : 'free',
    });
  people.write(`${updateReport(update)}\n`);
  if (stopped) {
    people.write(STOPPED);
    return 1;
  }
  if (mode === 'dry-run') {
    people.write('Dry run: nothing was changed.\n');
    return 0;
  }
  return apply(update, onConflict, people);
}

const STOPPED =
  'Nothing was changed. Choose what counts in these lines, and run the update again:\n' +
  '  --on-conflict mine   your lines stay\n' +
  '  --on-conflict new    the new version’s lines come\n' +
  '  --on-conflict mark   both are written into the files, for you to edit and commit\n';

async function apply(update: Update, onConflict: ConflictChoice, people: TextOut): Promise<number> {
  if (onConflict === 'mark' && update.conflicts.length > 0) {
    await leaveMarked(update);
    const files = update.conflicts.map(({ path }) => path).join(' ');
    people.write(
      `Edit the marked lines of ${files}, then: git add --all && git commit. To drop it all: git reset --hard\n`,
    );
    return 1;
  }
  await checkOutUpdate(update, await commitUpdate(update, update.tree));
  people.write(`Updated to ${update.to}, in one commit. Now: npm ci && npm run check, then git push.\n`);
  people.write('To undo it: npm run update -- --undo\n');
  return 0;
}

function updateJson({ from, to, files, edited, kept, conflicts, byHand }: Update): object {
  return { from, to, files, edited, kept, conflicts, byHand };
}

/**
 * Where newer versions come from: what UPDATE_FROM says, the remote `upstream`, the checkout that this program runs from
 * if that is not the copy itself, else the home of the program on GitHub.
 */
async function upstreamOf(git: Git, { folder, variables }: UpdateOptions): Promise<string> {
  const named = variables.UPDATE_FROM?.trim();
  if (named) return named;
  const remote = await git('remote', 'get-url', 'upstream').catch((error: unknown) => {
    if (error instanceof GitError) return '';
    throw error;
  });
  if (remote.trim() !== '') return remote.trim();
  return (await ownCheckout(folder)) ?? `https://github.com/${HOME}`;
}

async function ownCheckout(folder: string): Promise<string | undefined> {
  const program = resolve(import.meta.dirname, '../..');
  if ((await realpath(program)) === (await realpath(folder))) return undefined;
  const git = createGit({ folder: program, redact: (text) => text });
  try {
    const isTop = (await git('rev-parse', '--show-prefix')).trim() === '';
    if (!isTop) return undefined;
    if ((await git('rev-parse', '--is-shallow-repository')).trim() === 'true')
      throw new CommandFailure(
        `${program} has no full history to compare with: git -C ${program} fetch --unshallow`,
      );
    return program;
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

/** The command line of `update`. */
export function updateCli(): Command {
  return new Command('update')
    .description('bring this copy to a newer version; watchlist.yml and data/ stay byte for byte')
    .option('--to <version>', 'a release such as v1.4.0; without it: the newest')
    .option('--from <address>', 'the repository that the versions come from')
    .option('--dry-run', 'show what would change, and change nothing')
    .addOption(
      new Option('--on-conflict <choice>', 'what counts where you and the new version changed the same lines')
        .choices(CONFLICT_CHOICES)
        .default('stop'),
    )
    .addOption(new Option('--undo', 'take the last update back').conflicts(['to', 'dryRun', 'pullRequest']))
    .addOption(
      new Option(
        '--pull-request',
        'push a branch and open a pull request: for the workflow Update',
      ).conflicts('dryRun'),
    )
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: UpdateFlags) => {
      process.exitCode = await updateCommand({
        folder: process.cwd(),
        variables: process.env,
        ...(options.from !== undefined && { from: options.from }),
        ...(options.to !== undefined && options.to !== '' && { to: options.to }),
        onConflict: options.onConflict,
        mode: modeOf(options),
        ...streams(options),
      });
    });
}

interface UpdateFlags {
  readonly to?: string;
  readonly from?: string;
  readonly dryRun?: boolean;
  readonly undo?: boolean;
  readonly pullRequest?: boolean;
  readonly onConflict: ConflictChoice;
  readonly json?: boolean;
}

function modeOf({ dryRun, undo, pullRequest }: UpdateFlags): UpdateOptions['mode'] {
  if (undo === true) return 'undo';
  if (dryRun === true) return 'dry-run';
  return pullRequest === true ? 'pull-request' : 'update';
}

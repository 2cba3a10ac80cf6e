import { Command, InvalidArgumentError, Option } from 'commander';
import { archive, pathFrom, planArchive } from '../archive/archive.ts';
import { keptFrom } from '../archive/cut.ts';
import type { ArchivePlace } from '../archive/place.ts';
import { DRY_TEXT, doneText, planText, restoredText } from '../archive/report.ts';
import { restore } from '../archive/restore.ts';
import { archiveGit } from '../archive/rewrite.ts';
import { variablesToRedact } from '../channels/registry.ts';
import { readEnvironment } from '../environment.ts';
import { CommandFailure } from '../failure.ts';
import { createGit, type Git } from '../git/git.ts';
import { betweenRuns } from '../store/run-lock.ts';
import type { TextOut } from '../text/text-out.ts';
import { currentSecond, streams } from './input/arguments.ts';
import { jobGit } from './input/job-git.ts';
import { dataBranchOf } from './input/record-folder.ts';
import { jsonText } from './output/json-text.ts';

export interface ArchiveOptions {
  /** The folder with watchlist.yml. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** What is older goes, ms. */
  readonly before: number;
  readonly mode: 'look' | 'apply' | 'restore';
  /** A file: a new one that the archive is written to as well, or one that it is restored from. */
  readonly bundle?: string;
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** Moves the old history of the record out of its branch, or joins it again. @returns the exit code */
async function archiveCommand(options: ArchiveOptions): Promise<number> {
  const { folder, mode } = options;
  const place = await archivePlace(options);
  const gitFolder = (await place.gitIn(folder)('rev-parse', '--absolute-git-dir')).trim();
  const done = await betweenRuns(folder, gitFolder, async () => {
    if (mode === 'restore') await restoreHere(place, options);
    else await archiveHere(place, options);
    return 0;
  });
  if (done !== undefined) return done;
  throw new CommandFailure(
    'a run is at work in this folder, or was interrupted: `npm run track` finishes it; then run this again',
  );
}

async function archivePlace({ folder, variables }: ArchiveOptions): Promise<ArchivePlace> {
  const branch = await dataBranchOf(folder);
  if (branch === undefined) throw new CommandFailure(ON_MAIN);
  const environment = readEnvironment(variables, variablesToRedact([]));
  const { redact } = environment;
  const feeding = (text: string): Git => createGit({ folder, redact, input: text });
  return {
    folder,
    branch,
    gitIn: (other) => jobGit(other, environment),
    archiveGit: archiveGit(jobGit(folder, environment), feeding),
  };
}

const ON_MAIN =
  'the record is on the branch with watchlist.yml, whose history others build on, so it is not rewritten. Write ' +
  '`data-branch: radar-data` in watchlist.yml: from the next run on the record grows on a branch of its own, which ' +
  'this command can shorten (docs/archive.md)';

async function archiveHere(place: ArchivePlace, options: ArchiveOptions): Promise<void> {
  const { before, mode, bundle, output, out, err } = options;
  const people = output === 'json' ? err : out;
  const plan = mode === 'apply' ? await archive(place, before, bundle) : await planArchive(place, before);
  if (output === 'json') out.write(`${jsonText({ ...plan, done: mode === 'apply' })}\n`);
  people.write(planText(plan));
  if (plan.cut === undefined) return;
  people.write(mode === 'apply' ? doneText(plan, bundle) : DRY_TEXT);
}

async function restoreHere(place: ArchivePlace, { bundle, output, out, err }: ArchiveOptions): Promise<void> {
  const restored = await restore(place, bundle);
  if (output === 'json') out.write(`${jsonText(restored)}\n`);
  (output === 'json' ? err : out).write(restoredText(restored));
}

/** A day as an instant, ms. */
function dayOf(written: string): number {
  const instant = /^\d{4}-\d\d-\d\d$/.test(written) ? Date.parse(`${written}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== written)
    throw new InvalidArgumentError('Write a day such as 2027-01-01.');
  return instant;
}

/** The command line of `archive`. */
export function archiveCli(): Command {
  return new Command('archive')
    .description('move the old history of the branch with the record out of it, so that clones stay small')
    .option('--apply', 'do it; without this the command only shows what it would do')
    .option('--before <day>', 'what is older goes; without it: all that is older than last year', dayOf)
    .option(
      '--bundle <file>',
      'with --apply: write the archive to a new file as well, for a release or a disk',
    )
    .addOption(
      new Option('--restore', 'join the archived history to this clone').conflicts([
        'apply',
        'before',
        'bundle',
      ]),
    )
    .option('--from <file>', 'with --restore: a file that --bundle wrote, in place of `origin`')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: ArchiveFlags) => {
      process.exitCode = await archiveCommand(optionsOf(options));
    });
}

interface ArchiveFlags {
  readonly apply?: boolean;
  readonly before?: number;
  readonly bundle?: string;
  readonly restore?: boolean;
  readonly from?: string;
  readonly json?: boolean;
}

function optionsOf(flags: ArchiveFlags): ArchiveOptions {
  const mode = flags.restore === true ? 'restore' : flags.apply === true ? 'apply' : 'look';
  if (flags.bundle !== undefined && mode !== 'apply')
    throw new CommandFailure('--bundle goes with --apply: add it');
  if (flags.from !== undefined && mode !== 'restore')
    throw new CommandFailure('--from goes with --restore: add it');
  const folder = process.cwd();
  const file = flags.bundle ?? flags.from;
  return {
    folder,
    variables: process.env,
    before: flags.before ?? keptFrom(currentSecond()),
    mode,
    ...(file !== undefined && { bundle: pathFrom(folder, file) }),
    ...streams({ ...(flags.json !== undefined && { json: flags.json }) }),
  };
}

import { basename, join, resolve } from 'node:path';
import { Command } from 'commander';
import type { Sink } from '../channels/channel/sink.ts';
import { createSinks, variablesToRedact } from '../channels/registry.ts';
import { checkChannels } from '../doctor/channels.ts';
import { budgetCheck, creditsCheck } from '../doctor/credits.ts';
import { checkData, type DataExamination } from '../doctor/data.ts';
import {
  brokenTexts,
  type Diagnosis,
  diagnosisJson,
  diagnosisLines,
  diagnosisSummary,
} from '../doctor/diagnosis.ts';
import { broken, type Check, ok, quoted, warning } from '../doctor/finding.ts';
import { gitSettingsChecks } from '../doctor/git-settings.ts';
import { checkGithub } from '../doctor/github.ts';
import { checkAnswer, checkKey } from '../doctor/key.ts';
import { mend } from '../doctor/mend.ts';
import { checkPush } from '../doctor/push.ts';
import { checkRelease } from '../doctor/release.ts';
import { REMEDIES } from '../doctor/remedies.ts';
import { repairChecks } from '../doctor/repair-check.ts';
import { nextRepairs, type RepairPlace } from '../doctor/repairs.ts';
import { checkWorkflowFile, scheduledHours } from '../doctor/workflow-file.ts';
import { type Environment, readEnvironment } from '../environment.ts';
import { CommandFailure } from '../failure.ts';
import { type Git, GitError } from '../git/git.ts';
import { TREE } from '../git/record-branch.ts';
import { creditsPerDay } from '../health/days.ts';
import { rehearse } from '../replay/rehearsal.ts';
import type { Trial } from '../run/trial.ts';
import { tryChannels } from '../run/try-channels.ts';
import { examineSource } from '../sources/registry.ts';
import { EMPTY_STATE } from '../state/state.ts';
import { openStore } from '../store/store.ts';
import { formatAmount } from '../text/numbers.ts';
import type { TextOut } from '../text/text-out.ts';
import type { ParsedWatchlist } from '../watchlist/parse.ts';
import { readWatchlist } from '../watchlist/read.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { currentSecond, streams } from './input/arguments.ts';
import { jobGit } from './input/job-git.ts';
import { dataBranchOf, recordFolder } from './input/record-folder.ts';
import { jsonText } from './output/json-text.ts';
import { addToSummary } from './output/summary-file.ts';

export interface DoctorOptions {
  /** The folder with watchlist.yml and data/. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Instant of the examination, ms. */
  readonly now: number;
  /** Whether each channel is sent a test alert. */
  readonly channels: 'look' | 'send-test';
  /** Whether one credit may be spent to see that Scavio answers. */
  readonly answers: 'free' | 'spend';
  /** Whether what has a safe repair is mended. */
  readonly repairs: 'look' | 'mend';
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** Examines everything a run depends on. @returns the exit code: 1 when something is broken */
export async function doctorCommand(options: DoctorOptions): Promise<number> {
  const { folder, variables, now, output, out, err } = options;
  const people = output === 'json' ? err : out;
  const parsed = await readWatchlist(join(folder, 'watchlist.yml'));
  const environment = readEnvironment(
    variables,
    variablesToRedact(parsed.kind === 'valid' ? parsed.watchlist.channels : []),
  );
  const { redact, stepSummary, inActions } = environment;
  const records = await foundRecords(options);
  const place = await repairPlace(options, records, { parsed, environment });
  const repaired =
    options.repairs === 'look' ? undefined : await mend(place, (line) => people.write(`${redact(line)}\n`));
  const diagnosis = await diagnose(options, parsed, environment, { place, records });

  people.write(`${redact(diagnosisLines(diagnosis).join('\n'))}\n`);
  if (output === 'json')
    out.write(
      `${redact(jsonText(diagnosisJson({ ...diagnosis, ...(repaired !== undefined && { repaired }) }, now)))}\n`,
    );
  const unwritten = stepSummary && (await addToSummary(stepSummary, redact(diagnosisSummary(diagnosis))));
  if (unwritten) people.write(`${unwritten}\n`);
  const errors = brokenTexts(diagnosis);
  if (inActions && output === 'people') {
    const { annotate } = await import('./output/annotations.ts');
    annotate('error', errors.map(redact));
  }
  return errors.length === 0 ? 0 : 1;
}

/** The folder with the record, and the branch of its own that it is on; or why it is not to be had. */
type FoundRecords =
  | { readonly kind: 'found'; readonly folder: string; readonly branch?: string; readonly warning?: string }
  | { readonly kind: 'lost'; readonly folder: string; readonly branch?: string; readonly message: string };

async function foundRecords({ folder, variables }: DoctorOptions): Promise<FoundRecords> {
  const branch = await dataBranchOf(folder);
  const own = branch === undefined ? {} : { branch };
  try {
    return { kind: 'found', ...own, ...(await recordFolder(folder, variables)) };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return { kind: 'lost', folder, ...own, message: error.message };
  }
}

/** Where repairs are looked for. */
async function repairPlace(
  { folder, now }: DoctorOptions,
  records: FoundRecords,
  { parsed, environment }: { readonly parsed: ParsedWatchlist; readonly environment: Environment },
): Promise<RepairPlace> {
  const keepHoursDays = parsed.kind === 'valid' ? parsed.watchlist.keepHoursDays : undefined;
  const gitFolder = await gitFolderOf(jobGit(folder, environment));
  return {
    folder: records.folder,
    now,
    ...(gitFolder !== undefined && { gitFolder: resolve(folder, gitFolder) }),
    ...(keepHoursDays !== undefined && { keepHoursDays }),
  };
}

async function gitFolderOf(git: Git): Promise<string | undefined> {
  try {
    return (await git('rev-parse', '--git-dir')).trim();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}

async function diagnose(
  { folder, now, channels, answers }: DoctorOptions,
  parsed: ParsedWatchlist,
  environment: Environment,
  { place, records }: { readonly place: RepairPlace; readonly records: FoundRecords },
): Promise<Diagnosis> {
  const git = jobGit(records.folder, environment);
  const around = async (): Promise<readonly Check[]> => [
    ...(await gitSettingsChecks(git)),
    ...(await checkGithub(environment, records.branch)),
    await checkPush(git, environment.inActions ? 'actions' : 'machine', records.branch),
    await checkWorkflowFile(folder),
    await checkRelease(environment),
  ];
  const source = examineSource(environment);
  const remedies = REMEDIES[environment.inActions ? 'actions' : 'machine'];
  const key = await checkKey(source, remedies);
  if (parsed.kind === 'invalid') return { checks: [watchlistCheck(parsed), key.check, ...(await around())] };

  const { watchlist } = parsed;
  const { timezone } = watchlist;
  const dueHours = await scheduledHours(folder, now);
  const data = await dataOf(records, git, { now, remedies, timezone, ...(dueHours && { dueHours }) });
  const { credits, hashtags, health } = data.state ?? EMPTY_STATE;
  const pace = creditsPerDay(health, now);
  const [first] = watchlist.watches;
  const id = first && hashtags.get(first.hashtag)?.id;
  const target = { hashtag: first?.hashtag ?? '', ...(id !== undefined && { id }) };
  const sinks = await createSinks(watchlist.channels, { environment, timezone, recent: async () => [] });
  const trials = channels === 'look' ? undefined : await sendTest(watchlist, sinks, now);
  return {
    checks: [
      watchlistCheck(parsed),
      key.check,
      await checkAnswer(source, target, answers, remedies),
      creditsCheck(key.left ?? credits.left, watchlist, pace),
      budgetCheck(watchlist, credits, pace, now),
      ...repairChecks(await nextRepairs(place)),
      ...data.checks,
      ...(await around()),
      ...checkChannels(watchlist, sinks, trials, remedies),
    ],
    ...(trials !== undefined && { trials }),
  };
}

/** What the record says; of one on a branch of its own also where it is. */
async function dataOf(records: FoundRecords, git: Git, examination: DataExamination) {
  if (records.kind === 'lost') {
    const remedy = 'see that the remote can be reached and holds the branch; nothing is recorded until then';
    return { checks: [broken('data-branch', quoted(records.message), remedy)] };
  }
  const { folder, branch, warning: old } = records;
  const data = await checkData(openStore(join(folder, 'data')), git, examination);
  return {
    ...data,
    checks: [...(branch === undefined ? [] : [branchCheck(branch, folder, old)]), ...data.checks],
  };
}

function branchCheck(branch: string, folder: string, old: string | undefined): Check {
  if (old !== undefined)
    return warning('data-branch', quoted(old), 'try again when the remote can be reached');
  return ok(
    'data-branch',
    basename(folder) === TREE
      ? `the record is on ${quoted(branch)}`
      : `${quoted(branch)} begins with the next run, which takes along what data/ holds`,
  );
}

function watchlistCheck(parsed: ParsedWatchlist): Check {
  const remedy = 'npm run check shows each with its line';
  if (parsed.kind === 'invalid') {
    const [first] = parsed.problems;
    const count = parsed.problems.length + parsed.omitted;
    const which = count === 1 ? 'a problem' : `${formatAmount(count, 'problem')}, the first`;
    return broken('watchlist', `${which} in line ${first?.line}: ${quoted(first?.message ?? '')}`, remedy);
  }
  const { watches, channels } = parsed.watchlist;
  const found = `${formatAmount(watches.length, 'hashtag')}, ${formatAmount(channels.length, 'channel')}`;
  const count = parsed.warnings.length;
  return count === 0
    ? ok('watchlist', found)
    : warning('watchlist', `${found}; ${formatAmount(count, 'warning')}`, remedy);
}

/** A test alert to every channel. An issue is closed again at once; a message elsewhere stands alone. */
async function sendTest(
  { channels, watches }: Watchlist,
  sinks: ReadonlyMap<string, Sink>,
  now: number,
): Promise<readonly Trial[]> {
  const tried = channels.flatMap(({ name, type }) => {
    const watch = watches.find(({ notify }) => notify.includes(name)) ?? watches[0];
    if (watch === undefined || sinks.get(name)?.problem !== undefined) return [];
    const [opened, , over] = rehearse(watch, now).alerts;
    return [{ channel: name, alerts: type === 'issue' ? [opened, over] : [opened] }];
  });
  return tryChannels(tried, sinks, now);
}

/** The command line of `doctor`. */
export function doctorCli(): Command {
  return new Command('doctor')
    .description('check everything a run depends on, and say what to do about what is broken')
    .option('--send-test', 'send a test alert through each channel; an issue is closed again')
    .option('--repair', 'show and then mend what has a safe repair')
    .option('--spend-a-credit', 'ask Scavio for one hashtag, which costs one credit')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: DoctorFlags) => {
      process.exitCode = await doctorCommand({
        folder: process.cwd(),
        variables: process.env,
        now: currentSecond(),
        channels: options.sendTest === true ? 'send-test' : 'look',
        repairs: options.repair === true ? 'mend' : 'look',
        answers: options.spendACredit === true ? 'spend' : 'free',
        ...streams(options),
      });
    });
}

interface DoctorFlags {
  readonly sendTest?: boolean;
  readonly spendACredit?: boolean;
  readonly repair?: boolean;
  readonly json?: boolean;
}

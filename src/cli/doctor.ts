import { join, resolve } from 'node:path';
import { Command } from 'commander';
import type { Sink } from '../channels/channel/sink.ts';
import { createSinks, variablesToRedact } from '../channels/registry.ts';
import { checkChannels } from '../doctor/channels.ts';
import { budgetCheck, creditsCheck } from '../doctor/credits.ts';
import { checkData } from '../doctor/data.ts';
import {
  brokenTexts,
  type Diagnosis,
  diagnosisJson,
  diagnosisLines,
  diagnosisSummary,
} from '../doctor/diagnosis.ts';
import { broken, type Check, ok, quoted, warning } from '../doctor/finding.ts';
import { checkGithub } from '../doctor/github.ts';
import { checkAnswer, checkKey } from '../doctor/key.ts';
import { mend } from '../doctor/mend.ts';
import { checkPush } from '../doctor/push.ts';
import { checkRelease } from '../doctor/release.ts';
import { REMEDIES } from '../doctor/remedies.ts';
import { repairChecks } from '../doctor/repair-check.ts';
import { nextRepairs, type RepairPlace } from '../doctor/repairs.ts';
import { checkWorkflowFile } from '../doctor/workflow-file.ts';
import { type Environment, readEnvironment } from '../environment.ts';
import { type Git, GitError } from '../git/git.ts';
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
  const place = await repairPlace(options, parsed, environment);
  const repaired =
    options.repairs === 'look' ? undefined : await mend(place, (line) => people.write(`${redact(line)}\n`));
  const diagnosis = await diagnose(options, parsed, environment, place);

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

/** Where repairs are looked for. */
async function repairPlace(
  { folder, now }: DoctorOptions,
  parsed: ParsedWatchlist,
  environment: Environment,
): Promise<RepairPlace> {
  const keepHoursDays = parsed.kind === 'valid' ? parsed.watchlist.keepHoursDays : undefined;
  const gitFolder = await gitFolderOf(jobGit(folder, environment));
  return {
    folder,
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
  place: RepairPlace,
): Promise<Diagnosis> {
  const git = jobGit(folder, environment);
  const around = async (): Promise<readonly Check[]> => [
    ...(await checkGithub(environment)),
    await checkPush(git, environment.inActions ? 'actions' : 'machine'),
    await checkWorkflowFile(folder),
    await checkRelease(environment),
  ];
  const source = examineSource(environment);
  const remedies = REMEDIES[environment.inActions ? 'actions' : 'machine'];
  const key = await checkKey(source, remedies);
  if (parsed.kind === 'invalid') return { checks: [watchlistCheck(parsed), key.check, ...(await around())] };

  const { watchlist } = parsed;
  const { timezone } = watchlist;
  const data = await checkData(openStore(join(folder, 'data')), git, { now, remedies, timezone });
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

function watchlistCheck(parsed: ParsedWatchlist): Check {
  const remedy = 'npm run check shows each with its line';
  if (parsed.kind === 'invalid') {
    const [first] = parsed.problems;
    const count = formatAmount(parsed.problems.length + parsed.omitted, 'problem');
    return broken(
      'watchlist',
      `${count}, the first in line ${first?.line}: ${quoted(first?.message ?? '')}`,
      remedy,
    );
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

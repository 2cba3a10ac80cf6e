import { join } from 'node:path';
import { secretVariables } from '../core/channel-secrets.ts';
import { contextsOf } from '../core/detect/rules.ts';
import { broken, type Check, ok, quoted, warning } from '../core/doctor/check.ts';
import { budgetCheck, creditsCheck } from '../core/doctor/credits.ts';
import {
  brokenTexts,
  type Diagnosis,
  diagnosisJson,
  diagnosisLines,
  diagnosisSummary,
} from '../core/doctor/diagnosis.ts';
import type { Trial } from '../core/doctor/trial.ts';
import { rehearse } from '../core/rehearsal.ts';
import { EMPTY_STATE } from '../core/state/state.ts';
import { formatAmount } from '../core/text/numbers.ts';
import type { Watchlist } from '../core/watchlist.ts';
import { checkChannels } from '../doctor/channels.ts';
import { checkData } from '../doctor/data.ts';
import { checkGithub } from '../doctor/github.ts';
import { checkAnswer, checkKey } from '../doctor/key.ts';
import { checkPush } from '../doctor/push.ts';
import { checkWorkflowFile } from '../doctor/workflow-file.ts';
import { type Environment, readEnvironment } from '../environment.ts';
import { addToSummary } from '../publish/summary-file.ts';
import type { Sink } from '../sinks/sink.ts';
import { createSinks } from '../sinks/sinks.ts';
import { openStore } from '../store/store.ts';
import { tryChannels } from '../track/rehearse.ts';
import type { ParsedWatchlist } from '../watchlist/parse.ts';
import { readWatchlist } from '../watchlist/read.ts';
import type { TextOut } from './check.ts';
import { jobGit } from './job-git.ts';
import { jsonText } from './track.ts';

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
    parsed.kind === 'valid' ? secretVariables(parsed.watchlist) : [],
  );
  const { redact, stepSummary, inActions } = environment;
  const diagnosis = await diagnose(options, parsed, environment);

  people.write(`${redact(diagnosisLines(diagnosis).join('\n'))}\n`);
  if (output === 'json') out.write(`${redact(jsonText(diagnosisJson(diagnosis, now)))}\n`);
  const unwritten = stepSummary && (await addToSummary(stepSummary, redact(diagnosisSummary(diagnosis))));
  if (unwritten) people.write(`${unwritten}\n`);
  const errors = brokenTexts(diagnosis);
  if (inActions && output === 'people') {
    const { annotate } = await import('../publish/actions.ts');
    annotate('error', errors.map(redact));
  }
  return errors.length === 0 ? 0 : 1;
}

async function diagnose(
  { folder, now, channels, answers }: DoctorOptions,
  parsed: ParsedWatchlist,
  environment: Environment,
): Promise<Diagnosis> {
  const git = jobGit(folder, environment);
  const around = async (): Promise<readonly Check[]> => [
    ...(await checkGithub(environment)),
    await checkPush(git, environment.inActions ? 'actions' : 'machine'),
    await checkWorkflowFile(folder),
  ];
  const key = await checkKey(environment);
  if (parsed.kind === 'invalid') return { checks: [watchlistCheck(parsed), key.check, ...(await around())] };

  const { watchlist } = parsed;
  const data = await checkData(openStore(join(folder, 'data'), contextsOf(watchlist)), git, now);
  const { credits, hashtags } = data.state ?? EMPTY_STATE;
  const [first] = watchlist.watches;
  const id = first && hashtags.get(first.hashtag)?.id;
  const target = { hashtag: first?.hashtag ?? '', ...(id !== undefined && { id }) };
  const { timezone } = watchlist;
  const sinks = createSinks(watchlist.channels, { environment, timezone, recent: async () => [] });
  const trials = channels === 'look' ? undefined : await sendTest(watchlist, sinks, now);
  return {
    checks: [
      watchlistCheck(parsed),
      key.check,
      await checkAnswer(environment, target, answers),
      creditsCheck(key.left ?? credits.left, watchlist),
      budgetCheck(watchlist, credits, now),
      ...data.checks,
      ...(await around()),
      ...checkChannels(watchlist, sinks, trials),
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

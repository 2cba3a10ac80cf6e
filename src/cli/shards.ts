import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { readEnvironment } from '../environment.ts';
import { CommandFailure } from '../failure.ts';
import { planSampling } from '../run/plan.ts';
import { mergeShards, sourceOfShards } from '../shards/merge-shards.ts';
import { readAnswers, readPlan, writeAnswer, writePlan } from '../shards/shard-files.ts';
import { cutTargets, paceOfKeys, SHARDS_MAX, type ShardPlan } from '../shards/shard-plan.ts';
import { openSource } from '../sources/registry.ts';
import { SOURCE } from '../sources/source/about.ts';
import { openStore } from '../store/store.ts';
import { unwritableFolder } from '../store/unreadable.ts';
import { formatAmount } from '../text/numbers.ts';
import { isoUtc } from '../text/time.ts';
import { clockOf } from './input/clock.ts';
import { loadWatchlist } from './input/load-watchlist.ts';
import { recordFolder } from './input/record-folder.ts';
import { trackCommand } from './track.ts';

/** A run in parts: `plan` cuts what is due, a `sample` for each part asks the source, and one `record` judges, records, alerts. */
export const SHARD_COMMANDS = {
  plan: () =>
    new Command('plan')
      .description('cut the hashtags that are due into shards (docs/shards.md)')
      .requiredOption('--shards <n>', 'how many jobs sample side by side', shardCount)
      .option('--keys <names>', 'variables with an API key each, separated by spaces', SOURCE.keyVariable)
      .option('--to <file>', 'where to write the plan', 'plan.json')
      .option('--now <iso>', 'the instant of the run, for replays and tests')
      .action(planCommand),
  sample: () =>
    new Command('sample')
      .description('sample one shard of a plan, and write what it answered to a file')
      .requiredOption('--shard <index>', 'which one, from 0', Number)
      .option('--plan <file>', 'the plan', 'plan.json')
      .requiredOption('--to <file>', 'where to write it')
      .option('--now <iso>', 'the instant of the answers, for replays and tests')
      .action(sampleCommand),
  record: () =>
    new Command('record')
      .description('judge, record and alert what the shards of a plan have sampled')
      .option('--plan <file>', 'the plan', 'plan.json')
      .option('--samples <folder>', 'the folder with their files', 'samples')
      .option('--push', 'commit, push and then send (the default inside GitHub Actions)')
      .option('--no-push', 'write the files only (the default elsewhere)')
      .action(recordCommand),
};

function shardCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > SHARDS_MAX)
    throw new InvalidArgumentError(`write a whole number from 1 to ${SHARDS_MAX}.`);
  return count;
}

interface PlanFlags {
  readonly shards: number;
  readonly keys: string;
  readonly to: string;
  readonly now?: string;
}

async function planCommand({ shards, keys: named, to, now: given }: PlanFlags): Promise<void> {
  const now = clockOf(given)();
  const { watchlist } = await loadWatchlist(process.cwd(), process.stdout);
  const { folder } = await recordFolder(process.cwd(), process.env);
  const state = await openStore(join(folder, 'data')).readState();
  const keys = named.split(/[\s,]+/).filter((name) => name !== '');
  const wrong = keys.find((name) => !/^[A-Z][A-Z0-9_]*$/.test(name));
  if (keys.length === 0 || wrong !== undefined)
    throw new CommandFailure(
      `--keys ${named}: name variables such as ${SOURCE.keyVariable}, separated by spaces`,
    );
  const { pace } = state;
  const wide =
    pace === undefined ? state : { ...state, pace: paceOfKeys(pace, Math.min(shards, keys.length)) };
  const { targets, creditsMax } = planSampling({ watchlist, state: wide, now });
  const plan: ShardPlan = {
    run: process.env.GITHUB_RUN_ID ?? 'local',
    at: now,
    ...(state.at !== undefined && { stateAt: state.at }),
    order: targets.map(({ hashtag }) => hashtag),
    shards: cutTargets({
      ...{ targets, shards, keys, now },
      ...(creditsMax !== undefined && { creditsMax }),
      ...(pace !== undefined && { pace }),
    }),
  };
  await write(to, writePlan(plan).text);
  const matrix = plan.shards.map(({ key }, shard) => ({ shard, key }));
  if (process.env.GITHUB_OUTPUT) {
    const { handOver } = await import('./output/publish-review.ts');
    handOver('matrix', JSON.stringify(matrix));
  }
  process.stdout.write(
    `${formatAmount(targets.length, 'hashtag')} due, in ${formatAmount(matrix.length, 'shard')}; the plan is in ${to}\n`,
  );
}

interface SampleFlags {
  readonly shard: number;
  readonly plan: string;
  readonly to: string;
  readonly now?: string;
}

async function sampleCommand({ shard: index, plan: file, to, now }: SampleFlags): Promise<void> {
  const { plan, digest } = await readPlan(file);
  const shard = plan.shards[index];
  if (shard === undefined)
    throw new CommandFailure(`--shard ${index}: the plan has ${plan.shards.length}, counted from 0`);
  const environment = readEnvironment(process.env, [SOURCE.keyVariable]);
  const opened = openSource(environment, clockOf(now));
  if (opened.kind === 'unusable') throw new CommandFailure(opened.message);
  const { targets, creditsMax, pace } = shard;
  const sampling = await opened.source.sample(targets, {
    ...(creditsMax !== undefined && { creditsMax }),
    ...(pace !== undefined && { pace }),
  });
  await write(to, writeAnswer({ plan: digest, run: plan.run, shard: index, sampling }));
  const { samples, failures } = sampling;
  process.stdout.write(
    `shard ${index} of ${plan.shards.length}: ${samples.length} sampled, ${failures.length} failed\n`,
  );
}

async function write(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: unknown) => {
    throw unwritableFolder(file, error);
  });
}

interface RecordFlags {
  readonly plan: string;
  readonly samples: string;
  readonly push?: boolean;
}

async function recordCommand({ plan: file, samples, push }: RecordFlags): Promise<void> {
  const { plan, digest } = await readPlan(file);
  const merged = mergeShards(plan, digest, await readAnswers(samples));
  const { stateAt } = plan;
  process.exitCode = await trackCommand({
    folder: process.cwd(),
    variables: process.env,
    now: isoUtc(plan.at),
    mode: push === undefined ? 'default' : push ? 'push' : 'write',
    sampled: {
      source: sourceOfShards(merged),
      warnings: merged.warnings,
      ...(stateAt !== undefined && { stateAt }),
    },
    output: 'people',
    out: process.stdout,
    err: process.stderr,
  });
}

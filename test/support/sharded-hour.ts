import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type GitRemote, git } from './git-remote.ts';
import { type JobReport, type JobRequest, runJob } from './workflow-runner.ts';

const WORKFLOW = resolve(import.meta.dirname, '../../.github/workflows/track-in-shards.yml');

export interface ShardedHour {
  readonly plan: JobReport;
  /** In the order of the plan. */
  readonly samples: readonly JobReport[];
  readonly record: JobReport;
}

/**
 * Runs `track-in-shards.yml`: the plan, a job for each entry of its matrix, and the record.
 * @param arranged in which order the shards sample
 */
export async function runShardedHour(
  request: Omit<JobRequest, 'file' | 'job'> & { readonly artifacts: string },
  arranged: {
    readonly order?: (shards: readonly number[]) => readonly number[];
  } = {},
): Promise<ShardedHour> {
  const job = (id: string, more: Partial<JobRequest>): Promise<JobReport> =>
    runJob({ ...request, file: WORKFLOW, job: id, event: 'workflow_dispatch', ...more });
  const plan = await job('plan', {});
  const matrix = entries.parse(JSON.parse(plan.outputs.matrix ?? '[]'));
  const shards = matrix.map(({ shard }) => shard);
  const samples = new Map<number, JobReport>();
  for (const shard of arranged.order?.(shards) ?? shards) {
    const entry = matrix.find((one) => one.shard === shard);
    samples.set(
      shard,
      await job('sample', { needs: { plan }, ...(entry !== undefined && { matrix: entry }) }),
    );
  }
  const done = shards.flatMap((shard) => samples.get(shard) ?? []);
  const failed = done.find(({ result }) => result !== 'success') ?? done[0];
  const record = await job('record', {
    needs: { plan, ...(failed !== undefined && { sample: failed }) },
  });
  return { plan, samples: done, record };
}

const entries = z.array(z.strictObject({ shard: z.number(), key: z.string() }));

/** Variables that make Node's clock stand still, so that two runs see the same instants. */
export function stoppedClock(now: number): Readonly<Record<string, string>> {
  const text = encodeURIComponent(`Date.now = () => ${now};`);
  return { NODE_OPTIONS: `--import=data:text/javascript,${text}` };
}

/**
 * The record of a remote, file by file. Left out are the pace, which no two runs share, and the port in links, since each
 * remote has a GitHub of its own.
 */
export async function recordOf(remote: GitRemote): Promise<Readonly<Record<string, string>>> {
  const paths = (await git(remote.path, 'ls-tree', '-r', '--name-only', 'main', 'data')).trim().split('\n');
  const texts = await Promise.all(
    paths.map(async (path) => {
      const text = (await remote.read(path)) ?? '';
      if (path !== 'data/state.json') return [path, withoutPorts(text)];
      const { pace: _, ...state } = JSON.parse(text);
      return [path, withoutPorts(JSON.stringify(state))];
    }),
  );
  return Object.fromEntries(texts);
}

/** So many of a file are shown. */
const DIFFERENCES_MAX = 10;

/** Where two records differ: in JSON by value, in other files by line. */
export function differencesOf(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((path) => {
    if (one[path] === other[path]) return [];
    const [left, right] = [valuesIn(one[path] ?? ''), valuesIn(other[path] ?? '')];
    return [...new Set([...left.keys(), ...right.keys()])]
      .filter((place) => left.get(place) !== right.get(place))
      .slice(0, DIFFERENCES_MAX)
      .map((place) => `${path} ${place}: ${left.get(place)} and ${right.get(place)}`);
  });
}

function valuesIn(text: string): ReadonlyMap<string, string> {
  const leaves = (value: unknown, path: string): readonly (readonly [string, string])[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`))
      : [[path, JSON.stringify(value)]];
  try {
    return new Map(leaves(JSON.parse(text), ''));
  } catch {
    return new Map(text.split('\n').map((line, index) => [`line ${index + 1}`, line]));
  }
}

/** A text without the ports of this machine's servers. */
export function withoutPorts(text: string): string {
  return text.replaceAll(/127\.0\.0\.1:\d+/g, 'server.example');
}

/** The file of a shard among the artifacts. */
export function artifactOf(artifacts: string, shard: number): string {
  return join(artifacts, `shard-${shard}`, `shard-${shard}.json`);
}

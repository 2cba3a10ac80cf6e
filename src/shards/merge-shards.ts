import type { Failure } from '../readings/sample.ts';
import type { Sampling, Source, SpentCredits } from '../sources/source/source.ts';
import { formatAmount } from '../text/numbers.ts';
import type { ShardPlan } from './shard-plan.ts';

/** What one shard has handed on, as its file says. */
export interface ShardAnswer {
  /** Digest of the plan that it was made for. */
  readonly plan: string;
  readonly run: string;
  /** From 0. */
  readonly shard: number;
  readonly sampling: Sampling;
}

/** A file that shards have left: what it holds, or why it cannot be read. */
export type ShardFile = { readonly file: string } & (
  | { readonly kind: 'read'; readonly answer: ShardAnswer }
  | { readonly kind: 'unreadable'; readonly why: string }
);

/** What all shards brought in together. */
export interface MergedShards {
  readonly sampling: Sampling;
  /** Files that were refused, and shards that are lost, in whole sentences. */
  readonly warnings: readonly string[];
}

/** The code of a hashtag whose shard handed nothing on. */
const LOST_SHARD = 'lost-shard';
/** The code of a hashtag that became due after the plan was made. */
const NOT_PLANNED = 'not-planned';

/**
 * Puts together what shards have handed on, in the order of the plan: the order of the files changes nothing. A file that is
 * not of this plan, or that claims a hashtag of another shard, is refused as a whole, and a shard that is missing costs its own
 * hashtags alone.
 * @param digest of the plan
 */
export function mergeShards(plan: ShardPlan, digest: string, files: readonly ShardFile[]): MergedShards {
  const taken = new Map<number, ShardAnswer>();
  const refused: string[] = [];
  for (const file of files.toSorted((a, b) => (a.file < b.file ? -1 : 1))) {
    const why = file.kind === 'unreadable' ? file.why : problemOf(plan, digest, file.answer, taken);
    if (why !== undefined) refused.push(`${file.file} was refused: ${why}`);
    else if (file.kind === 'read') taken.set(file.answer.shard, file.answer);
  }
  const lost = plan.shards.flatMap((_, index) => (taken.has(index) ? [] : [index]));
  const failures = lost.flatMap((index) => lostHashtags(plan, index));
  const answers = [...taken.values()].toSorted((a, b) => a.shard - b.shard);
  return {
    sampling: together(plan, answers, failures),
    warnings: [...refused, ...lost.map((index) => lostText(plan, index))],
  };
}

function problemOf(
  { run, shards }: ShardPlan,
  digest: string,
  answer: ShardAnswer,
  taken: ReadonlyMap<number, ShardAnswer>,
): string | undefined {
  if (answer.run !== run) return `it is of run ${answer.run}, and this is run ${run}`;
  if (answer.plan !== digest) return 'it was made for another plan of this run';
  const shard = shards[answer.shard];
  if (shard === undefined) return `it is of shard ${answer.shard}, and the plan has ${shards.length}`;
  const own = new Set(shard.targets.map(({ hashtag }) => hashtag));
  const { samples, failures } = answer.sampling;
  const stranger = [...samples, ...failures].find(({ hashtag }) => !own.has(hashtag));
  if (stranger !== undefined) return `it claims #${stranger.hashtag}, which is not of shard ${answer.shard}`;
  const readings = [...samples, ...failures.filter(({ lost }) => lost === 'reading')];
  const answered = new Set(readings.map(({ hashtag }) => hashtag));
  if (answered.size < readings.length) return 'it holds a hashtag twice';
  if (answered.size < own.size)
    return `it holds ${answered.size} of the ${own.size} hashtags of shard ${answer.shard}`;
  const first = taken.get(answer.shard);
  // The same file twice is no contradiction.
  if (first !== undefined && JSON.stringify(first) !== JSON.stringify(answer))
    return `another file says something else of shard ${answer.shard}`;
  return undefined;
}

function lostText({ shards }: ShardPlan, index: number): string {
  const count = formatAmount(shards[index]?.targets.length ?? 0, 'hashtag');
  return `shard ${index} of ${shards.length} is lost, with ${count}: see its job “Sample”`;
}

function lostHashtags({ shards }: ShardPlan, index: number): readonly Failure[] {
  const message = `its shard ${index} of ${shards.length} handed nothing on: see its job “Sample”; the next run reads it`;
  return (shards[index]?.targets ?? []).map(({ hashtag }) => ({
    hashtag,
    code: LOST_SHARD,
    lost: 'reading',
    message,
  }));
}

/** As one run would have brought it in. The pace is left out: what shards may do side by side is not what one may do alone. */
function together(
  { order, shards }: ShardPlan,
  answers: readonly ShardAnswer[],
  lost: readonly Failure[],
): Sampling {
  const places = new Map(order.map((hashtag, index) => [hashtag, index]));
  const inOrder = <Item extends { readonly hashtag: string }>(items: readonly Item[]): readonly Item[] =>
    items.toSorted((a, b) => (places.get(a.hashtag) ?? 0) - (places.get(b.hashtag) ?? 0));
  const stopped = answers.flatMap(({ sampling }) => sampling.stopped ?? [])[0];
  return {
    samples: inOrder(answers.flatMap(({ sampling }) => sampling.samples)),
    failures: inOrder([...answers.flatMap(({ sampling }) => sampling.failures), ...lost]),
    credits: spentTogether(
      answers.map(({ shard, sampling }) => [shards[shard]?.key ?? '', sampling.credits]),
    ),
    ...(stopped !== undefined && { stopped }),
  };
}

/** What all shards have spent, and their accounts together: of each the most before and the least after, since credits only go down. */
function spentTogether(answers: readonly (readonly [key: string, credits: SpentCredits])[]): SpentCredits {
  const accounts = [...Map.groupBy(answers, ([key]) => key).values()];
  const known = (field: 'unsure' | 'before' | 'left', shards: typeof answers): readonly number[] =>
    shards.flatMap(([, credits]) => credits[field] ?? []);
  const sum = (parts: readonly number[]): number | undefined =>
    parts.length === 0 ? undefined : parts.reduce((all, part) => all + part, 0);
  const ofEach = (field: 'before' | 'left', pick: (...parts: number[]) => number): number | undefined =>
    sum(
      accounts
        .map((shards) => known(field, shards))
        .flatMap((parts) => (parts.length === 0 ? [] : pick(...parts))),
    );
  const unsure = sum(known('unsure', answers));
  const before = ofEach('before', Math.max);
  const left = ofEach('left', Math.min);
  return {
    used: answers.reduce((all, [, { used }]) => all + used, 0),
    ...(unsure !== undefined && { unsure }),
    ...(before !== undefined && { before }),
    ...(left !== undefined && { left }),
  };
}

/**
 * What was sampled before, as a source: a run over it does what a run that samples by itself does. It gives all that was planned:
 * one run alone may have less time, and ask for less.
 */
export function sourceOfShards({ sampling }: MergedShards): Source {
  return {
    sample: async (targets) => {
      const answered = new Set([...sampling.samples, ...sampling.failures].map(({ hashtag }) => hashtag));
      const late = targets.flatMap(({ hashtag }): readonly Failure[] =>
        answered.has(hashtag) ? [] : [{ hashtag, code: NOT_PLANNED, lost: 'reading', message: LATE }],
      );
      return { ...sampling, failures: [...sampling.failures, ...late] };
    },
  };
}

const LATE = 'it became due after this run was planned: the next run reads it';

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Failure, Sample } from '../../src/readings/sample.ts';
import {
  mergeShards,
  type ShardAnswer,
  type ShardFile,
  sourceOfShards,
} from '../../src/shards/merge-shards.ts';
import { readAnswers, readPlan, writeAnswer, writePlan } from '../../src/shards/shard-files.ts';
import { cutTargets, paceOfKeys, type ShardPlan } from '../../src/shards/shard-plan.ts';
import type { Sampling, Target } from '../../src/sources/source/source.ts';

const NOW = Date.UTC(2026, 10, 23, 10);

const targetsOf = (count: number): readonly Target[] =>
  Array.from({ length: count }, (_, index) => ({
    hashtag: `tag${index}`,
    ...(index % 3 === 0 && { listFromViews: 9 }),
  }));

function planOf(targets: readonly Target[], shards: number, keys: readonly string[] = ['KEY']): ShardPlan {
  const order = targets.map(({ hashtag }) => hashtag);
  return { run: '1001', at: NOW, order, shards: cutTargets({ targets, shards, keys, now: NOW }) };
}

/** What anybody is answered who asks for these: every seventh fails. */
function answersTo(targets: readonly Target[]): Sampling {
  const fails = (hashtag: string): boolean => Number(hashtag.slice(3)) % 7 === 6;
  const samples = targets.flatMap(({ hashtag }): readonly Sample[] =>
    fails(hashtag) ? [] : [{ hashtag, at: NOW, views: 1_000 + Number(hashtag.slice(3)) }],
  );
  const failures = targets.flatMap(({ hashtag }): readonly Failure[] =>
    fails(hashtag) ? [{ hashtag, code: 'http-500', message: 'no', lost: 'reading' }] : [],
  );
  return { samples, failures, credits: { used: 2 * targets.length } };
}

function filesOf(plan: ShardPlan, digest: string): readonly ShardFile[] {
  return plan.shards.map(({ targets }, shard) => ({
    file: `shard-${shard}.json`,
    kind: 'read',
    answer: { plan: digest, run: plan.run, shard, sampling: answersTo(targets) },
  }));
}

test('a cut loses and doubles no hashtag, is even, and keeps to the cap', () => {
  const cuts = fc.record({
    count: fc.integer({ min: 0, max: 400 }),
    shards: fc.integer({ min: 1, max: 256 }),
    spare: fc.integer({ min: 0, max: 500 }),
  });
  fc.assert(
    fc.property(cuts, ({ count, shards, spare }) => {
      const targets = targetsOf(count);
      const cost = targets.reduce((sum, { listFromViews }) => sum + (listFromViews === undefined ? 2 : 1), 0);
      const cut = cutTargets({ targets, shards, keys: ['A', 'B'], creditsMax: cost + spare, now: NOW });
      expect(cut.flatMap((shard) => shard.targets).toSorted(byName)).toEqual(targets.toSorted(byName));
      const sizes = cut.map((shard) => shard.targets.length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(cut.reduce((sum, { creditsMax = 0 }) => sum + creditsMax, 0)).toBeLessThanOrEqual(cost + spare);
    }),
  );
});

const byName = (a: Target, b: Target): number => (a.hashtag < b.hashtag ? -1 : 1);

test('a hashtag moves from shard to shard with the hours, and is in the same one within an hour', () => {
  const shardOf = (now: number): number =>
    cutTargets({ targets: targetsOf(50), shards: 5, keys: ['A'], now }).findIndex(({ targets }) =>
      targets.some(({ hashtag }) => hashtag === 'tag7'),
    );
  expect(shardOf(NOW)).toBe(shardOf(NOW + 59 * 60_000));
  const hours = Array.from({ length: 24 }, (_, hour) => shardOf(NOW + hour * 3_600_000));
  expect(new Set(hours).size).toBeGreaterThan(2);
});

test('shards that share a key share its pace', () => {
  const pace = { proven: 10, refused: 11, window: { requests: 60, ms: 60_000 } };
  const [first] = cutTargets({ targets: targetsOf(8), shards: 4, keys: ['A', 'B'], pace, now: NOW });
  expect(first?.pace).toEqual({ proven: 5, refused: 6, window: { requests: 30, ms: 60_000 } });
});

test('several keys have time for more than one, and all that they sampled is recorded', async () => {
  const perRun = { requests: 30, at: NOW };
  expect(paceOfKeys({ proven: 2, perRun }, 3).perRun).toEqual({ requests: 90, at: NOW });
  expect(paceOfKeys({ proven: 2 }, 3)).toEqual({ proven: 2 });
  const plan = planOf(targetsOf(6), 2);
  const { digest } = writePlan(plan);
  const { samples } = await sourceOfShards(mergeShards(plan, digest, filesOf(plan, digest))).sample(
    targetsOf(3),
  );
  expect(samples).toHaveLength(6);
});

test('whatever the cut and the order, a run over shards gets what a single run gets', async () => {
  const orders = fc.record({
    count: fc.integer({ min: 1, max: 60 }),
    shards: fc.integer({ min: 1, max: 20 }),
  });
  await fc.assert(
    fc.asyncProperty(orders, fc.infiniteStream(fc.nat()), async ({ count, shards }, keys) => {
      const targets = targetsOf(count);
      const plan = planOf(targets, shards);
      const { digest } = writePlan(plan);
      const shuffled = filesOf(plan, digest)
        .map((file) => ({ file, key: keys.next().value ?? 0 }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ file }) => file);
      const merged = mergeShards(plan, digest, [...shuffled, ...shuffled.slice(0, 1)]);
      expect(merged.warnings).toEqual([]);
      expect(await sourceOfShards(merged).sample(targets)).toEqual(answersTo(targets));
    }),
  );
});

test('what is left on the accounts is counted by account', () => {
  const plan = planOf(targetsOf(4), 4, ['A', 'B']);
  const { digest } = writePlan(plan);
  const lefts = [90, 50, 80, 40];
  const files = plan.shards.map(({ targets }, shard): ShardFile => {
    const sampling = {
      ...answersTo(targets),
      credits: { used: 2, before: (lefts[shard] ?? 0) + 2, left: lefts[shard] ?? 0 },
    };
    return { file: `${shard}`, kind: 'read', answer: { plan: digest, run: '1001', shard, sampling } };
  });
  expect(mergeShards(plan, digest, files).sampling.credits).toEqual({
    used: 8,
    before: 92 + 52,
    left: 80 + 40,
  });
});

test('a lost shard costs its own hashtags, and is named', () => {
  const targets = targetsOf(12);
  const plan = planOf(targets, 3);
  const { digest } = writePlan(plan);
  const merged = mergeShards(plan, digest, filesOf(plan, digest).slice(1));
  const lost = plan.shards[0]?.targets.map(({ hashtag }) => hashtag) ?? [];
  expect(merged.warnings).toEqual(['shard 0 of 3 is lost, with 4 hashtags: see its job “Sample”']);
  const coded = merged.sampling.failures.filter(({ code }) => code === 'lost-shard');
  expect(coded.map(({ hashtag }) => hashtag)).toEqual(lost);
  expect(merged.sampling.samples.length).toBe(
    answersTo(targets.filter((one) => !lost.includes(one.hashtag))).samples.length,
  );
});

test('a hashtag that was not in the plan fails for this run alone', async () => {
  const plan = planOf(targetsOf(2), 1);
  const { digest } = writePlan(plan);
  const { failures } = await sourceOfShards(mergeShards(plan, digest, filesOf(plan, digest))).sample(
    targetsOf(3),
  );
  expect(failures.map(({ hashtag, code }) => `${hashtag} ${code}`)).toEqual(['tag2 not-planned']);
});

/** What is wrong with the hashtags of a file, and what is said. */
const MISFITS: readonly (readonly [string, (own: Sampling) => Sampling, string])[] = [
  [
    'a hashtag less',
    (own) => ({ ...own, samples: own.samples.slice(1) }),
    'it holds 5 of the 6 hashtags of shard 0',
  ],
  [
    'a reading twice',
    (own) => ({ ...own, samples: [...own.samples, ...own.samples.slice(0, 1)] }),
    'it holds a hashtag twice',
  ],
  [
    'a hashtag that was read and failed',
    (own) => ({
      ...own,
      failures: [
        { hashtag: own.samples[0]?.hashtag ?? '', code: 'http-500', message: 'no', lost: 'reading' },
      ],
    }),
    'it holds a hashtag twice',
  ],
];

test.each(MISFITS)('a file with %s is refused by name, and its shard is lost', (_, change, said) => {
  const plan = planOf(targetsOf(6), 1);
  const sampling = change({ ...answersTo(plan.shards[0]?.targets ?? []), failures: [] });
  const answer = { plan: 'digest', run: '1001', shard: 0, sampling };
  const merged = mergeShards(plan, 'digest', [{ file: 'shard-0.json', kind: 'read', answer }]);
  expect(merged.warnings[0]).toBe(`shard-0.json was refused: ${said}`);
  expect(merged.sampling.samples).toEqual([]);
  expect(merged.sampling.failures.map(({ code }) => code)).toEqual(new Array(6).fill('lost-shard'));
});

test('a hashtag whose videos alone failed is there once', () => {
  const plan = planOf(targetsOf(2), 1);
  const sampling = answersTo(plan.shards[0]?.targets ?? []);
  const failures: Failure[] = [{ hashtag: 'tag0', code: 'http-500', message: 'no', lost: 'listing' }];
  const answer = { plan: 'digest', run: '1001', shard: 0, sampling: { ...sampling, failures } };
  const { warnings } = mergeShards(plan, 'digest', [{ file: 'shard-0.json', kind: 'read', answer }]);
  expect(warnings).toEqual([]);
});

test('files come back as they were written; what is not of this plan is refused by name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shards-'));
  try {
    const plan = planOf(targetsOf(12), 6);
    const written = writePlan(plan);
    await writeFile(join(folder, 'plan'), written.text);
    expect(await readPlan(join(folder, 'plan'))).toEqual({ plan, digest: written.digest });
    const answer = (shard: number, more: Partial<ShardAnswer> = {}): string => {
      const sampling = answersTo(plan.shards[shard]?.targets ?? []);
      return writeAnswer({ plan: written.digest, run: '1001', shard, sampling, ...more });
    };
    const files = {
      'shard-0.json': answer(0),
      'shard-1.json': answer(1).slice(0, -20),
      'shard-2.json': answer(2, { run: '1000' }),
      'shard-3.json': answer(3, { plan: 'another' }),
      'shard-4.json': answer(4, { sampling: answersTo(plan.shards[0]?.targets ?? []) }),
      'shard-5.json': answer(5).replace('"version":1', '"version":2'),
      'shard-9.json': answer(9),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const { warnings, sampling } = mergeShards(plan, written.digest, await readAnswers(folder));
    const stranger = answersTo(plan.shards[0]?.targets ?? []).samples[0]?.hashtag;
    expect(warnings.slice(0, 6)).toEqual([
      'shard-1.json was refused: it ends too early or is no JSON: hand it on again',
      'shard-2.json was refused: it is of run 1000, and this is run 1001',
      'shard-3.json was refused: it was made for another plan of this run',
      `shard-4.json was refused: it claims #${stranger}, which is not of shard 4`,
      'shard-5.json was refused: it has version 2, and this program reads 1',
      'shard-9.json was refused: it is of shard 9, and the plan has 6',
    ]);
    expect(warnings).toHaveLength(6 + 5);
    expect(
      sampling.samples.length + sampling.failures.filter(({ code }) => code !== 'lost-shard').length,
    ).toBe(2);
    await writeFile(join(folder, 'plan'), written.text.slice(0, 40));
    await expect(readPlan(join(folder, 'plan'))).rejects.toThrow('it ends too early or is no JSON');
  } finally {
    await rm(folder, { recursive: true });
  }
});

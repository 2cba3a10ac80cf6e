import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { goThroughProcesses } from './go-through-processes.ts';
import type { Mutation } from './mutations.ts';

/** What became of the search for one mutation: the seed, or the race, that found it. */
export type MutationFound =
  | { readonly kind: 'found'; readonly by: 'seed' | 'race'; readonly at: number; readonly law: string }
  | { readonly kind: 'not found' };

const soaked = z.object({
  seeds: z.array(z.object({ seed: z.number(), violations: z.array(z.object({ law: z.string() })) })),
});

/** Lets the soak of a program with a mutation look for it, in a process of its own, until a promise does not hold. */
export async function findMutation(
  { name, by }: Mutation,
  { seeds, days }: { readonly seeds: number; readonly days: number },
): Promise<MutationFound> {
  if (by === 'races') return findInRaces(name, seeds);
  const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  const words = ['--import', new URL('./plant.ts', import.meta.url).href, here('../main.ts'), 'soak'];
  const limits = ['--seeds', String(seeds), '--days', String(days), '--until-broken', '--json'];
  const output = await run([...words, ...limits], { ...process.env, SOAK_MUTATION: name });
  const last = soaked.parse(JSON.parse(output)).seeds.at(-1);
  const [violation] = last?.violations ?? [];
  return last === undefined || violation === undefined
    ? { kind: 'not found' }
    : { kind: 'found', by: 'seed', at: last.seed, law: violation.law };
}

/** The mutation is planted in the programs that race. */
async function findInRaces(name: string, races: number): Promise<MutationFound> {
  const planted = {
    SOAK_MUTATION: name,
    NODE_OPTIONS: `--import=${new URL('./plant.ts', import.meta.url).href}`,
  };
  const { done, violations } = await goThroughProcesses({ kills: 0, races, disks: 0 }, 1, {
    progress: () => undefined,
    planted,
  });
  const [law] = violations;
  return law === undefined ? { kind: 'not found' } : { kind: 'found', by: 'race', at: done.races, law };
}

/** What a node says on stdout. Exit code 1 is a broken promise, which is what is looked for. */
async function run(words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [...words], { env, maxBuffer: 64e6 }, (error, stdout, stderr) => {
      if (error !== null && error.code !== 1) reject(new Error(stderr, { cause: error }));
      else if (stdout === '') reject(new Error(stderr));
      else resolve(stdout);
    });
  });
}

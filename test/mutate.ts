/**
 * Changes the code at random places, one at a time, and asks whether a test notices: `npm run mutate -- --help`.
 * It works on a copy of the repository, so the working tree stays as it is.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { randomStream } from '../src/simulator/random.ts';
import { applyMutant, type Mutant, mutantsOf } from './support/mutants.ts';
import { importersIn, nearestTests } from './support/nearest-tests.ts';
import { createTestRunner } from './support/test-runner.ts';

const ROOT = resolve(import.meta.dirname, '..');
const CLIENT = 'src/dashboard/page/client';

interface Options {
  readonly files: readonly string[];
  readonly at: readonly string[];
  readonly count: string;
  readonly skip: string;
  readonly seed: string;
  readonly reach: string;
  readonly slowest: string;
}

const options = new Command('npm run mutate --')
  .option('--files <globs...>', 'the files to change', ['src/**/*.ts'])
  .option('--at <file:line...>', 'every change of these lines instead of random ones', [])
  .option('--count <number>', 'how many changes to try', '20')
  .option('--seed <number>', 'which ones: the same seed tries the same changes', '1')
  .option('--skip <number>', 'leave out so many of them, tried before', '0')
  .option('--reach <number>', 'how many test files may look at a change, the nearest first', '12')
  .option('--slowest <seconds>', 'leave out test files that take longer', '30')
  .parse()
  .opts<Options>();

const copy = mkdtempSync(join(tmpdir(), 'radar-mutants-'));
const runner = createTestRunner(copy, Number(options.slowest) * 1000);
try {
  copyRepository();
  for (const file of ['src/main.ts', `${CLIENT}/app.ts`])
    if (!compiles(file)) throw new Error(`${file} does not compile before any change: run npm run types`);
  process.exitCode = await tryMutants(chosenMutants());
} finally {
  runner.close();
  rmSync(copy, { recursive: true });
}

function copyRepository(): void {
  for (const entry of ['src', 'test', 'docs', 'data', '.github', '.ci'])
    cpSync(join(ROOT, entry), join(copy, entry), { recursive: true });
  for (const entry of globSync(['*.{json,ts,md,yml}', '.gitignore'], { cwd: ROOT }))
    cpSync(join(ROOT, entry), join(copy, entry));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
}

function chosenMutants(): readonly Mutant[] {
  if (options.at.length > 0) {
    return options.at.flatMap((place) => {
      const [file = '', line] = place.split(':');
      return mutantsIn(file).filter((mutant) => mutant.line === Number(line));
    });
  }
  const files = options.files.flatMap((glob) => globSync(glob, { cwd: ROOT })).toSorted();
  const random = randomStream(Number(options.seed));
  return files
    .flatMap(mutantsIn)
    .map((mutant) => ({ mutant, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .slice(Number(options.skip), Number(options.skip) + Number(options.count))
    .map(({ mutant }) => mutant);
}

function mutantsIn(file: string): readonly Mutant[] {
  return mutantsOf(file, readFileSync(join(ROOT, file), 'utf8'));
}

/** @returns the exit code: 1 when a change survived */
async function tryMutants(mutants: readonly Mutant[]): Promise<number> {
  const importers = importersIn(ROOT);
  const counts = { noticed: 0, compiler: 0, survived: 0 };
  for (const [index, mutant] of mutants.entries()) {
    const { kind, by } = await verdictOn(mutant, nearestTests(mutant.file, importers));
    counts[kind] += 1;
    const { file, line, from, to } = mutant;
    const change = `${oneLine(from)} → ${oneLine(to)}`;
    process.stdout.write(`${index + 1}/${mutants.length} ${file}:${line} ${change}: ${by}\n`);
  }
  const { noticed, compiler, survived } = counts;
  process.stdout.write(
    `${noticed} of ${mutants.length} noticed by a test, ${compiler} by the compiler alone, ${survived} survived\n`,
  );
  return survived === 0 ? 0 : 1;
}

interface Verdict {
  readonly kind: 'noticed' | 'compiler' | 'survived';
  readonly by: string;
}

/** A change that no test notices, and that does not compile either, is reported apart: CI refuses it. */
async function verdictOn(mutant: Mutant, nearest: readonly string[]): Promise<Verdict> {
  const path = join(copy, mutant.file);
  const text = readFileSync(path, 'utf8');
  const changed = applyMutant(text, mutant);
  try {
    const tests = nearest.filter((test) => runner.known(test) !== 'useless').slice(0, Number(options.reach));
    for (const isProcess of [false, true]) {
      const by = await firstFailing(
        tests.filter((test) => test.includes('.e2e.') === isProcess),
        mutant.file,
        (which) => writeFileSync(path, which === 'changed' ? changed : text),
      );
      if (by !== undefined) return { kind: 'noticed', by: `noticed by ${by}` };
    }
    writeFileSync(path, changed);
    const tried = tests.filter((test) => runner.known(test) !== 'useless').length;
    return compiles(mutant.file)
      ? { kind: 'survived', by: `SURVIVED ${tried} of the ${nearest.length} test files that import it` }
      : { kind: 'compiler', by: 'noticed by the compiler alone' };
  } finally {
    writeFileSync(path, text);
  }
}

/** The first of the tests that fails with the change alone, all of them in one go. */
async function firstFailing(
  tests: readonly string[],
  file: string,
  put: (which: 'changed' | 'unchanged') => void,
): Promise<string | undefined> {
  let left = tests;
  while (left.length > 0) {
    put('changed');
    const failing = await runner.failing(left, file);
    put('unchanged');
    if (failing === undefined) return undefined;
    if (failing === 'late' && left.every((test) => runner.known(test) === 'usable')) return 'the time limit';
    for (const test of failing === 'late' ? left : [failing])
      if ((await runner.isUsable(test)) && test === failing) return test;
    left = left.filter((test) => runner.known(test) !== 'useless');
  }
  return undefined;
}

function compiles(file: string): boolean {
  try {
    execFileSync('npx', ['tsc', '-p', file.startsWith(CLIENT) ? CLIENT : '.'], {
      cwd: copy,
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

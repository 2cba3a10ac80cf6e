/**
 * Changes the code at random places, one at a time, and asks whether a test notices: `npm run mutate -- --help`.
 * It works on a copy of the repository, so the working tree stays as it is.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { randomStream } from '../src/simulator/random.ts';
import { applyMutant, type Mutant, mutantsOf } from './support/mutants.ts';

const ROOT = resolve(import.meta.dirname, '..');
const TIMEOUT_MS = 600_000;

interface Options {
  readonly files: string;
  readonly count: string;
  readonly seed: string;
  readonly tests: readonly string[];
}

const { files, count, seed, tests } = new Command('npm run mutate --')
  .option('--files <glob>', 'the files to change', 'src/**/*.ts')
  .option('--count <number>', 'how many changes to try', '20')
  .option('--seed <number>', 'which ones: the same seed tries the same changes', '1')
  .option('--tests <folders...>', 'tests to run besides those that import the changed file', [])
  .parse()
  .opts<Options>();

const copy = mkdtempSync(join(tmpdir(), 'radar-mutants-'));
try {
  for (const entry of ['src', 'test', 'docs', 'data', '.github', '.ci'])
    cpSync(join(ROOT, entry), join(copy, entry), { recursive: true });
  for (const entry of globSync('*.{json,ts,md,yml}', { cwd: ROOT }))
    cpSync(join(ROOT, entry), join(copy, entry));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  process.exitCode = tryMutants(chosenMutants());
} finally {
  rmSync(copy, { recursive: true });
}

function chosenMutants(): readonly Mutant[] {
  const all = globSync(files, { cwd: ROOT })
    .toSorted()
    .flatMap((file) => mutantsOf(file, readFileSync(join(ROOT, file), 'utf8')));
  const random = randomStream(Number(seed));
  return all
    .map((mutant) => ({ mutant, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .slice(0, Number(count))
    .map(({ mutant }) => mutant);
}

/** @returns the exit code: 1 when a change went unnoticed */
function tryMutants(mutants: readonly Mutant[]): number {
  let unnoticed = 0;
  for (const [index, mutant] of mutants.entries()) {
    const isNoticed = testsNotice(mutant);
    if (!isNoticed) unnoticed += 1;
    const { file, line, from, to } = mutant;
    const verdict = isNoticed ? 'noticed  ' : 'UNNOTICED';
    process.stdout.write(
      `${index + 1}/${mutants.length} ${verdict} ${file}:${line} ${from.trim()} → ${to.trim()}\n`,
    );
  }
  process.stdout.write(`${mutants.length - unnoticed} noticed, ${unnoticed} unnoticed\n`);
  return unnoticed === 0 ? 0 : 1;
}

function testsNotice(mutant: Mutant): boolean {
  const path = join(copy, mutant.file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, applyMutant(text, mutant));
  try {
    const fast = ['--bail', '1', '--reporter', 'dot', '--testTimeout', '60000'];
    const runs = [
      ['related', mutant.file, '--run', ...fast],
      ...(tests.length === 0 ? [] : [['run', ...tests, ...fast]]),
    ];
    return runs.some((words) => {
      const ran = spawnSync(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), ...words], {
        cwd: copy,
        timeout: TIMEOUT_MS,
        stdio: 'ignore',
      });
      return ran.status !== 0;
    });
  } finally {
    writeFileSync(path, text);
  }
}

/**
 * Compiles the pure files of tsconfig.pure.json without the types of Node and of the browser. A pure file may name a type
 * that stands in an impure one, so the compiler reads that one too: only what it says of the pure ones counts.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const shown = z.object({ files: z.array(z.string()).min(1) });

async function tsc(...words: readonly string[]): Promise<string> {
  const done = run('tsc', ['-p', 'tsconfig.pure.json', '--pretty', 'false', ...words], { maxBuffer: 1e8 });
  return done.then(
    ({ stdout }) => stdout,
    (error: { readonly stdout?: string }) => error.stdout ?? Promise.reject(error),
  );
}

const config = shown.parse(JSON.parse(await tsc('--showConfig')));
const pure = new Set(config.files.map((file) => file.replace(/^\.\//, '')));
const problems = (await tsc()).split('\n').filter((line) => {
  const file = /^(\S+\.ts)\(\d+,\d+\): error/.exec(line)?.[1];
  return file === undefined ? line.startsWith('error') : pure.has(file);
});
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exitCode = 1;
}

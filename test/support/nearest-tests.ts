/** Which test files concern a source file: those that import it over the fewest steps. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/**
 * For each file of `src` and `test`, the files that import it, types included. A file that is named by its path counts as
 * imported: that is how tests start the program, and how the page is bundled.
 */
export function importersIn(root: string): ReadonlyMap<string, readonly string[]> {
  const files = new Set(globSync('{src,test}/**/*.ts', { cwd: root }));
  const arrows = [...files].flatMap((from) => {
    const text = readFileSync(join(root, from), 'utf8');
    return [...text.matchAll(/'([^'\s]+\.ts)'/g)]
      .flatMap(([, path = '']) => [posix.join(dirname(from), path), path])
      .filter((to) => to !== from && files.has(to))
      .map((to) => ({ from, to }));
  });
  return new Map(
    [...Map.groupBy(arrows, ({ to }) => to)].map(([to, group]) => [to, group.map(({ from }) => from)]),
  );
}

/**
 * The test files that a file reaches, nearest first. Those of the file's own room count as nearer than they are, those with
 * processes of their own as farther: they take ten times as long.
 *
 * @param file a path from the root of the repository
 */
export function nearestTests(
  file: string,
  importers: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const steps = new Map([[file, 0]]);
  for (const [at, count] of steps)
    for (const from of importers.get(at) ?? []) if (!steps.has(from)) steps.set(from, count + 1);
  const room = file.replace('src/', 'test/').split('/').slice(0, 2).join('/');
  const rank = (test: string): number =>
    (steps.get(test) ?? 0) - (test.startsWith(room) ? 1.5 : 0) + (test.includes('.e2e.') ? 2 : 0);
  return [...steps.keys()]
    .filter((path) => path.endsWith('.test.ts'))
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

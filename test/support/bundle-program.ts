/** Bundles the program once for all tests of a session: a start then loads a few files, and not four hundred. */
import { mkdtemp, readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { TestProject } from 'vitest/node';

const ROOT = resolve(import.meta.dirname, '../..');
const NAME = 'program';

/** What npm and workflows start. */
export const ENTRIES: readonly string[] = ['main', 'due', 'recorded'];

/** Packages that are CommonJS ask for it, and a module does not have it. */
const REQUIRE = [
  "import { createRequire as requireFrom } from 'node:module';",
  'const require = requireFrom(import.meta.url);',
].join('\n');

/** In the bundle each file still knows its place in the repository. */
const places: Plugin = {
  name: 'places of the source',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[/\\]src[/\\].*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8'))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }));
  },
};

/**
 * Writes the bundle, and names its folder to the tests as BUNDLED_PROGRAM; and as BUNDLED_SOURCE one without packages, for
 * checkouts that install them. With TEST_PROGRAM=source tests start the source, as those of mutants do, which change it.
 */
export default async function setUp(project: TestProject): Promise<void> {
  if (process.env.TEST_PROGRAM === 'source') return;
  const program = await folderFor();
  const source = await folderFor();
  process.env.BUNDLED_PROGRAM = program;
  process.env.BUNDLED_SOURCE = source;
  const write = async (): Promise<void> => {
    await bundle(program, 'bundle');
    await bundle(source, 'external');
  };
  await write();
  // Where tests are watched, the source changes between their runs.
  project.onTestsRerun(write);
}

async function folderFor(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${NAME}-`));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

async function bundle(folder: string, packages: 'bundle' | 'external'): Promise<void> {
  await build({
    entryPoints: ENTRIES.map((entry) => join(ROOT, `src/${entry}.ts`)),
    absWorkingDir: ROOT,
    outdir: folder,
    bundle: true,
    splitting: true,
    minifySyntax: true,
    minifyWhitespace: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    banner: { js: REQUIRE },
    packages,
    external: ['esbuild'],
    plugins: [places],
    logLevel: 'silent',
  });
}

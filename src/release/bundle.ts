import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { pageAssets } from '../dashboard/page/assets.ts';
import { HOME_DOCS } from '../program.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Packages that are CommonJS ask for names that a module does not have. */
const COMMONJS_NAMES = [
  "import { createRequire } from 'node:module';",
  'const require = createRequire(import.meta.url);',
  'const __filename = import.meta.filename;',
  'const __dirname = import.meta.dirname;',
].join('\n');

/**
 * Source text with what its messages point to as people with a thin repository have it: pages at the program's home, and
 * commands in a clone of the program beside theirs (docs/thin-repository.md, "On your own machine").
 */
function textsForThin(source: string): string {
  return source
    .replace("export const PLACE: 'copy' | 'thin' = 'copy';", "export const PLACE: 'copy' | 'thin' = 'thin';")
    .replaceAll(/(?<![\w/.-])docs\/(?=[\w-]+\.md)/g, `${HOME_DOCS}/`)
    .replaceAll(/\bnpm run ([a-z]+)(?: --(?= ))?/g, 'node ../hashtag-radar/src/main.ts $1');
}

/**
 * Writes the program as one file that needs no installation: what `action.yml` runs. It holds the commands of the hour,
 * and the dashboard's page ready-made, since that is else built by esbuild, which is no JavaScript.
 * @param file where to write it
 * @returns its size in bytes
 */
export async function writeBundle(file: string): Promise<number> {
  const assets = JSON.stringify(await pageAssets());
  const readyMade: Plugin = {
    name: 'ready-made page',
    setup: ({ onLoad }) =>
      onLoad({ filter: /[/\\]dashboard[/\\]page[/\\]assets\.ts$/ }, () => ({
        contents: `const files = ${assets};\nexport async function pageAssets() { return files; }`,
      })),
  };
  const inThinRepository: Plugin = {
    name: 'texts for a repository without the program',
    setup: ({ onLoad }) =>
      onLoad({ filter: /[/\\]src[/\\].*\.ts$/ }, async ({ path }) => ({
        contents: textsForThin(await readFile(path, 'utf8')),
        loader: 'ts',
      })),
  };
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'src/action.ts')],
    absWorkingDir: ROOT,
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    legalComments: 'eof',
    banner: { js: COMMONJS_NAMES },
    plugins: [readyMade, inThinRepository],
    write: false,
    logLevel: 'silent',
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error('esbuild wrote no file');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, output.contents);
  return (await readFile(file)).length;
}

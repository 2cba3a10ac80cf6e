import { join } from 'node:path';
import { build } from 'esbuild';
import type { SiteFile } from '../formats/site-file.ts';

/**
 * The page's script and style sheet, `app.js` and `app.css`. All scripts become one classic script, since modules do not
 * load from `file:`. A release carries them ready-made instead (`src/release/bundle.ts`).
 * @throws {Error} when a script or a style sheet does not compile
 */
export async function pageAssets(): Promise<readonly SiteFile[]> {
  const { outputFiles } = await build({
    entryPoints: [
      { in: join(import.meta.dirname, 'client/app.ts'), out: 'app' },
      { in: join(import.meta.dirname, 'style', 'app.css'), out: 'app' },
    ],
    outdir: import.meta.dirname,
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['chrome120', 'firefox121', 'safari17.2'],
    legalComments: 'inline',
    logLevel: 'silent',
  });
  return outputFiles
    .map(({ path, text }) => ({ path: path.endsWith('.css') ? 'app.css' : 'app.js', content: text }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

import { join } from 'node:path';
import { build } from 'esbuild';
import type { PageHead, SiteFile } from '../formats/site-file.ts';
import { ICON } from './icon.ts';
import { indexHtml } from './index-html.ts';

/**
 * The page's own files, the same for every history but for its head: `index.html`, `app.js`, `app.css`, `icon.svg`. All
 * scripts become one classic script, since modules do not load from `file:`.
 * @throws {Error} when a script or a style sheet does not compile
 */
export async function pageFiles(head: PageHead): Promise<readonly SiteFile[]> {
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
  const built = outputFiles
    .map(({ path, text }) => ({ path: path.endsWith('.css') ? 'app.css' : 'app.js', content: text }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return [{ path: 'index.html', content: indexHtml(head) }, ...built, { path: 'icon.svg', content: ICON }];
}

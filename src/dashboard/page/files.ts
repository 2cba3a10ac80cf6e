import type { PageHead, SiteFile } from '../formats/site-file.ts';
import { pageAssets } from './assets.ts';
import { ICON } from './icon.ts';
import { indexHtml } from './index-html.ts';

/** The page's own files, the same for every history but for its head: `index.html`, `app.js`, `app.css`, `icon.svg`. */
export async function pageFiles(head: PageHead): Promise<readonly SiteFile[]> {
  const index = { path: 'index.html', content: indexHtml(head) };
  return [index, ...(await pageAssets()), { path: 'icon.svg', content: ICON }];
}

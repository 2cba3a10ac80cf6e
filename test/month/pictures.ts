import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startBrowser } from '../support/browser.ts';

/**
 * Takes a picture of each kind of message on each channel, and of the list of issues, from the page that `npm run month`
 * wrote: `npm run month:pictures`, or with the month's folder behind it.
 */
const place = resolve(process.argv[2] ?? join('demo', 'month'));
const pictures = join(place, 'pictures');
await rm(pictures, { recursive: true, force: true });
await mkdir(pictures, { recursive: true });

const browser = await startBrowser();
try {
  // As wide as a column of a chat, so that one message stands in a row.
  const page = await browser.newPage({ viewport: { width: 800, height: 1000 }, locale: 'en-US' });
  await page.goto(pathToFileURL(join(place, 'index.html')).href);
  await page.evaluate(`document.body.replaceChildren(...document.querySelectorAll('[data-picture]'))`);
  const names = await page.evaluate<readonly string[]>(
    '[...document.body.children].map(({ dataset }) => dataset.picture)',
  );
  for (const [place, name] of names.entries()) {
    // One alone: a page of all of them takes the browser seconds a picture.
    await page.evaluate(
      `[...document.body.children].forEach((element, index) => { element.hidden = index !== ${place}; })`,
    );
    const path = join(pictures, `${name}.png`);
    await page.locator(`[data-picture="${name}"]`).screenshot({ path });
    process.stdout.write(`${path}\n`);
  }
} finally {
  await browser.close();
}

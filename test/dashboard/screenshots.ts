import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions } from 'playwright-core';
import { demoCommand } from '../../src/cli/demo.ts';
import { DEMO_HOURS } from '../../src/demo/cast.ts';
import { startBrowser } from '../support/browser.ts';
import { ROOT } from '../support/pages.ts';

/** Makes the pictures of the README from the demo's weeks: `npm run screenshots`. They are made up, and say so. */

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 780 },
  deviceScaleFactor: 1.5,
  isMobile: true,
};

const SHOTS: readonly (readonly [name: string, view: string, settings: BrowserContextOptions])[] = [
  ['now', '', { ...DESKTOP, colorScheme: 'light' }],
  ['now-dark', '', { ...DESKTOP, colorScheme: 'dark' }],
  ['hashtag', '#/tag/cloudcoffee', { viewport: { width: 1280, height: 1180 }, colorScheme: 'light' }],
  ['phone', '', { ...PHONE, colorScheme: 'dark' }],
];

const quiet = { write: () => true };
const folder = await mkdtemp(join(tmpdir(), 'screenshots-'));
try {
  await demoCommand({
    folder,
    seed: 1,
    hours: DEMO_HOURS,
    output: 'people',
    out: quiet,
    err: process.stderr,
  });
  await takeAll(pathToFileURL(join(folder, 'demo', 'simulated', 'site', 'index.html')).href);
} finally {
  await rm(folder, { recursive: true });
}

async function takeAll(address: string): Promise<void> {
  const place = join(ROOT, 'docs', 'screenshots');
  await mkdir(place, { recursive: true });
  const browser = await startBrowser();
  try {
    for (const [name, view, settings] of SHOTS) {
      const context = await browser.newContext({ ...settings, locale: 'en-US', timezoneId: 'UTC' });
      const page = await context.newPage();
      await page.goto(`${address}${view}`);
      await page.locator('main h1').waitFor();
      if (view !== '') await page.locator('.u-over').last().waitFor();
      await page.screenshot({ path: join(place, `${name}.png`) });
      process.stdout.write(`docs/screenshots/${name}.png\n`);
      await context.close();
    }
  } finally {
    await browser.close();
  }
}

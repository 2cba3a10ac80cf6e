import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { NOW } from './made-up-pieces.ts';

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 320, height: 640 };

export interface Opened {
  readonly page: Page;
  /** Every address that the page asked for. */
  readonly asked: readonly string[];
  /** What it said on the console or threw. */
  readonly said: readonly string[];
}

export interface Opening {
  /** The part of the address behind `index.html`. */
  readonly view?: string;
  /** A site's folder, or where it is served. */
  readonly site: string;
  readonly settings?: BrowserContextOptions;
  /** How much later than the pieces it is opened. */
  readonly hoursLater?: number;
}

/** Opens a view as a reader in London does, a quarter of an hour after the site was made. */
export async function openView(
  browser: Browser,
  { site, view = '', settings = {}, hoursLater = 0 }: Opening,
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    ...settings,
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW + 15 * 60_000 + hoursLater * 3_600_000);
  const asked: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('dialog', (dialog) => said.push(dialog.message()));
  const base = site.startsWith('http') ? site : pathToFileURL(`${site}/`).href;
  await page.goto(`${base}index.html${view}`);
  await page.locator('main h1').waitFor();
  return { page, asked, said };
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boardOf } from '../../src/dashboard/board.ts';
import { renderPage } from '../../src/dashboard/page.ts';
import { SKIP_BROWSER, startBrowser } from '../support/browser.ts';
import { HOSTILE, records } from './given.ts';

const DESKTOP = { width: 1200, height: 900 };
const PHONE = { width: 320, height: 640 };

describe.skipIf(SKIP_BROWSER)('the page in Chromium', () => {
  let browser: Browser;
  let folder: string;
  let address: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'page-'));
    const file = join(folder, 'index.html');
    await writeFile(file, renderPage(boardOf({ ...records(), origin: 'simulated' })));
    address = pathToFileURL(file).href;
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  async function open(settings: {
    readonly viewport: { readonly width: number; readonly height: number };
    readonly colorScheme: 'light' | 'dark';
  }): Promise<{ readonly page: Page; readonly asked: readonly string[]; readonly said: readonly string[] }> {
    const context = await browser.newContext(settings);
    const page = await context.newPage();
    const asked: string[] = [];
    const said: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('dialog', (dialog) => said.push(dialog.message()));
    await page.goto(address, { waitUntil: 'networkidle' });
    return { page, asked, said };
  }

  const settings = (['light', 'dark'] as const).flatMap((colorScheme) =>
    [DESKTOP, PHONE].map((viewport) => ({
      colorScheme,
      viewport,
      name: `${colorScheme}, ${viewport.width} px`,
    })),
  );

  test.each(settings)('$name: accessible, silent, alone, and as wide as the screen', async (setting) => {
    const { page, asked, said } = await open(setting);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
    expect(said).toEqual([]);
    expect(asked.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(overflow)).toBe(0);
    await page.context().close();
  });

  test('captions that are code are shown as text and do nothing', async () => {
    const { page } = await open({ viewport: DESKTOP, colorScheme: 'light' });
    const shown = await page.locator('.drivers').first().innerText();
    for (const caption of HOSTILE.slice(0, 3)) expect(shown).toContain(caption.slice(0, 40));
    expect(await page.title()).toContain('Hashtag radar');
    expect(await page.locator('script, iframe, img').count()).toBe(0);
    await page.context().close();
  });

  test('both schemes have their own colours, and the style sheet passes the policy', async () => {
    const colours = await Promise.all(
      (['light', 'dark'] as const).map(async (colorScheme) => {
        const { page } = await open({ viewport: DESKTOP, colorScheme });
        return page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      }),
    );
    expect(colours).toEqual(['rgb(246, 245, 241)', 'rgb(20, 20, 18)']);
  });
});

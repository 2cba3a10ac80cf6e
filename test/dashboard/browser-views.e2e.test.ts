import { rm } from 'node:fs/promises';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SKIP_BROWSER, startBrowser } from '../support/browser.ts';
import { EVERY_KIND } from './made-up-pieces.ts';
import { writeMadeUpSite } from './made-up-site.ts';
import { DESKTOP, openView, PHONE } from './open-page.ts';

const VIEWS = [
  ['now', ''],
  ['a hot hashtag', '#/tag/cloudcoffee'],
  ['a rounded counter', '#/tag/booktok?range=90d'],
  ['days', '#/tag/cloudcoffee?range=all'],
  ['never read', '#/tag/never_read'],
  ['not watched', '#/tag/nobody'],
  ['compare', '#/compare?tag=cloudcoffee&tag=glassskin'],
  ['not on your list', '#/found'],
  ['health', '#/health'],
] as const;

const READERS = [
  { colorScheme: 'light', viewport: DESKTOP },
  { colorScheme: 'dark', viewport: PHONE },
] as const;

describe.skipIf(SKIP_BROWSER)('every view in Chromium', () => {
  let browser: Browser;
  let site: string;
  beforeAll(async () => {
    [browser, site] = await Promise.all([startBrowser(), writeMadeUpSite(EVERY_KIND, 'simulated')]);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(site, { recursive: true });
  });

  const cases = VIEWS.flatMap(([name, view]) =>
    READERS.map((settings) => ({
      title: `${name}, ${settings.colorScheme}, ${settings.viewport.width} px`,
      view,
      settings,
    })),
  );

  test.each(cases)('$title: accessible, silent, alone, as wide as the screen', async ({ view, settings }) => {
    const { page, asked, said } = await openView(browser, { site, view, settings });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run({ preload: false })');
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
    expect(said).toEqual([]);
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(overflow)).toBe(0);
    await page.context().close();
  });

  test('both schemes have colours of their own, on the charts too', async () => {
    const seen = await Promise.all(
      (['light', 'dark'] as const).map(async (colorScheme) => {
        const { page } = await openView(browser, {
          site,
          view: '#/tag/cloudcoffee',
          settings: { colorScheme },
        });
        await page.locator('.u-over').first().waitFor();
        const chart = await page.locator('canvas').first().screenshot();
        return [
          await page.evaluate<string>('getComputedStyle(document.body).backgroundColor'),
          chart.toString('base64'),
        ];
      }),
    );
    expect(seen[0]?.[0]).not.toBe(seen[1]?.[0]);
    expect(seen[0]?.[1]).not.toBe(seen[1]?.[1]);
  });

  test('a reader who wants less motion gets none', async () => {
    const { page } = await openView(browser, { site, settings: { reducedMotion: 'reduce' } });
    const moving =
      '[...document.querySelectorAll("*")].filter((one) => getComputedStyle(one).transitionDuration !== "0s").length';
    expect(await page.evaluate<number>(moving)).toBe(0);
  });

  test('made-up records say so in every view', async () => {
    for (const [, view] of VIEWS) {
      const { page } = await openView(browser, { site, view });
      expect(await page.getByRole('complementary').innerText()).toMatch(/^Simulated/);
      await page.context().close();
    }
  });
});

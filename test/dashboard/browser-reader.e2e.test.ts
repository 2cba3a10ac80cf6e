import { rm } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SKIP_BROWSER, startBrowser } from '../support/browser.ts';
import { EVERY_KIND, NOW } from './made-up-pieces.ts';
import { writeMadeUpSite } from './made-up-site.ts';
import { openView } from './open-page.ts';

const NEW_YORK = { locale: 'en-US', timezoneId: 'America/New_York' };
const MINUTE_MS = 60_000;

describe.skipIf(SKIP_BROWSER)('a reader elsewhere, who stays', () => {
  let browser: Browser;
  let site: string;
  beforeAll(async () => {
    [browser, site] = await Promise.all([startBrowser(), writeMadeUpSite(EVERY_KIND, 'real')]);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(site, { recursive: true });
  });

  test('reads the clock times of a run’s sentence in the zone of all others, with UTC on hover', async () => {
    const { page } = await openView(browser, { site, settings: NEW_YORK });
    const why = page.locator('.why').first();
    expect(await why.innerText()).toMatch(/since about 10:05\sPM \(9 h/);
    expect(await why.locator('time').getAttribute('title')).toBe('23 Nov 2026, 03:05 UTC');
    await why.locator('time').hover();
    await page.context().close();
  });

  test('sees ages go on, and marked once they are old', async () => {
    const { page } = await openView(browser, { site });
    const age = page.locator('.card .age time').first();
    expect(await age.innerText()).toBe('27 min ago');
    await page.clock.install({ time: NOW + 15 * MINUTE_MS });
    await page.reload();
    await age.waitFor();
    await page.clock.runFor(3 * 60 * MINUTE_MS);
    expect(await age.innerText()).toBe('3 h 27 min ago');
    expect(await age.getAttribute('class')).toBe('stale');
    await page.context().close();
  });

  test('gets the days of UTC under their own names', async () => {
    const { page } = await openView(browser, {
      site,
      view: '#/tag/cloudcoffee?range=all',
      settings: NEW_YORK,
    });
    await page.getByText('The numbers behind the charts').click();
    expect(await page.locator('.plain-table tbody th').first().innerText()).toBe('Nov 23, 2026');
    await page.context().close();
  });

  test('sees a mute, and the phases that an episode went through', async () => {
    const { page } = await openView(browser, { site, view: '#/tag/cloudcoffee' });
    expect(await page.locator('main').innerText()).toMatch(
      /Muted until Wed,? 25 Nov,? 12:00 \(by a comment on its issue\)\./,
    );
    expect(await page.getByRole('list', { name: 'Phases' }).last().innerText()).toMatch(
      /^Breakout\s[^→]*→ Peaked\s[^→]*→ Over\s/,
    );
    await page.goto(`${page.url().split('#')[0]}#/tag/nobody`);
    await page.getByText('not on the watchlist').waitFor();
    await page.context().close();
  });
});

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SKIP_BROWSER, startBrowser } from '../support/browser.ts';
import { EVERY_KIND, HOSTILE } from './made-up-pieces.ts';
import { writeMadeUpSite } from './made-up-site.ts';
import { openView } from './open-page.ts';

describe.skipIf(SKIP_BROWSER)('the view of a hashtag', () => {
  let browser: Browser;
  let site: string;
  beforeAll(async () => {
    [browser, site] = await Promise.all([startBrowser(), writeMadeUpSite(EVERY_KIND)]);
  });
  afterAll(async () => {
    await browser?.close();
    await rm(site, { recursive: true });
  });

  const pieces = (asked: readonly string[]) =>
    asked.flatMap((url) => (url.includes('/hashtags/') ? [url.split('/').slice(-2).join('/')] : []));

  test.each([
    ['24h', ['tag-0/page.js']],
    ['7d', ['tag-0/page.js']],
    ['30d', ['tag-0/page.js', 'tag-0/hours.js']],
    ['90d', ['tag-0/page.js', 'tag-0/hours.js']],
    ['all', ['tag-0/page.js', 'tag-0/days.js']],
  ])('range %s loads no more history than it needs', async (range, expected) => {
    const { page, asked, said } = await openView(browser, { site, view: `#/tag/cloudcoffee?range=${range}` });
    await page.locator('.u-over').first().waitFor();
    expect(pieces(asked)).toEqual(expected);
    expect(said).toEqual([]);
  });

  test('charts are read, zoomed and moved by keyboard', async () => {
    const { page } = await openView(browser, { site, view: '#/tag/cloudcoffee' });
    const chart = page.getByRole('group', { name: /^Velocity/ });
    await page.locator('.u-over').first().waitFor();
    await chart.focus();
    await chart.press('ArrowLeft');
    const readout = page.locator('.readout').first();
    const newest = await readout.innerText();
    expect(newest).toMatch(/^Mon 23 Nov.*: 18\.\dk views an hour; its baseline at that time is/i);
    await chart.press('ArrowLeft');
    expect(await readout.innerText()).not.toBe(newest);
    const zoomOut = page.getByRole('button', { name: 'Zoom out' });
    expect(await zoomOut.isDisabled()).toBe(true);
    await chart.press('+');
    expect(await zoomOut.isEnabled()).toBe(true);
    await chart.press('0');
    expect(await zoomOut.isDisabled()).toBe(true);
  });

  test('drawing over a chart zooms all of them, and a double click shows all again', async () => {
    const { page } = await openView(browser, { site, view: '#/tag/cloudcoffee' });
    const over = page.locator('.u-over').first();
    await over.waitFor();
    const views = page.locator('canvas').nth(1);
    const before = await views.screenshot();
    await over.scrollIntoViewIfNeeded();
    const box = await over.boundingBox();
    if (box === null) throw new Error('the chart has no place on the page');
    await page.mouse.move(box.x + box.width * 0.8, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.95, box.y + 40, { steps: 5 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Zoom out' }).and(page.locator(':enabled')).waitFor();
    expect((await views.screenshot()).equals(before)).toBe(false);
    await over.dblclick();
    await page.getByRole('button', { name: 'Zoom out' }).and(page.locator(':disabled')).waitFor();
  });

  test('two fingers zoom, and one moves along as far as there is history', async () => {
    const settings = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page } = await openView(browser, { site, view: '#/tag/cloudcoffee', settings });
    const over = page.locator('.u-over').first();
    await over.waitFor();
    await over.scrollIntoViewIfNeeded();
    const box = await over.boundingBox();
    if (box === null) throw new Error('the chart has no place on the page');
    const client = await page.context().newCDPSession(page);
    const y = box.y + box.height / 2;
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', xs: readonly number[]) =>
      client.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: xs.map((share, id) => ({ x: box.x + box.width * share, y, id })),
      });
    const button = (name: string, state: ':enabled' | ':disabled') =>
      page.getByRole('button', { name, exact: true }).and(page.locator(state)).waitFor();
    await touch('touchStart', [0.4, 0.6]);
    await touch('touchMove', [0.2, 0.8]);
    await touch('touchEnd', []);
    await button('Zoom out', ':enabled');
    await button('Later', ':enabled');
    for (let swipe = 0; swipe < 3; swipe += 1) {
      await touch('touchStart', [0.9]);
      await touch('touchMove', [0.5]);
      await touch('touchMove', [0.1]);
      await touch('touchEnd', []);
    }
    await button('Later', ':disabled');
  });

  test('the numbers behind the charts stand in a table', async () => {
    const { page } = await openView(browser, { site, view: '#/tag/booktok' });
    await page.getByText('The numbers behind the charts').click();
    const row = page.locator('.plain-table tbody tr').first();
    expect(await row.innerText()).toMatch(/3,350,000,000\s–\s3,450,000,000/);
  });

  test('captions that are code are text and do nothing, and only pages of TikTok are linked', async () => {
    const { page, said, asked } = await openView(browser, { site, view: '#/tag/cloudcoffee' });
    const drivers = page.locator('.drivers').first();
    const shown = await drivers.innerText();
    for (const caption of HOSTILE) expect(shown).toContain(caption);
    expect(await page.title()).toBe('#cloudcoffee · Hashtag radar');
    expect(await page.locator('main script, main iframe, main img').count()).toBe(0);
    const links = await drivers
      .locator('a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links).toEqual(['https://www.tiktok.com/@maker/video/0', 'https://www.tiktok.com/@maker/video/1']);
    expect(said).toEqual([]);
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
  });

  test('an episode tells its onset, alert, peak and end, and what was suppressed says why', async () => {
    const { page } = await openView(browser, { site, view: '#/tag/pocketloom' });
    expect(await page.locator('.moments:not(.phases) li').allInnerTexts()).toEqual([
      expect.stringMatching(/^onset/),
      expect.stringMatching(/^alert/),
      expect.stringMatching(/^classic rule/),
      expect.stringMatching(/^peak/),
      expect.stringMatching(/^end/),
    ]);
    expect(await page.locator('.lines li').allInnerTexts()).toEqual([
      expect.stringMatching(
        /^Sat 21 Nov.*00:00 to Sat 21 Nov.*01:00\s+One jump \(2 views\) .* \(2 readings\)$/,
      ),
      expect.stringMatching(/a lone jump: the listed videos explain <0\.01 % of it$/),
    ]);
  });

  test('names of objects and of other scripts are hashtags like any other', async () => {
    for (const hashtag of ['constructor', '話題のコスメ', '🍄mushroom', 'مكياج']) {
      const { page, said } = await openView(browser, { site, view: `#/tag/${encodeURIComponent(hashtag)}` });
      expect(await page.locator('h1').innerText()).toBe(`#${hashtag}`);
      expect(await page.locator('.plot canvas').count()).toBeGreaterThan(0);
      expect(said).toEqual([]);
      await page.context().close();
    }
  });

  test('instants come in the reader’s locale and zone, and in UTC on hover', async () => {
    const settings = { locale: 'de-DE', timezoneId: 'Asia/Tokyo' };
    const { page } = await openView(browser, { site, view: '#/tag/cloudcoffee', settings });
    const opened = page.locator('.told time').first();
    expect(await opened.innerText()).toMatch(/^Mo.*23\. Nov.*15:00$/);
    expect(await opened.getAttribute('title')).toBe('23 Nov 2026, 06:00 UTC');
    expect(await page.locator('.facts').first().innerText()).toContain('4,2 %/h');
  });

  describe('when data is missing or broken', () => {
    test.each([
      ['page.js', '#/tag/cloudcoffee', 'Its history could not be loaded.'],
      ['hours.js', '#/tag/cloudcoffee?range=30d', 'The older history could not be loaded.'],
      ['days.js', '#/tag/cloudcoffee?range=all', 'The older history could not be loaded.'],
    ])('without %s there is a clear word, and the rest works', async (file, view, word) => {
      const folder = await writeMadeUpSite(EVERY_KIND);
      await rm(join(folder, 'hashtags/tag-0', file));
      const { page } = await openView(browser, { site: folder, view });
      expect(await page.getByRole('alert').innerText()).toContain(word);
      expect(await page.locator('.figures').innerText()).toContain('61×');
      expect(await page.locator('.plot').count()).toBe(file === 'page.js' ? 0 : 3);
      await rm(folder, { recursive: true });
    });

    test('a piece of another shape is a clear word, and other views go on', async () => {
      const folder = await writeMadeUpSite(EVERY_KIND);
      const path = join(folder, 'hashtags/tag-0/page.js');
      await writeFile(path, (await readFile(path, 'utf8')).replaceAll('\\"columns\\"', '\\"lines\\"'));
      const { page } = await openView(browser, { site: folder, view: '#/tag/cloudcoffee' });
      expect(await page.getByRole('alert').innerText()).toContain('This view could not be drawn.');
      await page.getByRole('link', { name: 'Health' }).click();
      await page.getByRole('heading', { level: 1, name: 'Health' }).waitFor();
      await rm(folder, { recursive: true });
    });
  });
});

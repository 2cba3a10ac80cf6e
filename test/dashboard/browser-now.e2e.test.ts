import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SKIP_BROWSER, startBrowser } from '../support/browser.ts';
import { EVERY_KIND, manyHashtags } from './made-up-pieces.ts';
import { writeMadeUpSite } from './made-up-site.ts';
import { openView, PHONE } from './open-page.ts';

describe.skipIf(SKIP_BROWSER)('the first view', () => {
  let browser: Browser;
  const sites: string[] = [];
  const made = async (...given: Parameters<typeof writeMadeUpSite>): Promise<string> => {
    const site = await writeMadeUpSite(...given);
    sites.push(site);
    return site;
  };
  let site: string;
  beforeAll(async () => {
    [browser, site] = await Promise.all([startBrowser(), made(EVERY_KIND)]);
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all(sites.map((folder) => rm(folder, { recursive: true })));
  });

  test('says what breaks out, how much, how sure, since when, and how old that is', async () => {
    const { page } = await openView(browser, { site });
    expect(await page.locator('h1').innerText()).toBe('4 hashtags are breaking out');
    const card = (await page.locator('.card').first().innerText()).replaceAll(/\s+/g, ' ');
    expect(card).toContain('#cloudcoffee Strong 61× its baseline');
    expect(card).toContain('Velocity 4.2 %/h Momentum 11.4 alert at 8.0 Going for 9 h');
    expect(card).toMatch(/read 27 min ago$/);
  });

  test('what is hot stands first, then what warms, then the rest, each by momentum', async () => {
    const { page } = await openView(browser, { site });
    expect(await page.locator('.name').allInnerTexts()).toEqual(
      EVERY_KIND.map(({ hashtag }) => `#${hashtag}`),
    );
    expect(await page.locator('h2').allInnerTexts()).toEqual(['Breaking out now', 'Warming', 'The others']);
  });

  test('a rounded counter shows an interval, an unread one says so, an old reading is marked', async () => {
    const { page } = await openView(browser, { site });
    const row = (name: string) => page.getByRole('row', { name });
    const velocity = row('#booktok').locator('.velocity');
    expect(await velocity.innerText()).toBe('too coarse to tell');
    expect(await velocity.locator('[title]').getAttribute('title')).toMatch(/0\s–\s2\.9 %\/h/);
    expect(await row('#never_read').innerText()).toContain('never read');
    expect(await row('مكياج').locator('time.stale').innerText()).toBe('7 h 15 min ago');
    expect(await page.locator('time.stale').count()).toBe(1);
    expect(await row('#kitchenreset').innerText()).toContain(
      'No alert: a lone jump that no <video> explains',
    );
  });

  test('search, filters and order stand in the address, and come back from it', async () => {
    const { page } = await openView(browser, { site });
    await page.getByLabel('Group').selectOption('beauty');
    await page.getByLabel('Order').selectOption('name');
    await page.getByLabel('Search hashtags').fill('L');
    const names = ['#lipcombo', '#glassskin'];
    expect(await page.locator('.name').allInnerTexts()).toEqual(names);
    const { hash } = new URL(page.url());
    expect(hash).toBe('#/?search=L&group=beauty&sort=name');
    const { page: later } = await openView(browser, { site, view: hash });
    expect(await later.locator('.name').allInnerTexts()).toEqual(names);
    expect(await later.getByLabel('Search hashtags').inputValue()).toBe('L');
    await later.getByLabel('Search hashtags').fill('nothing like it');
    expect(await later.getByRole('status').innerText()).toBe('No hashtag fits.');
  });

  test('200 hashtags: all are there, and one piece of data was enough', async () => {
    const { page, asked } = await openView(browser, { site: await made(manyHashtags(200)) });
    expect(await page.locator('.name').count()).toBe(200);
    const scripts = asked.filter((url) => url.endsWith('.js')).map((url) => url.split('/').at(-1));
    expect(scripts.toSorted()).toEqual(['app.js', 'summary.js']);
  });

  test('one hashtag alone is named in the headline, and there is nothing to search', async () => {
    const { page } = await openView(browser, { site: await made(EVERY_KIND.slice(0, 1)) });
    expect(await page.locator('h1').innerText()).toBe('#cloudcoffee is breaking out');
    expect(await page.locator('search').count()).toBe(0);
  });

  test('readings that are old say nothing of now', async () => {
    const { page } = await openView(browser, { site, hoursLater: 8 });
    expect(await page.locator('h1').innerText()).toMatch(/^Not known since /);
  });

  test('nothing watched, and nothing read yet, are views too', async () => {
    const empty = await openView(browser, { site: await made([]) });
    expect(await empty.page.locator('h1').innerText()).toBe('Nothing is watched yet');
    const unread = await openView(browser, { site: await made(EVERY_KIND.slice(-1)) });
    expect(await unread.page.locator('h1').innerText()).toBe('No readings yet');
    expect(unread.said).toEqual([]);
  });

  test.each([
    ['cut short', "hashtagRadar.take('summary','{\"version\":1,", /could not be read/],
    ['no JSON', "hashtagRadar.take('summary','{')", /could not be read/],
    ['of a later version', "hashtagRadar.take('summary','{\"version\":2}')", /could not be read/],
    ['missing', undefined, /could not be loaded/],
  ])('a summary that is %s gets a clear word', async (_how, content, word) => {
    const broken = await made(EVERY_KIND);
    if (content === undefined) await rm(join(broken, 'summary.js'));
    else await writeFile(join(broken, 'summary.js'), content);
    const { page } = await openView(browser, { site: broken });
    expect(await page.getByRole('alert').innerText()).toMatch(word);
  });

  test('works by keyboard alone: past the frame, to a hashtag, and its headline is read out', async () => {
    const { page } = await openView(browser, { site, settings: { viewport: PHONE } });
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    for (const expected of ['search', 'button']) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate<string>('document.activeElement.type')).toBe(expected);
    }
    await page.keyboard.press('Enter');
    await page.getByLabel('State').waitFor({ state: 'visible' });
    for (let tabs = 0; tabs < 4; tabs += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '#cloudcoffee' }).waitFor();
    expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('H1');
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'breaking out' }).waitFor();
  });
});

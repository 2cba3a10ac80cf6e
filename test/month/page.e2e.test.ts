import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { monthPage } from '../../src/month/page/month-page.ts';
import { emailView } from '../../src/month/view/email.ts';
import { SKIP_BROWSER, startBrowser } from '../support/browser.ts';
import { issueTitled, monthOf, slack } from './month-of.ts';

/** The page in a real browser, with messages that try to run something. */

const EVIL = '<script>document.title = "owned"</script><img src="x" onerror="document.title = `owned`">';
const mail = {
  subject: EVIL,
  from: 'radar@example.com',
  to: 'desk@example.com',
  messageId: '<1@example.com>',
  text: EVIL,
  html: `<!doctype html><body><h1>A mail</h1>${EVIL}<p style="height: 900px">long</p></body>`,
};

const month = monthOf({
  messages: [
    // As it would be if a view forgot to escape: the page's own policy has to hold.
    slack('A message', { html: EVIL }),
    slack('A mail', { channel: 'issues', type: 'email', ...emailView(mail) }),
  ],
  issues: [issueTitled(EVIL)],
});
const broken = [{ name: EVIL, law: EVIL, breaches: [{ where: EVIL, what: EVIL }] }];

describe.skipIf(SKIP_BROWSER)('the page', () => {
  let folder: string;
  let browser: Browser;
  let page: Page;
  const loaded: string[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'month-page-'));
    const file = join(folder, 'index.html');
    await writeFile(file, monthPage(month, broken));
    await writeFile(join(folder, 'x'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    browser = await startBrowser();
    page = await browser.newPage();
    page.on('requestfinished', (request) => loaded.push(request.url()));
    await page.goto(pathToFileURL(file).href);
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  test('lets nothing of a stranger’s run or load', async () => {
    expect(await page.title()).toBe('Simulated: a month of messages, seed 1');
    expect(loaded.filter((url) => url !== 'about:srcdoc')).toEqual([expect.stringMatching(/\/index\.html$/)]);
  });

  test('shows a mail as high as it is', async () => {
    const frame = page.locator('iframe').first();
    expect((await frame.boundingBox())?.height).toBeGreaterThan(900);
    expect(await frame.contentFrame().locator('h1').textContent()).toBe('A mail');
  });

  test('says first that it is simulated, then counts, then shows one of each kind and all of them', async () => {
    expect(await page.locator('.notice').textContent()).toMatch(/^Simulated\./);
    expect(await page.locator('main h2').allTextContents()).toEqual([
      'Counts',
      'Laws that are broken',
      'One of each kind',
      'issues: 1 message',
      'slack: 1 message',
      'webhook: 0 messages',
      'Job summaries: 1 run',
    ]);
    expect(await page.locator('.counts tbody tr').count()).toBe(3);
    expect(await page.locator('[data-picture]').count()).toBe(3);
  });
});

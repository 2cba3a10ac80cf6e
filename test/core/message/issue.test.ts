import { describe, expect, test } from 'vitest';
import {
  carriesMarker,
  closingComment,
  closingMarker,
  issueMarker,
  openingIssue,
} from '../../../src/core/message/issue.ts';
import { ALERT_NAMES, alertNamed } from './alerts.ts';

const golden = (file: string): string => `../../golden/messages/${file}`;
const opened = ALERT_NAMES.filter((name) => alertNamed(name).kind === 'opened');
const over = ALERT_NAMES.filter((name) => alertNamed(name).kind === 'over');

test.each(opened)('the issue of %s', async (name) => {
  const { title, body } = openingIssue(alertNamed(name), 'Europe/London');
  await expect(`${title}\n\n${body}`).toMatchFileSnapshot(golden(`issue-${name}.md`));
});

test.each(over)('the closing comment of %s', async (name) => {
  const comment = closingComment(alertNamed(name), 'Europe/London');
  await expect(`${comment}\n`).toMatchFileSnapshot(golden(`comment-${name}.md`));
});

describe('what finds an issue again', () => {
  test('stands at the head of the body, hidden, and differs for opening and closing', () => {
    const alert = alertNamed('exact-with-history');
    expect(openingIssue(alert, 'UTC').body.startsWith(`${issueMarker(alert.episode)}\n`)).toBe(true);
    expect(
      closingComment(alertNamed('fell-back'), 'UTC').startsWith(
        closingMarker(alertNamed('fell-back').episode),
      ),
    ).toBe(true);
    expect(issueMarker('a')).not.toBe(closingMarker('a'));
  });

  test('is found on a line of its own, wherever a person has moved it', () => {
    const marker = issueMarker('a');
    for (const body of [marker, `${marker}\r\ntext`, `edited\n${marker}  \ntext`]) {
      expect(carriesMarker(body, marker)).toBe(true);
    }
    expect([null, undefined, '', issueMarker('ab')].some((body) => carriesMarker(body, marker))).toBe(false);
  });

  test('cannot be forged by a caption, which may hold the marker of another episode', () => {
    const other = issueMarker('skincare-20261123T1000Z');
    const alert = alertNamed('hostile');
    const drivers = alert.drivers.map((driver) => ({ ...driver, caption: `\n${other}\n`, creator: other }));
    const { body } = openingIssue({ ...alert, drivers, note: `\n${other}` }, 'UTC');
    expect(body).toContain(other);
    expect(carriesMarker(body, other)).toBe(false);
    expect(carriesMarker(body, issueMarker(alert.episode))).toBe(true);
  });
});

describe('strangers’ text in an issue', () => {
  /** The body without its code spans (GitHub's own reading of them) and without the addresses of its links. */
  const outside = openingIssue(alertNamed('hostile'), 'UTC')
    .body.replaceAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '')
    .replaceAll(/\]\(https:\/\/www\.tiktok\.com\/[\w@%/.~-]+\)/g, ']()');

  test.each([
    'evil',
    'octocat',
    'script',
    'bold',
    '::',
    '##[',
    '日本',
    'team',
    '@',
    '\u202e',
    '\u200b',
    '$',
    ':tada:',
  ])('has no %j outside of code', (trace) => {
    expect(outside).not.toContain(trace);
  });

  test('leaves every row with its five cells', () => {
    const { body } = openingIssue(alertNamed('hostile'), 'UTC');
    const rows = body.split('\n').filter((line) => line.startsWith('| ['));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
  });

  test('is bounded, and so is the issue', () => {
    const alert = alertNamed('hostile');
    const flood = alert.drivers.map((driver) => ({
      ...driver,
      caption: '🙂'.repeat(9_999),
      creator: 'x'.repeat(9_999),
    }));
    expect(openingIssue({ ...alert, note: 'n'.repeat(99_999) }, 'UTC').body.length).toBeLessThan(4_000);
    const { body } = openingIssue({ ...alert, drivers: flood }, 'UTC');
    expect(body.length).toBeLessThan(4_000);
  });
});

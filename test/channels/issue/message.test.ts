import { describe, expect, test } from 'vitest';
import { issueBlock } from '../../../src/channels/issue/body.ts';
import {
  closingMarker,
  episodesIn,
  issueMarker,
  replaceBlock,
  withEpisode,
} from '../../../src/channels/issue/markers.ts';
import { openingIssue } from '../../../src/channels/issue/message.ts';
import { carriesMarker } from '../../../src/github/hidden-marker.ts';
import { ALERT_NAMES, alertNamed } from '../alerts.ts';
import { BREAKOUT, BREAKOUT_READINGS, COMPANION, ENDING, later, STANDING, viewOf } from './issue-views.ts';

const golden = (file: string): string => `../../golden/messages/${file}`;
const opened = ALERT_NAMES.filter((name) => alertNamed(name).kind === 'opened');

describe('the issue', () => {
  test.each(opened)('of %s', async (name) => {
    const { title, body } = openingIssue(viewOf(alertNamed(name)));
    await expect(`${title}\n\n${body}`).toMatchFileSnapshot(golden(`issue-${name}.md`));
  });

  test('of a breakout, with its chart and the hashtags that came with it', async () => {
    const together = [{ hashtag: 'romantasy', episode: COMPANION.episode }];
    const { title, body } = openingIssue(
      viewOf({ ...BREAKOUT, together }, { readings: BREAKOUT_READINGS, timezone: 'UTC' }),
    );
    await expect(`${title}\n\n${body}`).toMatchFileSnapshot(golden('issue-breakout.md'));
    expect(episodesIn(body)).toEqual([BREAKOUT.episode, COMPANION.episode]);
  });

  test('of a rehearsal, which says so first', async () => {
    const { title, body } = openingIssue(viewOf({ ...BREAKOUT, rehearsal: true }));
    await expect(`${title}\n\n${body}`).toMatchFileSnapshot(golden('issue-rehearsal.md'));
    expect(title.startsWith('Rehearsal: #')).toBe(true);
  });

  test('as it stands ten hours on, with a newcomer', async () => {
    const view = viewOf(STANDING, { others: [COMPANION], readings: BREAKOUT_READINGS });
    await expect(`${issueBlock(view)}\n`).toMatchFileSnapshot(golden('issue-standing.md'));
  });

  test('when it is over', async () => {
    const view = viewOf(ENDING, { readings: later(BREAKOUT_READINGS, 24) });
    await expect(`${issueBlock(view)}\n`).toMatchFileSnapshot(golden('issue-over.md'));
  });
});

describe('what finds an issue again', () => {
  test('stands at the head of the body, hidden, and differs for opening and closing', () => {
    const alert = alertNamed('exact-with-history');
    expect(openingIssue(viewOf(alert)).body.startsWith(`${issueMarker(alert.episode)}\n`)).toBe(true);
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
    const { body } = openingIssue(viewOf({ ...alert, drivers, note: `\n${other}` }));
    expect(body).toContain(other);
    expect(carriesMarker(body, other)).toBe(false);
    expect(carriesMarker(body, issueMarker(alert.episode))).toBe(true);
  });

  test('of a newcomer follows those that are there, once', () => {
    const body = `mine\r\n${issueMarker('a')}\r\n\r\ntext`;
    const joined = withEpisode(body, 'b');
    expect(episodesIn(joined)).toEqual(['a', 'b']);
    expect(joined.startsWith('mine\n')).toBe(true);
    expect(withEpisode(joined, 'b')).toBe(joined);
  });
});

describe('the part of a body that is ours', () => {
  const { body } = openingIssue(viewOf(STANDING));

  test('is written again, and what people wrote around it stays', () => {
    const edited = `Call Ann first!\r\n\r\n${body.replaceAll('\n', '\r\n')}\r\n- [ ] answer @octocat`;
    const after = replaceBlock(edited, 'new') ?? '';
    expect(after.startsWith(`Call Ann first!\n\n${issueMarker(STANDING.episode)}\n`)).toBe(true);
    expect(after.endsWith('\n- [ ] answer @octocat')).toBe(true);
    expect(after).toContain('\n\nnew\n\n');
    expect(after).not.toContain('Velocity');
  });

  test('is found in an issue that an earlier version opened', () => {
    const earlier = body.replace(/begin \([^)]*\)/, 'begin (in the words of an earlier version)');
    expect(replaceBlock(earlier, issueBlock(viewOf(STANDING)))).toBe(body);
  });

  test('is found to be the same when nothing has changed', () => {
    expect(replaceBlock(body, issueBlock(viewOf(STANDING)))).toBe(body);
  });

  test.each([
    ['the line above it', /<!-- hashtag-radar:begin.*\n/],
    ['the line below it', /<!-- hashtag-radar:end.*\n/],
  ])('is given up when a person takes away %s, or doubles it', (_which, line) => {
    expect(replaceBlock(body.replace(line, ''), 'new')).toBeUndefined();
    expect(
      replaceBlock(
        body.replace(line, (found) => found.repeat(2)),
        'new',
      ),
    ).toBeUndefined();
  });
});

describe('strangers’ text in an issue', () => {
  /** The body without its code spans (GitHub's own reading of them) and without the addresses of its links. */
  const outside = openingIssue(viewOf(alertNamed('hostile')))
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
    const { body } = openingIssue(viewOf(alertNamed('hostile')));
    const rows = body.split('\n').filter((line) => line.startsWith('| ['));
    expect(rows).toHaveLength(3);
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
  });

  test('is bounded, and so is the issue', () => {
    const alert = alertNamed('hostile');
    const drivers = alert.drivers.map((driver) => ({
      ...driver,
      caption: '🙂'.repeat(9_999),
      creator: 'x'.repeat(9_999),
    }));
    expect(openingIssue(viewOf({ ...alert, note: 'n'.repeat(99_999) })).body.length).toBeLessThan(4_500);
    expect(openingIssue(viewOf({ ...alert, drivers })).body.length).toBeLessThan(4_500);
  });

  test('is cut in steps: where even that is too much, first the chart goes, then the company, then the videos', () => {
    const others = Array.from({ length: 400 }, () => COMPANION);
    const full = issueBlock(viewOf(STANDING, { readings: BREAKOUT_READINGS, others }));
    expect(full).not.toContain('mermaid');
    expect(full).not.toContain('Breaking out too');
    expect(full).toContain('What drives it');
  });
});

import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../src/alerts/alert.ts';
import { issueMarker } from '../../../src/channels/issue/markers.ts';
import { openingIssue } from '../../../src/channels/issue/message.ts';
import { startReceiver } from '../../../src/simulator/receiver.ts';
import { DAY_MS, HOUR_MS } from '../../../src/text/time.ts';
import { BOT, type Desk, NOW, owed, sinkFor, startDesk, storyOf } from './issue-desk.ts';
import { BREAKOUT_READINGS, COMPANION, STANDING, viewOf } from './issue-views.ts';

const opening = openingIssue(viewOf({ ...STANDING, kind: 'opened' }));
const shared = opening.body.replace('\n', `\n${issueMarker(COMPANION.episode)}\n`);
const ours = { title: 'ours', login: BOT, body: opening.body, createdAt: NOW - 9 * HOUR_MS };
const story = storyOf(STANDING);
const here = { hashtag: STANDING.hashtag, episode: STANDING.episode };

/** What is openIssues, and what is answered by the end of the run. */
async function readStatuses(
  { openMessages }: Desk,
  alerts: readonly Alert[] = [STANDING],
): Promise<readonly unknown[]> {
  const { statuses, warnings } = await openMessages.readStatuses(alerts.map(storyOf));
  expect(warnings).toEqual([]);
  return statuses;
}

describe('bringing an issue up to date', () => {
  test('writes our part of the body only, and only when it changed; nobody is notified', async () => {
    const desk = await startDesk({ readings: BREAKOUT_READINGS });
    desk.api.seedIssue({
      ...ours,
      body: `Call Ann first!\r\n${opening.body.replaceAll('\n', '\r\n')}\r\nMine.`,
    });
    expect(await desk.openMessages.refresh([STANDING])).toEqual([]);
    const body = desk.api.issues()[0]?.body ?? '';
    expect(body).toMatch(/^Call Ann first!\n<!-- .*```mermaid\n.*\nMine\.$/s);
    await desk.openMessages.refresh([STANDING]);
    expect(desk.writes()).toEqual(['PATCH issues/1']);
    expect(desk.reads()).toEqual(['GET issues', 'GET issues/1', 'GET issues', 'GET issues/1']);
  });

  test('shows each hashtag of the group once, the first one first', async () => {
    const desk = await startDesk();
    desk.api.seedIssue({ ...ours, body: shared });
    await desk.openMessages.refresh([COMPANION, STANDING]);
    const body = desk.api.issues()[0]?.body ?? '';
    expect(body).toContain('**[`#booktok`]');
    expect(body).toContain('| [`#romantasy`](https://www.tiktok.com/tag/romantasy) | breakout |');
    expect(body.split('| [`#romantasy`]')).toHaveLength(2);
    expect(body.split('**[`#booktok`]')).toHaveLength(2);
  });

  test.each<readonly [string, string, Partial<Parameters<Desk['api']['seedIssue']>[0]>]>([
    ['a person has closed it', opening.body, { state: 'closed' }],
    ['a person has taken our lines away', `${issueMarker(STANDING.episode)}\nMine now.`, {}],
    ['a person has taken its marker away', opening.body.split('\n').slice(1).join('\n'), {}],
    ['it is a stranger’s', opening.body, { login: 'stranger' }],
    ['it would grow too long', `${opening.body}${'x'.repeat(64_000)}`, {}],
  ])('leaves it alone when %s', async (_why, body, more) => {
    const desk = await startDesk({ readings: BREAKOUT_READINGS });
    desk.api.seedIssue({ ...ours, body, ...more });
    expect(await desk.openMessages.refresh([STANDING])).toEqual([]);
    expect(desk.writes()).toEqual([]);
  });

  test('asks nothing while nothing is open', async () => {
    const desk = await startDesk();
    expect(await desk.openMessages.refresh([])).toEqual([]);
    expect(await desk.openMessages.readStatuses([])).toEqual({ statuses: [], warnings: [] });
    expect(desk.api.requests).toEqual([]);
  });

  test('says what GitHub refuses', async () => {
    const desk = await startDesk({ issues: 'read' });
    desk.api.seedIssue({ ...ours, body: `${opening.body.replace('gained', 'had')}` });
    expect(await desk.openMessages.refresh([STANDING])).toEqual([
      expect.stringContaining('The issues could not be brought up to date: the token may not write issues'),
    ]);
  });
});

describe('what people did with an issue', () => {
  test('nothing', async () => {
    const desk = await startDesk();
    desk.api.seedIssue(ours);
    expect(await readStatuses(desk)).toEqual([here]);
    expect(desk.reads()).toEqual(['GET issues']);
  });

  test('closed it: muted until it has cooled off, and opened again: no longer', async () => {
    const desk = await startDesk();
    const number = desk.api.seedIssue({ ...ours, body: shared });
    desk.api.editAs('octocat', number, { state: 'closed' });
    const mute = { until: 'cooled-off', by: 'closing', person: 'octocat' };
    const { hashtag, episode } = COMPANION;
    expect(await readStatuses(desk, [STANDING, COMPANION])).toEqual([
      { ...here, mute },
      { hashtag, episode, mute },
    ]);
    desk.api.editAs('octocat', number, { state: 'open' });
    expect(await readStatuses(desk)).toEqual([here]);
    await desk.openMessages.refresh([STANDING]);
    expect(desk.api.comments(number)).toEqual([]);
  });

  test('is not known where there is no issue: what stood before goes on', async () => {
    expect(await readStatuses(await startDesk())).toEqual([]);
  });

  test('commented `mute 3d`: muted from then on, said once, and taken back by `unmute`', async () => {
    let clock = NOW - 2 * HOUR_MS;
    const desk = await startDesk({ now: () => clock });
    const number = desk.api.seedIssue(ours);
    desk.api.commentAs('octocat', number, 'Seen, thanks.\nmute 3d');
    clock = NOW;
    const mute = { until: NOW - 2 * HOUR_MS + 3 * DAY_MS, by: 'comment', person: 'octocat' };
    for (const _run of [1, 2]) {
      expect(await readStatuses(desk)).toEqual([{ ...here, mute }]);
      await desk.openMessages.refresh([STANDING]);
    }
    const said = () => desk.api.comments(number).map(({ body = '' }) => body.split('\n').at(-1));
    expect(said().slice(1)).toEqual([
      expect.stringMatching(/^\*\*Muted until 26 Nov 2026, 08:05 UTC\*\* by `@octocat`: /),
    ]);
    desk.api.commentAs('octocat', number, '/unmute');
    expect(await readStatuses(desk)).toEqual([here]);
    await desk.openMessages.refresh([STANDING]);
    expect(said().slice(3)).toEqual([expect.stringMatching(/^\*\*No longer muted\*\*, says `@octocat`/)]);
  });

  test('labelled it `mute 12h`: muted from when the label was set, until it is taken off', async () => {
    let clock = NOW - HOUR_MS;
    const desk = await startDesk({ now: () => clock });
    const number = desk.api.seedIssue({ ...ours, labels: ['breakout'] });
    desk.api.editAs('ann', number, { labels: ['breakout', 'mute 12h'] });
    clock = NOW;
    const mute = { until: NOW + 11 * HOUR_MS, by: 'label', person: 'ann' };
    expect(await readStatuses(desk)).toEqual([{ ...here, mute }]);
    await desk.openMessages.refresh([STANDING]);
    expect(desk.api.comments(number)[0]?.body).toContain('**Muted until 23 Nov 2026, 21:05 UTC** by `@ann`');
    desk.api.editAs('ann', number, { labels: ['breakout'] });
    expect(await readStatuses(desk)).toEqual([here]);
  });

  test('wrote a time that cannot be followed: told once what to write', async () => {
    const desk = await startDesk();
    const number = desk.api.seedIssue(ours);
    desk.api.commentAs('octocat', number, 'mute 3 moons');
    for (const _run of [1, 2]) {
      expect(await readStatuses(desk)).toEqual([here]);
      await desk.openMessages.refresh([STANDING]);
    }
    const comments = desk.api.comments(number);
    expect(comments).toHaveLength(2);
    expect(comments[1]?.body).toContain('`mute 3 moons` is no time to mute for. Write `mute 12h`');
  });

  test.each<readonly [string, string]>([
    ['a stranger', 'stranger'],
    ['a collaborator who may only read', 'reader'],
    ['a person who is gone', 'ghost'],
    ['a bot', 'dependabot[bot]'],
  ])('%s has no say, and gets no answer', async (_who, login) => {
    const people = { octocat: 'admin', reader: 'read', ghost: 'gone' } as const;
    const desk = await startDesk({ people });
    const number = desk.api.seedIssue(ours);
    desk.api.commentAs(login, number, 'mute 3d');
    expect(await readStatuses(desk)).toEqual([here]);
    await desk.openMessages.refresh([STANDING]);
    expect(desk.api.comments(number)).toHaveLength(1);
  });

  test('asks after each person once, and after strangers only who wrote a request', async () => {
    const desk = await startDesk();
    const number = desk.api.seedIssue(ours);
    desk.api.commentAs('octocat', number, 'mute 3d');
    desk.api.commentAs('octocat', number, 'mute 4d');
    desk.api.commentAs('stranger', number, 'nice');
    await readStatuses(desk);
    expect(desk.reads()).toEqual([
      'GET issues',
      'GET issues/comments',
      'GET collaborators/octocat/permission',
    ]);
  });

  test.each([
    ['the list of issues', /\/issues$/],
    ['the comments', /\/issues\/comments$/],
  ])('is not known while GitHub does not answer for %s: no mute is lifted', async (_what, path) => {
    const desk = await startDesk();
    desk.api.commentAs('octocat', desk.api.seedIssue(ours), 'mute 3d');
    desk.api.fail({ kind: 'forbidden' }, { path });
    const { statuses, warnings } = await desk.openMessages.readStatuses([story]);
    expect(statuses).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('What people did with the issues could not be read')]);
  });

  test('is not known while GitHub does not say who may write: no mute is lifted, but a closed issue counts', async () => {
    const desk = await startDesk();
    const number = desk.api.seedIssue(ours);
    desk.api.commentAs('octocat', number, 'mute 3d');
    desk.api.fail({ kind: 'forbidden' }, { path: /permission$/, times: 2 });
    const { statuses, warnings } = await desk.openMessages.readStatuses([story]);
    expect(statuses).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('GitHub does not say')]);
    desk.api.editAs('octocat', number, { state: 'closed' });
    const closed = await desk.openMessages.readStatuses([story]);
    expect(closed.statuses).toMatchObject([{ mute: { by: 'closing' } }]);
  });

  test('is not answered once its time is up', async () => {
    let clock = NOW - 5 * HOUR_MS;
    const desk = await startDesk({ now: () => clock });
    const number = desk.api.seedIssue(ours);
    desk.api.commentAs('octocat', number, 'mute 1h');
    clock = NOW;
    await readStatuses(desk);
    await desk.openMessages.refresh([STANDING]);
    expect(desk.api.comments(number)).toHaveLength(1);
  });

  test('was closed by a bot that tidies up: nothing is muted', async () => {
    const desk = await startDesk();
    const number = desk.api.seedIssue(ours);
    desk.api.editAs('stale[bot]', number, { state: 'closed' });
    expect(await readStatuses(desk)).toEqual([here]);
  });

  test('was locked: the end still closes it, without a comment', async () => {
    const desk = await startDesk();
    const number = desk.api.seedIssue(ours);
    desk.api.fail(
      { kind: 'status', status: 403, message: 'Unable to create comment because issue is locked.' },
      { method: 'POST', path: /comments$/ },
    );
    const over = { ...STANDING, kind: 'over' as const, end: 'cooled-off' as const };
    expect(await desk.sink.deliver(owed(over))).toMatchObject({ kind: 'delivered' });
    expect(desk.api.issues()[0]).toMatchObject({ number, state: 'closed' });
  });

  test.each([404, 410])(
    'was taken away while news of it is under way (%s): nothing is missed',
    async (status) => {
      const desk = await startDesk();
      desk.api.seedIssue(ours);
      const message = status === 410 ? 'This issue was deleted' : 'Not Found';
      desk.api.fail({ kind: 'status', status, message }, { method: 'PATCH' });
      const over = { ...STANDING, kind: 'over' as const, end: 'cooled-off' as const };
      expect(await desk.sink.deliver(owed(over))).toMatchObject({
        kind: 'delivered',
        receipt: expect.stringContaining('the issue is gone'),
      });
    },
  );
});

describe('strangers', () => {
  test('with 3,100 newer comments on other issues hide no mute of the owner’s', async () => {
    let clock = NOW - 2 * HOUR_MS;
    const desk = await startDesk({ now: () => clock });
    const number = desk.api.seedIssue(ours);
    const other = desk.api.seedIssue({ title: 'Help', login: 'stranger' });
    desk.api.commentAs('octocat', number, 'mute 3d');
    clock = NOW - HOUR_MS;
    for (let count = 0; count < 3_100; count += 1) desk.api.commentAs('stranger', other, 'me too');
    expect(await readStatuses(desk)).toMatchObject([{ ...here, mute: { by: 'comment', person: 'octocat' } }]);
  });

  test('with 3,100 comments on the very issue hide no label, and what they hide lifts no mute', async () => {
    const desk = await startDesk();
    const number = desk.api.seedIssue({ ...ours, createdAt: NOW - HOUR_MS });
    for (let count = 0; count < 3_100; count += 1) desk.api.commentAs('stranger', number, 'me too');
    desk.api.commentAs('octocat', number, 'mute 3d');
    const hidden = await desk.openMessages.readStatuses([story]);
    expect(hidden.statuses).toEqual([]);
    expect(hidden.warnings).toEqual([expect.stringContaining('a mute that stands is not lifted')]);
    desk.api.editAs('octocat', number, { labels: ['mute 2w'] });
    const labelled = await desk.openMessages.readStatuses([story]);
    expect(labelled.statuses).toMatchObject([{ mute: { by: 'label' } }]);
  });

  test.each(['comment', 'label'] as const)(
    'of whom thirty ask for a mute do not block the owner’s %s',
    async (by) => {
      const desk = await startDesk();
      const number = desk.api.seedIssue(ours);
      for (let count = 0; count < 30; count += 1) desk.api.commentAs(`visitor${count}`, number, 'mute 3d');
      if (by === 'comment') desk.api.commentAs('octocat', number, 'mute 3d');
      else desk.api.editAs('octocat', number, { labels: ['mute 2w'] });
      const { statuses } = await desk.openMessages.readStatuses([story]);
      expect(statuses).toMatchObject([{ ...here, mute: { by, person: 'octocat' } }]);
    },
  );
});

describe('an odd answer of GitHub’s', () => {
  test.each([
    ['half a list', '[{"number":1,"title":"x"'],
    ['nothing in the list', '[null]'],
    [
      'an issue without labels',
      '[{"number":1,"state":"open","title":"x","updated_at":"2026-11-23T10:00:00Z"}]',
    ],
    ['a list in the list', '[[1]]'],
    ['an object', '{"items":[]}'],
  ])('is no answer: %s', async (_what, body) => {
    const receiver = await startReceiver([
      { status: 200, body, headers: { 'content-type': 'application/json' } },
    ]);
    const { openMessages } = sinkFor({
      GITHUB_TOKEN: 'ghs_test',
      GITHUB_REPOSITORY: 'octo/radar',
      GITHUB_API_URL: receiver.url,
    });
    const { statuses, warnings } = (await openMessages?.readStatuses([story])) ?? {};
    expect(statuses).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('What people did with the issues could not be read')]);
    await receiver.close();
  });
});

import { expect, test } from 'vitest';
import { notificationsOf } from '../../../src/alerts/outbox.ts';
import { closingMarker, issueMarker } from '../../../src/channels/issue/markers.ts';
import { HOUR_MS, isoUtc } from '../../../src/text/time.ts';
import { BOT, NOW, startDesk } from './issue-desk.ts';
import { STANDING } from './issue-views.ts';

const OLD = `${STANDING.hashtag}-20261122T0900Z`;
const ours = { title: 'ours', login: BOT, body: `text\n${issueMarker(OLD)}\n`, createdAt: NOW - 9 * HOUR_MS };
const opening = notificationsOf({ ...STANDING, kind: 'opened' }, ['issues'], NOW)[0];

test('a breakout whose first record was taken back goes on in its open issue', async () => {
  const desk = await startDesk();
  desk.api.seedIssue(ours);
  if (opening === undefined) throw new TypeError('An opening is owed.');
  expect(await desk.sink.deliver(opening)).toMatchObject({ kind: 'delivered' });
  expect(desk.api.issues()).toHaveLength(1);
  expect(desk.api.issues()[0]?.body).toContain(issueMarker(STANDING.episode));
  expect(desk.api.issues()[0]?.body).not.toContain(issueMarker(OLD));
});

test.each([
  ['a person has closed', { ...ours, state: 'closed' as const }],
  ['is of another hashtag', { ...ours, body: issueMarker('another-20261122T0900Z') }],
])('a breakout does not go on in an issue that %s', async (_, issue) => {
  const desk = await startDesk();
  desk.api.seedIssue(issue);
  if (opening === undefined) throw new TypeError('An opening is owed.');
  await desk.sink.deliver(opening);
  expect(desk.api.issues()).toHaveLength(2);
});

test('nor in one whose breakout was told to its end, which a person has opened again', async () => {
  const desk = await startDesk();
  const number = desk.api.seedIssue(ours);
  desk.api.commentAs(BOT, number, closingMarker(OLD));
  if (opening === undefined) throw new TypeError('An opening is owed.');
  await desk.sink.deliver(opening);
  expect(desk.api.issues()).toHaveLength(2);
});

test('a health story whose first record was taken back goes on in its open issue', async () => {
  const desk = await startDesk();
  const notice = { version: 1, kind: 'opened', cause: 'no-reading', at: isoUtc(NOW) } as const;
  const story = 'health-no-reading-20261123T1005Z';
  const before = 'health-no-reading-20261123T0900Z';
  desk.api.seedIssue({ ...ours, body: issueMarker('health-unreadable-20261123T0900Z') });
  desk.api.seedIssue({ ...ours, body: issueMarker(before) });
  const owed = { channel: 'issues', owedAt: NOW, attempts: 0, nextAttemptAt: NOW };
  const told = { ...notice, story, openedAt: isoUtc(NOW), since: isoUtc(NOW) };
  await desk.sink.deliver({ ...owed, id: `${story}/opened/issues`, kind: 'health', notice: told });
  expect(desk.api.issues().map(({ body }) => body?.split('\n').includes(issueMarker(story)))).toEqual([
    false,
    true,
  ]);
});

test('an open issue of which no breakout is known is closed with a word; known, young and others’ issues stay', async () => {
  const desk = await startDesk();
  desk.api.seedIssue(ours);
  desk.api.seedIssue({ ...ours, body: issueMarker(STANDING.episode) });
  desk.api.seedIssue({ ...ours, createdAt: NOW - HOUR_MS });
  desk.api.seedIssue({ ...ours, login: 'octocat' });
  expect(await desk.openMessages.closeOrphans(new Set([STANDING.episode]), NOW)).toEqual([]);
  expect(desk.api.issues().map(({ state }) => state)).toEqual(['closed', 'open', 'open', 'open']);
  expect(desk.api.comments(1).map(({ body }) => body)[0]).toContain('no longer hold this breakout');
});

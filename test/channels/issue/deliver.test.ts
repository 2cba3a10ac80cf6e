import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../src/alerts/alert.ts';
import {
  changedMarker,
  closingMarker,
  episodesIn,
  issueMarker,
  joinedMarker,
} from '../../../src/channels/issue/markers.ts';
import { openingIssue } from '../../../src/channels/issue/message.ts';
import { BOT, owed, startDesk } from './issue-desk.ts';
import { COMPANION, ENDING, STANDING, viewOf } from './issue-views.ts';

const opened: Alert = { ...STANDING, kind: 'opened' };
const changed: Alert = { ...STANDING, kind: 'changed', phaseBefore: 'breakout' };
const joined: Alert = { ...COMPANION, kind: 'joined' };
const over: Alert = { ...ENDING, at: STANDING.at };
const ours = { title: 'ours', login: BOT };
const { body } = openingIssue(viewOf(opened));

describe('a change of phase', () => {
  test('is one comment, however often it is delivered', async () => {
    const { api, sink, writes } = await startDesk();
    const number = api.seedIssue({ ...ours, body });
    expect(await sink.deliver(owed(changed))).toMatchObject({ receipt: `${api.url}/octo/radar/issues/1` });
    expect(await sink.deliver(owed(changed))).toMatchObject({ kind: 'delivered' });
    expect(writes()).toEqual(['POST issues/1/comments']);
    expect(api.comments(number)[0]?.body).toContain('**`#booktok` is growing strongly: 16× its baseline.**');
  });

  test('is one comment although the answer was lost', async () => {
    const { api, sink } = await startDesk();
    const number = api.seedIssue({ ...ours, body });
    api.fail({ kind: 'unanswered' }, { method: 'POST' });
    expect(await sink.deliver(owed(changed))).toMatchObject({ kind: 'failed', final: 'retry' });
    expect(await sink.deliver(owed(changed))).toMatchObject({ kind: 'delivered' });
    expect(api.comments(number)).toHaveLength(1);
  });

  test('leaves an issue alone that a person has closed', async () => {
    const { api, sink, writes } = await startDesk();
    const number = api.seedIssue({ ...ours, body });
    api.editAs('octocat', number, { state: 'closed' });
    expect(await sink.deliver(owed(changed))).toMatchObject({ kind: 'delivered' });
    expect(writes()).toEqual([]);
  });

  test('is not told where a person has taken the issue away: no second one is made', async () => {
    const { api, sink, writes } = await startDesk();
    api.seedIssue({ ...ours, body: 'My own words now.' });
    expect(await sink.deliver(owed(changed))).toMatchObject({
      kind: 'delivered',
      receipt: 'no issue to comment on: it was never made, or a person has taken it away',
    });
    expect(writes()).toEqual([]);
  });
});

describe('hashtags that rise together', () => {
  test('are one issue from the start, where the later news of each is found', async () => {
    const { api, sink } = await startDesk();
    const together = [{ hashtag: COMPANION.hashtag, episode: COMPANION.episode }];
    await sink.deliver(owed({ ...opened, together }));
    expect(api.issues()[0]?.body).toContain('[`#romantasy`](https://www.tiktok.com/tag/romantasy)');
    const { leader: _, ...alone } = COMPANION;
    await sink.deliver(owed({ ...alone, kind: 'changed' }));
    expect(api.issues()).toHaveLength(1);
    expect(api.comments(1)[0]?.body).toContain(changedMarker(COMPANION.episode, 'breakout', COMPANION.at));
  });

  test('a newcomer is one comment in the leader’s issue, which takes its marker', async () => {
    const { api, sink, writes } = await startDesk();
    const number = api.seedIssue({ ...ours, body });
    await sink.deliver(owed(joined));
    await sink.deliver(owed(joined));
    expect(writes()).toEqual(['PATCH issues/1', 'POST issues/1/comments']);
    expect(episodesIn(api.issues()[0]?.body)).toEqual([STANDING.episode, COMPANION.episode]);
    expect(api.comments(number)[0]?.body).toContain(joinedMarker(COMPANION.episode));
  });

  test.each(['deleted', 'closed'])('a newcomer whose leader’s issue is %s gets its own', async (how) => {
    const { api, sink } = await startDesk();
    if (how === 'closed') api.editAs('octocat', api.seedIssue({ ...ours, body }), { state: 'closed' });
    await sink.deliver(owed(joined));
    await sink.deliver(owed(joined));
    const made = api.issues().filter(({ state }) => state === 'open');
    expect(made.map(({ title }) => title)).toEqual([
      '#romantasy is breaking out too, for the same videos: 16× its baseline',
    ]);
    expect(made).toMatchObject([{ comments: 0 }]);
    expect(episodesIn(made[0]?.body)).toEqual([COMPANION.episode]);
  });

  test('close their issue only when all of them are over', async () => {
    const { api, sink } = await startDesk();
    const shared = body.replace('\n', `\n${issueMarker(COMPANION.episode)}\n`);
    const number = api.seedIssue({ ...ours, body: shared });
    await sink.deliver(owed(over));
    expect(api.issues()[0]?.state).toBe('open');
    const end = {
      ...over,
      hashtag: COMPANION.hashtag,
      episode: COMPANION.episode,
      end: 'fell-back',
    } as const;
    await sink.deliver(owed(end));
    expect(api.issues()[0]).toMatchObject({ state: 'closed', state_reason: 'completed' });
    expect(api.comments(number)).toHaveLength(2);
  });
});

describe('the end of an episode', () => {
  test('is one comment, and closes the issue, whose body says so from then on', async () => {
    const { api, sink, writes } = await startDesk();
    const number = api.seedIssue({ ...ours, body: `Call Ann first!\n${body}` });
    expect(await sink.deliver(owed(over))).toMatchObject({ receipt: `${api.url}/octo/radar/issues/1` });
    expect(api.issues()[0]).toMatchObject({ state: 'closed', state_reason: 'completed' });
    expect(api.issues()[0]?.body).toMatch(/^Call Ann first!.*breakout is over: .*Top videos/s);
    expect(api.comments(number)[0]?.body).toContain('breakout is over: +59.4 %');
    expect(await sink.deliver(owed(over))).toMatchObject({ kind: 'delivered' });
    expect(writes()).toEqual(['POST issues/1/comments', 'PATCH issues/1']);
  });

  test.each([
    ['fell-back', 'not_planned'],
    ['unwatched', 'not_planned'],
    ['cooled-off', 'completed'],
  ] as const)('by %s closes it as %s', async (end, reason) => {
    const { api, sink } = await startDesk();
    api.seedIssue({ ...ours, body });
    await sink.deliver(owed({ ...over, end }));
    expect(api.issues()[0]).toMatchObject({ state: 'closed', state_reason: reason });
  });

  test('is one comment although the answer was lost', async () => {
    const { api, sink } = await startDesk();
    const number = api.seedIssue({ ...ours, body });
    api.fail({ kind: 'unanswered' }, { method: 'POST' });
    expect(await sink.deliver(owed(over))).toMatchObject({ kind: 'failed', final: 'retry' });
    expect(await sink.deliver(owed(over))).toMatchObject({ kind: 'delivered' });
    expect(api.comments(number)).toHaveLength(1);
    expect(api.issues()[0]?.state).toBe('closed');
  });

  test('finds its comment behind a hundred others, and takes no stranger’s for it', async () => {
    const { api, sink, writes } = await startDesk();
    const number = api.seedIssue({ ...ours, body });
    for (let index = 0; index < 120; index += 1) api.commentAs('octocat', number, `so busy ${index}`);
    api.commentAs(BOT, number, `${closingMarker(STANDING.episode)}\n\nOver.`);
    await sink.deliver(owed(over));
    expect(writes()).toEqual(['PATCH issues/1']);
  });

  test('keeps a body in which a person has taken our lines away', async () => {
    const { api, sink } = await startDesk();
    api.seedIssue({ ...ours, body: `${issueMarker(STANDING.episode)}\nMy own words.` });
    await sink.deliver(owed(over));
    expect(api.issues()[0]).toMatchObject({
      state: 'closed',
      body: expect.stringMatching(/My own words\.$/),
    });
  });

  test('leaves an issue alone that a person has closed', async () => {
    const { api, sink, writes } = await startDesk();
    const number = api.seedIssue({ ...ours, body });
    api.editAs('octocat', number, { state: 'closed', stateReason: 'not_planned' });
    expect(await sink.deliver(owed(over))).toMatchObject({ kind: 'delivered' });
    expect(writes()).toEqual([]);
    expect(api.issues()[0]?.state_reason).toBe('not_planned');
  });

  test('without an issue has nothing to close', async () => {
    const { sink, writes } = await startDesk();
    expect(await sink.deliver(owed(over))).toMatchObject({ kind: 'delivered', receipt: 'no issue to close' });
    expect(writes()).toEqual([]);
  });
});

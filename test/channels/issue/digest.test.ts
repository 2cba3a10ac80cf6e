import { describe, expect, test } from 'vitest';
import { digestMarker, episodesIn, WEEK_MARKER } from '../../../src/channels/issue/markers.ts';
import { openingIssue } from '../../../src/channels/issue/message.ts';
import { alertNamed } from '../alerts.ts';
import { BOT, NOW, owed, owedDigest, startDesk } from './issue-desk.ts';
import { ENDING, HELD, STANDING, viewOf, WEEK } from './issue-views.ts';

const ours = { login: BOT, createdAt: NOW - 1_000 };
const own = openingIssue(viewOf({ ...STANDING, kind: 'opened' }));
const other = alertNamed('no-listing');

describe('a digest of what was held back', () => {
  test('is one issue, made once, found again by its id', async () => {
    const { api, sink, writes } = await startDesk();
    const receipt = `${api.url}/octo/radar/issues/1`;
    expect(await sink.deliver(owedDigest(HELD))).toMatchObject({ kind: 'delivered', receipt });
    expect(await sink.deliver(owedDigest(HELD))).toMatchObject({ kind: 'delivered', receipt });
    expect(writes()).toEqual(['POST issues']);
    expect(api.issues()[0]).toMatchObject({
      title: 'Digest of 3 breakouts: #booktok, #2024, #cottagecore',
      state: 'open',
      labels: [{ name: 'breakout' }],
    });
    expect(episodesIn(api.issues()[0]?.body)).toEqual([STANDING.episode, other.episode]);
  });

  test('takes in the later news of what it opened, and closes when all of it is over', async () => {
    const { api, sink } = await startDesk();
    await sink.deliver(owedDigest({ ...HELD, alerts: HELD.alerts.slice(0, 1) }));
    await sink.deliver(owed({ ...ENDING, at: STANDING.at }));
    expect(api.issues()).toMatchObject([{ state: 'closed', comments: 1 }]);
    expect(api.issues()[0]?.title).toContain('Digest');
  });

  test('leaves news of what has an issue to that issue, and makes none of its own for nothing', async () => {
    const { api, sink, writes } = await startDesk();
    const number = api.seedIssue({ ...ours, ...own });
    const changed = { ...STANDING, kind: 'changed', phase: 'peaked' } as const;
    await sink.deliver(owedDigest({ ...HELD, alerts: [changed] }));
    await sink.deliver(owedDigest({ ...HELD, alerts: [changed] }));
    expect(writes()).toEqual(['POST issues/1/comments']);
    expect(api.comments(number)[0]?.body).toContain('has peaked');
  });

  test('stays open for those that broke out with one that is over already', async () => {
    const { api, sink } = await startDesk();
    const leader = { hashtag: STANDING.hashtag, episode: STANDING.episode };
    const follower = { hashtag: other.hashtag, episode: other.episode };
    await sink.deliver(owedDigest({ ...HELD, alerts: [{ ...ENDING, ...leader, together: [follower] }] }));
    expect(api.issues()).toMatchObject([{ state: 'open', title: 'Digest of 2 breakouts: #booktok, #2024' }]);
    expect(episodesIn(api.issues()[0]?.body)).toEqual([follower.episode]);
    expect(api.issues()[0]?.body).toContain(`tag/${other.hashtag}`);
    await sink.deliver(owed({ ...ENDING, ...follower, leader }));
    expect(api.issues()).toMatchObject([{ state: 'closed', comments: 1 }]);
  });

  test('in which everything is over is closed at once, or by the next run where that run did not get to it', async () => {
    const { api, sink } = await startDesk();
    api.fail({ kind: 'forbidden' }, { method: 'PATCH' });
    const digest = { ...HELD, alerts: HELD.alerts.slice(2) };
    expect(await sink.deliver(owedDigest(digest))).toMatchObject({ kind: 'failed', final: 'retry' });
    expect(api.issues()).toMatchObject([{ state: 'open' }]);
    expect(await sink.deliver(owedDigest(digest))).toMatchObject({ kind: 'delivered' });
    expect(api.issues()).toMatchObject([{ state: 'closed' }]);
  });

  test('says nothing of a change whose issue a person has taken away', async () => {
    const { sink, writes } = await startDesk();
    const changed = { ...STANDING, kind: 'changed', phase: 'peaked' } as const;
    expect(await sink.deliver(owedDigest({ ...HELD, alerts: [changed] }))).toMatchObject({
      kind: 'delivered',
    });
    expect(writes()).toEqual([]);
  });
});

describe('a weekly digest', () => {
  test('is one open issue: the next one closes it', async () => {
    const { api, sink, writes } = await startDesk();
    api.seedIssue({ title: 'a week ago', body: `${digestMarker('old')}\n${WEEK_MARKER}`, login: BOT });
    api.seedIssue({ title: 'not ours', body: WEEK_MARKER });
    await sink.deliver(owedDigest(WEEK));
    await sink.deliver(owedDigest(WEEK));
    expect(writes()).toEqual(['POST issues', 'PATCH issues/1']);
    expect(api.issues().map(({ title, state }) => `${title}: ${state}`)).toEqual([
      'a week ago: closed',
      'not ours: open',
      'The week: 2 breakouts among 42 hashtags: open',
    ]);
  });
});

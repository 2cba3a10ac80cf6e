import { describe, expect, test } from 'vitest';
import { muteCommand } from '../../../src/alerts/mute-command.ts';
import { answerTo, type MuteRequest } from '../../../src/alerts/mute-requests.ts';
import { answerComment } from '../../../src/channels/issue/answer.ts';
import { newsComment } from '../../../src/channels/issue/comments.ts';
import { heldIssue, weekIssue } from '../../../src/channels/issue/digest.ts';
import { episodesIn, issueMarker } from '../../../src/channels/issue/markers.ts';
import { carriesMarker } from '../../../src/github/hidden-marker.ts';
import { at } from '../../support/given.ts';
import { alertNamed } from '../alerts.ts';
import { COMPANION, ENDING, HELD, STANDING, WEEK, ZONE } from './issue-views.ts';

const golden = (file: string): string => `../../golden/messages/${file}`;

describe('the comment', () => {
  test.each([
    ['changed', newsComment({ ...STANDING, kind: 'changed', phaseBefore: 'breakout' }, ZONE)],
    [
      'faded',
      newsComment(
        {
          ...STANDING,
          kind: 'changed',
          phase: 'fading',
          phaseBefore: 'peaked',
          drivers: [],
          views: { ...STANDING.views, before: STANDING.views.now },
          velocity: { low: 0, nominal: 0, high: 0 },
        },
        ZONE,
      ),
    ],
    ['joined', newsComment({ ...COMPANION, kind: 'joined' }, ZONE)],
    ['over', newsComment({ ...ENDING, kind: 'over' }, ZONE)],
    ['over-rehearsal', newsComment({ ...ENDING, kind: 'over', rehearsal: true }, ZONE)],
    ['cooled-off', newsComment({ ...alertNamed('cooled-off'), kind: 'over' }, ZONE)],
    ['fell-back', newsComment({ ...alertNamed('fell-back'), kind: 'over' }, ZONE)],
    ['hostile', newsComment({ ...alertNamed('hostile'), kind: 'changed', phase: 'peaked' }, ZONE)],
  ])('%s', async (name, { marker, body }) => {
    await expect(`${body}\n`).toMatchFileSnapshot(golden(`comment-${name}.md`));
    expect(carriesMarker(body, marker)).toBe(true);
  });

  test('of a phase that comes a second time is another one', () => {
    const first = newsComment({ ...STANDING, kind: 'changed' }, ZONE);
    const second = newsComment({ ...STANDING, kind: 'changed', at: '2026-11-23T18:00:00Z' }, ZONE);
    expect(first.marker).not.toBe(second.marker);
  });
});

describe('the answer', () => {
  const request = (said: string): MuteRequest => {
    const command = muteCommand(said);
    if (command === undefined) throw new RangeError(`${said} is no request.`);
    return { id: 'comment-7', by: 'comment', at: at(0), person: 'octocat', command };
  };

  test.each([
    ['muted', 'mute 3d', ['booktok', 'romantasy']],
    ['unmuted', 'unmute', ['booktok']],
    ['unclear', 'mute 3 `@team/all`', ['booktok']],
  ])('%s', async (name, said, hashtags) => {
    const { marker, body } = answerComment(answerTo(request(said)), hashtags, ZONE);
    await expect(`${body}\n`).toMatchFileSnapshot(golden(`answer-${name}.md`));
    expect(carriesMarker(body, marker)).toBe(true);
    expect(muteCommand(body)).toBeUndefined();
  });
});

describe('the digest', () => {
  test('of what was held back carries the markers of what is still open', async () => {
    const { title, body } = heldIssue('digest-20261123T1000Z/issues', HELD, ZONE);
    await expect(`${title}\n\n${body}`).toMatchFileSnapshot(golden('digest-held.md'));
    expect(episodesIn(body)).toEqual([STANDING.episode, alertNamed('no-listing').episode]);
  });

  test('of a week', async () => {
    const { title, body } = weekIssue('digest-20261123T1000Z/issues', WEEK, ZONE);
    await expect(`${title}\n\n${body}`).toMatchFileSnapshot(golden('digest-week.md'));
    expect(episodesIn(body)).toEqual([]);
  });

  test('of very much is cut between its items, and finds its episodes again all the same', () => {
    const alerts = Array.from({ length: 900 }, (_, place) => ({
      ...STANDING,
      hashtag: `${'長'.repeat(90)}${place}`,
      episode: `${'長'.repeat(90)}${place}-20261123T1000Z`,
    }));
    const { body } = heldIssue('digest-20261123T1000Z/issues', { ...HELD, alerts }, ZONE);
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toMatch(/\n- … and 8\d\d more\n/);
    expect(carriesMarker(body, issueMarker(alerts[0]?.episode ?? ''))).toBe(true);
  });
});

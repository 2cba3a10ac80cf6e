import { describe, expect, test } from 'vitest';
import { applyMute } from '../../src/alerts/apply-mutes.ts';
import type { HashtagState } from '../../src/alerts/hashtag-state.ts';
import type { Mute } from '../../src/alerts/mute.ts';
import { muteCommand } from '../../src/alerts/mute-command.ts';
import { answerName, answerTo, type MuteRequest, requestedMute } from '../../src/alerts/mute-requests.ts';
import { DAY_MS, HOUR_MS } from '../../src/text/time.ts';
import { at, lastOf } from '../support/given.ts';

describe('what a comment asks for', () => {
  test.each([
    ['mute 3d', 3 * DAY_MS],
    ['/mute 3d', 3 * DAY_MS],
    ['Mute 12 h.', 12 * HOUR_MS],
    ['mute: 2w', 14 * DAY_MS],
    ['mute 2 weeks', 14 * DAY_MS],
    ['mute 1 hour', HOUR_MS],
    ['mute 90 days', 90 * DAY_MS],
    ['Thanks, enough for now.\r\n\r\n  mute 3d  \r\n', 3 * DAY_MS],
  ])('%j is a mute', (text, durationMs) => {
    expect(muteCommand(text)).toEqual({ kind: 'mute', durationMs });
  });

  test.each(['unmute', '/unmute', 'Unmute.'])('%j takes it back', (text) => {
    expect(muteCommand(text)).toEqual({ kind: 'unmute' });
  });

  test.each([
    'mute',
    '/mute',
    '/mute it please',
    'mute 3',
    'mute 3x',
    'mute 3 moons',
    'mute 91d',
    'mute 0h',
    'mute 30m',
    'mute 99999d',
  ])('%j is meant so, and cannot be followed', (text) => {
    expect(muteCommand(text)).toEqual({ kind: 'unclear', said: text });
  });

  test.each([
    'the mute button is broken',
    'Shall we mute 3d models?',
    '> mute 3d',
    'mute it for 3d',
    'muted',
    '',
    `${'line\n'.repeat(500)}mute 3d`,
  ])('%j asks for nothing', (text) => {
    expect(muteCommand(text)).toBeUndefined();
  });
});

describe('requests', () => {
  const request = (id: string, hours: number, said: string, more: Partial<MuteRequest> = {}): MuteRequest => {
    const command = muteCommand(said);
    if (command === undefined) throw new RangeError(`${said} is no request.`);
    return { id, by: 'comment', at: at(hours), person: 'octocat', command, ...more };
  };

  test.each<readonly [string, readonly MuteRequest[], Mute | undefined]>([
    ['none', [], undefined],
    [
      'one counts from when it was said',
      [request('a', 0, 'mute 3d')],
      { until: at(72), by: 'comment', person: 'octocat' },
    ],
    [
      'the last one counts, in whatever order they come',
      [request('b', 5, 'mute 12h', { by: 'label' }), request('a', 0, 'mute 3d')],
      { until: at(17), by: 'label', person: 'octocat' },
    ],
    ['a mute is taken back', [request('a', 0, 'mute 3d'), request('b', 1, 'unmute')], undefined],
    [
      'what cannot be followed changes nothing',
      [request('a', 0, 'mute 3d'), request('b', 1, 'mute 3x')],
      { until: at(72), by: 'comment', person: 'octocat' },
    ],
  ])('%s', (_why, requests, mute) => {
    expect(requestedMute(requests)).toEqual(mute);
  });

  test('are answered again only when they ask for another time', () => {
    const names = ['mute 3d', 'mute 72h', 'mute 4d'].map((said) =>
      answerName(answerTo(request('a', 0, said))),
    );
    expect(names[0]).toBe(names[1]);
    expect(names[2]).not.toBe(names[0]);
  });
});

describe('the commands that a hashtag’s state applies', () => {
  const { state } = lastOf('0h 1,000,003 → 1h 1,300,003');
  const episode = state.episode?.id ?? '';
  const timed: Mute = { until: at(24), by: 'comment', person: 'octocat' };
  const closed: Mute = { until: 'cooled-off', by: 'closing' };
  const standing = (mute?: Mute) => ({ hashtag: 'booktok', episode, ...(mute !== undefined && { mute }) });
  const muted = (mute: Mute): HashtagState => ({ ...state, mute });

  test.each<
    readonly [string, HashtagState, ReturnType<typeof standing> | undefined, number, Mute | undefined]
  >([
    ['a mute at the issue', state, standing(timed), at(1), timed],
    ['a mute that has run out at the issue already', state, standing(timed), at(24), undefined],
    ['no answer: a mute stands', muted(timed), undefined, at(1), timed],
    ['no answer: a mute stands until its time is up', muted(timed), undefined, at(24), undefined],
    ['a mute taken back', muted(timed), standing(), at(1), undefined],
    ['an issue opened again', muted(closed), standing(), at(1), undefined],
    ['an issue closed during a mute', muted(timed), standing(closed), at(1), closed],
    ['the issue of another episode', muted(timed), { ...standing(), episode: 'other' }, at(1), timed],
  ])('%s', (_why, known, said, now, mute) => {
    expect(applyMute(known, said, now).mute).toEqual(mute);
  });
});

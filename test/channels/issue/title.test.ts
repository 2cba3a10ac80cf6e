import { describe, expect, test } from 'vitest';
import { blockOf, issueMarker } from '../../../src/channels/issue/markers.ts';
import { newTitle, openingTitle } from '../../../src/channels/issue/title.ts';
import { COMPANION, ENDING, STANDING } from './issue-views.ts';

const body = `${issueMarker(STANDING.episode)}\n${blockOf('…')}`;

describe('the title of an issue', () => {
  test('tells at the opening what the message tells', () => {
    expect(openingTitle({ ...STANDING, kind: 'opened' })).toBe('#booktok is breaking out: 16× its baseline');
  });

  test.each([
    ['breakout', '#booktok is breaking out'],
    ['strong', '#booktok is growing strongly'],
    ['peaked', '#booktok has peaked'],
    ['fading', '#booktok is fading'],
  ] as const)('follows the phase: %s', (phase, title) => {
    const issue = { title: '#booktok is breaking out: 3.1× its usual', body };
    expect(newTitle(issue, { ...STANDING, phase })).toBe(title);
    expect(newTitle({ title, body }, { ...STANDING, phase })).toBeUndefined();
  });

  test('keeps the number of the opening while it is that of the body', () => {
    const issue = { title: openingTitle({ ...STANDING, kind: 'opened' }), body };
    const { momentum } = STANDING;
    const grown = {
      ...STANDING,
      phase: 'breakout',
      momentum: { score: 9, threshold: 8, rarity: '', quietIf: '', ...momentum, multiple: 24 },
    } as const;
    expect(newTitle(issue, { ...STANDING, phase: 'breakout' })).toBeUndefined();
    expect(newTitle(issue, grown)).toBe('#booktok is breaking out');
  });

  test('says at the end how far it went, and in how long', () => {
    expect(newTitle({ title: '#booktok has peaked', body }, ENDING)).toBe(
      '#booktok breakout is over: +59.4 % in 25 h',
    );
    const fellBack = { ...ENDING, end: 'fell-back' } as const;
    expect(newTitle({ title: '#booktok is fading', body }, fellBack)).toBe(
      '#booktok was no breakout: TikTok corrected its count',
    );
  });

  test.each([
    '#booktok is breaking out: 19× its usual, doubling every 6 h',
    '#booktok is breaking out: +14.9 % in 1 h 02 min',
    '#booktok is breaking out too, for the same videos: +15 % in 1 h',
    '#booktok is breaking out: many new videos',
    '#booktok broke out, and is fading',
    '#booktok broke out and has peaked: 3.1× its usual',
    'Rehearsal: #booktok is breaking out: <0.01 % in 1 h',
  ])('is ours, also as earlier versions wrote it: %s', (title) => {
    expect(newTitle({ title, body }, STANDING)).toBe('#booktok is growing strongly');
  });

  test.each([
    'Spring campaign: watch #booktok',
    '#booktok is breaking out: 19× its usual — call Ann',
    '#booktok is breaking out, finally',
    'Digest of 2 breakouts: #booktok, #2024',
  ])('stays as a person has written it: %s', (title) => {
    expect(newTitle({ title, body }, STANDING)).toBeUndefined();
  });

  test('stays that of the hashtag that the issue is about', () => {
    expect(newTitle({ title: '#booktok has peaked', body }, COMPANION)).toBeUndefined();
    expect(newTitle({ title: '#booktok has peaked', body: null }, STANDING)).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { lastOf, play, sampleOf, video } from '../support/given.ts';

describe('the classic rule calls an open breakout calm', () => {
  test.each<readonly [string, number, boolean]>([
    ['below half of its threshold', 1_259_000, true],
    ['not above it', 1_261_000, false],
    ['not at the threshold itself', 1_320_000, false],
  ])('%s', (_why, views, isCalm) => {
    const { state } = lastOf(`0h 1,000,003 → 1h 1,200,003 → 2h ${views + 3}`);
    expect(state.episode).toBeDefined();
    expect(state.episode?.calmSince !== undefined).toBe(isCalm);
  });
});

test('an episode remembers whose videos drove it, and the first 80 characters of what they say', () => {
  const listing = (views: number) => [
    video('7000', views, -50, { creator: 'ann', caption: 'b'.repeat(200) }),
  ];
  const judgements = play([
    sampleOf(0, 1_000_003, { listing: listing(1_000) }),
    sampleOf(1, 1_200_003, { listing: listing(150_000) }),
  ]);
  const [remembered] = judgements.at(-1)?.state.episode?.videos ?? [];
  expect(remembered).toMatchObject({ id: '7000', creator: 'ann', gained: 149_000 });
  expect(remembered?.caption).toMatch(/^b{79}.$/u);
});

test('a video that is dated after the reading is no new post; one within the minute is', () => {
  const judgements = play([
    sampleOf(0, 1_000_003, { listing: [video('1', 10, -5)] }),
    sampleOf(1, 1_000_103, {
      listing: [video('1', 20, -5), video('2', 5, 0.5), video('3', 5, 1 + 1 / 61), video('4', 5, 2)],
    }),
  ]);
  expect(judgements.at(-1)?.reading.newPosts).toBe(2);
});

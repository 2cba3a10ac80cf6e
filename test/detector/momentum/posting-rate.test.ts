import { describe, expect, test } from 'vitest';
import { judgePosting } from '../../../src/detector/momentum/posting-rate.ts';
import { at } from '../../support/given.ts';

const usual = { perHour: 5, exposure: 200 };
const reading = (newPosts: number) => ({
  at: at(0),
  hashtag: 'booktok',
  views: 1_000_003,
  step: 1,
  newPosts,
});

describe('the posting rate', () => {
  test('is judged and learnt from the posts of an hour', () => {
    const step = judgePosting(usual, reading(12), 1);
    expect(step).toMatchObject({ postsPerHour: 12, usualPerHour: 5 });
    expect(step.posting).not.toEqual(usual);
  });

  test('is neither after a pause: the list cannot hold what was posted meanwhile', () => {
    expect(judgePosting(usual, reading(15), 96)).toEqual({ posting: usual });
  });
});

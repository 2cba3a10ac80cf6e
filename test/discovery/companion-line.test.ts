import { describe, expect, test } from 'vitest';
import { companionHistory } from '../../src/discovery/companion-history.ts';
import { markOf, marksIn, rollUpCompanions } from '../../src/discovery/companion-line.ts';
import { creatorMark, reactionsOf } from '../../src/discovery/observe-companions.ts';
import type { Video } from '../../src/readings/video.ts';
import { hour, post, record } from './given.ts';

describe('marks of creators', () => {
  test('are one for a creator, however the handle is written, and mostly another for another', () => {
    expect(creatorMark({ id: '1', creator: 'Mia' })).toBe(creatorMark({ id: '2', creator: 'mia' }));
    const marks = Array.from({ length: 32 }, (_, index) =>
      creatorMark({ id: '1', creator: `reader${index}` }),
    );
    expect(new Set(marks).size).toBeGreaterThanOrEqual(30);
    expect(marksIn(marks.join(''))).toEqual(marks);
    expect(markOf(0xffffffff)).toMatch(/^[\w-]{2}$/);
  });
});

describe('a line of companions', () => {
  const { run, lines } = record(['booktok', 'books']);
  const liked = (likes: number) => ({ likes, comments: 4, shares: 7 });
  run(1, {
    booktok: [
      ...['a', 'b'].map((creator) => post(1, creator, ['romantasy', 'onlyhere'], liked(90))),
      ...['c', 'd', 'e'].map((creator) => post(1, creator, ['booktok'], liked(120))),
    ],
    books: [post(1, 'a', ['romantasy'])],
  });
  run(2, { books: [post(2, 'f', ['romantasy']), post(2, 'f', ['romantasy'])] });
  run(3, { books: [post(3, 'g', ['lonely'])] });

  test('has each creator once beside each hashtag, from the second creator on', () => {
    expect(lines.map(({ beside }) => beside)).toEqual([
      {
        booktok: {
          onlyhere: `${creatorMark(post(1, 'a', []))}${creatorMark(post(1, 'b', []))}`,
          romantasy: expect.any(String),
        },
        books: { romantasy: creatorMark(post(1, 'a', [])) },
      },
      { books: { romantasy: creatorMark(post(2, 'f', [])) } },
    ]);
  });

  test('has likes, comments and shares per view once a day', () => {
    expect(lines.map(({ reactions }) => reactions)).toEqual([
      { booktok: { likes: 0.12, shares: 0.007 } },
      undefined,
    ]);
    expect(reactionsOf([post(1, 'a', [], liked(9))])).toBeUndefined();
  });

  test('has languages, regions and followers where they are given, whatever the views', () => {
    const by = (count: number, more: Partial<Video>) =>
      Array.from({ length: count }, (_, index) => post(1, `${index}`, [], { views: 3, ...more }));
    const english = { language: 'en', region: 'GB', followers: 1234 };
    expect(reactionsOf([...by(3, english), ...by(2, { language: 'es', region: 'ES' })])).toEqual({
      language: 'en',
      region: 'GB',
    });
    expect(reactionsOf([...by(5, english), ...by(5, { language: 'es' })])).toEqual({
      region: 'GB',
      followers: 1200,
    });
  });

  test('has likes later in the day, where only then there are enough views', () => {
    const { run, lines } = record(['booktok']);
    const by = (views: number) =>
      Array.from({ length: 10 }, (_, index) =>
        post(1, `a${index}`, [], { views, likes: views / 10, language: 'en' }),
      );
    run(1, { booktok: by(10) });
    run(2, { booktok: by(10) });
    run(3, { booktok: by(1000) });
    run(4, { booktok: by(2000) });
    expect(lines.map(({ reactions }) => reactions?.booktok)).toEqual([
      { language: 'en' },
      { likes: 0.1, language: 'en' },
    ]);
  });

  test('rolls up into counts, what one creator used among them, and again into the same', () => {
    const rolled = rollUpCompanions(lines);
    expect(rolled).toMatchObject({
      at: hour(2),
      beside: { booktok: { onlyhere: 2, romantasy: 2 }, books: { romantasy: 2 } },
      creators: { booktok: 2, books: 2 },
      reactions: { booktok: { likes: 0.12 } },
    });
    expect(rollUpCompanions(rolled === undefined ? [] : [rolled])).toEqual(rolled);
  });

  test('is in the order of names when it is rolled up, whichever came first', () => {
    const late = ['booktok', 'books'].flatMap((hashtag) =>
      lines.slice(0, 1).map((line) => ({ ...line, beside: { [hashtag]: line.beside[hashtag] ?? {} } })),
    );
    expect(late.map(({ beside }) => Object.keys(beside))).toEqual([['booktok'], ['books']]);
    expect(Object.keys(rollUpCompanions(late)?.beside ?? {})).toEqual(['books', 'booktok']);
  });

  test('counts what single creators use beside many hashtags, rolled up or not', () => {
    const spread = record(['booktok', 'books']);
    spread.run(1, { booktok: [post(1, 'a', ['cosy'])], books: [post(1, 'b', ['cosy'])] });
    const rolled = rollUpCompanions(spread.lines);
    expect(rolled?.beside).toEqual({ booktok: { cosy: 1 }, books: { cosy: 1 } });
    const past = companionHistory(rolled === undefined ? [] : [rolled]).companions.get('cosy');
    expect([...(past?.creatorsByDay.values() ?? [])]).toEqual([2]);
  });

  test('says the same of days before and after it is rolled up, but for who is in both', () => {
    const rolled = rollUpCompanions(lines);
    const days = (history: ReturnType<typeof companionHistory>) => [
      ...(history.companions.get('onlyhere')?.creatorsByDay ?? []),
    ];
    expect(days(companionHistory(rolled === undefined ? [] : [rolled]))).toEqual(
      days(companionHistory(lines)),
    );
  });
});

describe('sounds', () => {
  test('are on record once three creators use them at once, with their title', () => {
    const { run, lines } = record(['booktok']);
    const sound = { id: '73', title: 'original sound' };
    const by = (creators: readonly string[]) => creators.map((creator) => post(1, creator, [], { sound }));
    run(1, { booktok: by(['a', 'b']) });
    expect(lines).toEqual([]);
    run(2, { booktok: by(['c']) });
    run(3, { booktok: by(['c', 'd']) });
    expect(lines.map(({ sounds }) => sounds?.['73']?.toString().length)).toEqual([6, 2]);
    expect(lines.map(({ titles }) => titles)).toEqual([{ 73: 'original sound' }, undefined]);
  });
});

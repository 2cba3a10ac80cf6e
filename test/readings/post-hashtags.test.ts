import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseHashtag } from '../../src/readings/hashtag.ts';
import { postHashtags } from '../../src/readings/post-hashtags.ts';

describe('the hashtags of a post', () => {
  test.each<readonly [string, string, readonly string[], readonly string[]]>([
    ['are in its caption, in one spelling', 'look #BookTok and ＃booktok #fyp!', [], ['booktok', 'fyp']],
    ['are in the list of the source as well, each once', '#a', ['A', 'b'], ['a', 'b']],
    ['end where a name ends', '#slow-living #it’s', [], ['slow', 'it']],
    ['may follow each other', '#one#two ##three', [], ['one', 'two', 'three']],
    ['are in any script', '話題の #読書 と #книги', [], ['読書', 'книги']],
    ['are no part of an address or of an entity', 'https://x.example/#top &#39;tis', [], []],
    ['are no numbers', '#1 #2024', [], []],
    ['are dropped where TikTok has no such hashtag', '', ['with space', '<b>', '', '__proto__'], []],
    ['are no YAML and no Markdown', '#a:b #[c](d) #`e`', ['- x', '{a: 1}'], ['a']],
  ])('%s', (_why, caption, listed, names) => {
    expect(postHashtags(caption, listed)).toEqual(names);
  });

  test('are normalised whatever the text is, and never more than thirty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (caption, listed) => {
        const names = postHashtags(`#${caption} ${caption}`, listed);
        expect(names.length).toBeLessThanOrEqual(30);
        for (const name of names) expect(normaliseHashtag(name)).toEqual({ kind: 'ok', name });
      }),
    );
  });
});

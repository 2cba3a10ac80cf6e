import { expect, test } from 'vitest';
import { proseMarkdown } from '../../src/text/prose.ts';

test.each([
  ['Unknown key `@octocat`. Did you mean `hashtags`?', 'Unknown key `@octocat`. Did you mean `hashtags`?'],
  ['`a` and `b` differ', '`a` and `b` differ'],
  ['no quotes at all', 'no quotes at all'],
  ['@octocat wrote `a`', '`@octocat wrote` `a`'],
  ['`a` stands at www.example.com', '`a` `stands at www.example.com`'],
])('%s: quotes stay quotes, and words that could link or mention are quoted too', (message, markdown) => {
  expect(proseMarkdown(message, 200)).toBe(markdown);
});

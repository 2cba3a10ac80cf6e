import { expect, test } from 'vitest';
import { examplesText } from '../../../src/cli/output/examples.ts';

test('examples show how npm takes the options of a command', () => {
  expect(examplesText('check')).toBe(`
Examples:
  npm run check
      every problem of watchlist.yml, and its cost
  npm run check -- --against origin/main
      what a change would have alerted
`);
  expect(examplesText('help')).toBe('');
});

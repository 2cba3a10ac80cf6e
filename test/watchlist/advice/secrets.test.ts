import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskSecrets } from '../../../src/watchlist/advice/secrets.ts';
import { parseWatchlist } from '../../../src/watchlist/parse.ts';
import { formatProblem } from '../../../src/watchlist/problem.ts';

function everythingShown(text: string): string {
  const parsed = parseWatchlist(text, 'watchlist.yml');
  expect(parsed.kind).toBe('invalid');
  const problems = parsed.kind === 'invalid' ? parsed.problems : [];
  return problems.map((problem) => formatProblem(problem) + JSON.stringify(problem)).join('\n');
}

describe('a secret that slipped into the file is refused and never repeated', () => {
  const secrets = [
    'https://hooks.slack.com/services/T000/B000/s3cr3ts3cr3t',
    'smtp://radar:s3cr3t@mail.example.com:587',
    '123456789:AAs3cr3tbbccddeeffgghhiijjkkllmmnno',
    'xoxb-1-s3cr3t',
    'whsec_s3cr3tAAAAAAAA',
    's3cr3t',
    's3cr3t with, [spaces] and {more}',
  ];
  const places: readonly (readonly [string, (secret: string) => string])[] = [
    [
      'as the name of a variable',
      (secret) => `channels:\n  a:\n    type: slack\n    url-env: "${secret}"\nhashtags: [x]\n`,
    ],
    [
      'in one line with another problem',
      (secret) => `channels:\n  a: { type: slack, url-env: "${secret}", typ: 1 }\nhashtags: [x]\n`,
    ],
    [
      'on a line of its own',
      (secret) => `channels:\n  a:\n    type: slack\n    url-env: >-\n      ${secret}\nhashtags: [x]\n`,
    ],
    [
      'under a key that does not exist',
      (secret) => `channels:\n  a:\n    type: slack\n    webhook-url: "${secret}"\nhashtags: [x]\n`,
    ],
    [
      'beside a fault of syntax',
      (secret) => `channels:\n  a: { type: slack, token: "${secret}" \nhashtags: [x]\n`,
    ],
    [
      'without its quotes',
      (secret) => `channels:\n  a:\n    type: webhook\n    secret-env: ${secret}\nhashtags: [x]\n`,
    ],
    ['at the top', (secret) => `api-key: "${secret}"\nhashtags: [x]\n`],
  ];
  test.each(places)('%s', (_, write) => {
    for (const secret of secrets) expect(everythingShown(write(secret))).not.toContain('s3cr3t');
  });
});

describe('masking', () => {
  test.each([
    ['see https://example.com/hook?x=1 there', 'see ••• there', 'an address'],
    [
      'https://www.tiktok.com/tag/booktok',
      'https://www.tiktok.com/tag/booktok',
      'but not a link to a hashtag',
    ],
    ['url-env: SLACK_WEBHOOK_URL', 'url-env: SLACK_WEBHOOK_URL', 'the name of a variable stays'],
    ['secret: hunter2', 'secret: •••', 'what stands after a key that asks for a secret'],
    ['note: our spring campaign', 'note: our spring campaign', 'plain words stay'],
  ])('%j → %j: %s', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });

  test('leaves no address in any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.webUrl(), fc.string(), (before, url, after) => {
        expect(maskSecrets(`${before} ${url} ${after}`)).not.toContain(url);
      }),
    );
  });
});

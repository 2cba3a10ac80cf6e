import { afterEach, describe, expect, test } from 'vitest';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import type { Peer, Place } from '../channels/contract.ts';
import { newsNamed, owedOf } from '../channels/news.ts';
import { slackPlace } from '../channels/places/slack.ts';
import { telegramPlace } from '../channels/places/telegram.ts';
import { readPage } from '../support/pages.ts';
import type { HttpTrouble } from '../support/place-server.ts';

/** What docs/channels.md says of errors, held against the code. */

const page = readPage('docs/channels.md');

/** The words that a place's table quotes, each with whether it is tried again. */
function quoted(heading: string): readonly (readonly [string, 'retry' | 'final'])[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| (.*`.*) \| .* \| (yes|no) \|$/gm)].flatMap(([, says = '', again]) =>
    [...says.matchAll(/`([^`]+)`/g)].map(
      ([, word = '']) => [word, again === 'yes' ? 'retry' : 'final'] as const,
    ),
  );
}

const peers: Peer[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) await peer.close();
});

async function outcomeOf(place: Place<HttpTrouble>, trouble: HttpTrouble) {
  const { sink, peer } = await place.start([trouble]);
  peers.push(peer);
  return sink.deliver(owedOf(newsNamed('opened'), place.name));
}

test('its tables are read at all', () => {
  expect([quoted('Slack').length, quoted('Telegram').length]).toEqual([6, 7]);
});

test.each(quoted('Slack'))('Slack’s `%s`: %s', async (word, final) => {
  const outcome = await outcomeOf(slackPlace, { status: 403, body: word });
  expect(outcome).toMatchObject({ final, message: expect.stringMatching(/^Slack: /) });
});

describe('Telegram', () => {
  test.each(quoted('Telegram'))('`%s`: %s', async (word, final) => {
    const parameters = word.includes('upgraded') ? { migrate_to_chat_id: -1001 } : {};
    const body = JSON.stringify({ ok: false, error_code: 400, description: word, parameters });
    const outcome = await outcomeOf(telegramPlace, { status: 400, body });
    expect(outcome).toMatchObject({ final, message: expect.stringMatching(/^Telegram: /) });
  });
});

test('its example is a watchlist', () => {
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(parseWatchlist(yaml, 'watchlist.yml')).toMatchObject({ kind: 'valid', warnings: [] });
});

import { afterEach, describe, expect, test } from 'vitest';
import { CHANNELS, type ChannelType } from '../../src/channels/registry.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import type { Peer, Place } from '../channels/contract.ts';
import { newsNamed, owedOf } from '../channels/news.ts';
import { slackPlace } from '../channels/places/slack.ts';
import { telegramPlace } from '../channels/places/telegram.ts';
import { readPage } from '../support/pages.ts';
import type { HttpTrouble } from '../support/place-server.ts';

/** What docs/channels.md says of errors, held against the code. */

const page = readPage('docs/channels.md');

/** The words that a place's table quotes. */
function quoted(heading: string): readonly string[] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| (.*`.*) \| .* \|$/gm)].flatMap(([, says = '']) =>
    [...says.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word),
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
  expect([quoted('Slack').length, quoted('Telegram').length]).toEqual([6, 8]);
});

test.each(quoted('Slack'))('Slack’s `%s` is explained, and waits for a person', async (word) => {
  const outcome = await outcomeOf(slackPlace, { status: 403, body: word });
  expect(outcome).toMatchObject({ final: 'retry', message: expect.stringMatching(/^Slack: /) });
});

describe('Telegram', () => {
  test.each(quoted('Telegram'))('`%s` is explained, and waits for a person', async (word) => {
    const parameters = word.includes('upgraded') ? { migrate_to_chat_id: -1001 } : {};
    const body = JSON.stringify({ ok: false, error_code: 400, description: word, parameters });
    const outcome = await outcomeOf(telegramPlace, { status: 400, body });
    expect(outcome).toMatchObject({ final: 'retry', message: expect.stringMatching(/^Telegram: /) });
  });
});

/** Where each type of channel is explained. One without a section does not compile. */
const SECTIONS: Readonly<Record<ChannelType, readonly [page: string, heading: string]>> = {
  issue: ['docs/issues.md', '# Alerts as issues'],
  slack: ['docs/channels.md', '## Slack'],
  discord: ['docs/channels.md', '## Discord'],
  teams: ['docs/channels.md', '## Teams'],
  telegram: ['docs/channels.md', '## Telegram'],
  email: ['docs/email.md', '# E-mail'],
  webhook: ['docs/webhook.md', '# The webhook'],
};

test.each(Object.entries(SECTIONS))(
  '%s has its section, with every secret that it takes',
  (type, [path, heading]) => {
    const [, section] = `\n${readPage(path)}`.split(`\n${heading}\n`);
    const [own = ''] = heading.startsWith('## ') ? (section?.split('\n## ') ?? []) : [section];
    expect(own.length).toBeGreaterThan(200);
    const { defaultVariables } = CHANNELS[type as ChannelType];
    expect(defaultVariables.filter((name) => !own.includes(`\`${name}\``))).toEqual([]);
  },
);

test('its example is a watchlist', () => {
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  expect(parseWatchlist(yaml, 'watchlist.yml')).toMatchObject({ kind: 'valid', warnings: [] });
});

import { describe, expect, test } from 'vitest';
import { type ChatService, chatAddress } from '../../../src/channels/chat/address.ts';
import { createSinks } from '../../../src/channels/registry.ts';
import { readEnvironment } from '../../../src/environment.ts';
import { newsNamed, owedOf } from '../news.ts';

const addressOf = (place: ChatService, written: string | undefined) =>
  chatAddress(place, 'HOOK', readEnvironment({ HOOK: written }, ['HOOK']));

describe('an address', () => {
  test.each<readonly [ChatService, string]>([
    ['Slack', 'https://hooks.slack.com/services/T0/B0/s3cret'],
    ['Slack', 'https://hooks.slack-gov.com/services/T0/B0/s3cret'],
    ['Slack', 'https://hooks.slack.com/triggers/T0/1/s3cret'],
    ['Slack', 'https://hooks.slack.com/workflows/T0/A1/1/s3cret'],
    ['Slack', 'https://chat.example/hooks/s3cret'],
    ['Discord', 'https://discord.com/api/webhooks/118/s3cret?thread_id=9'],
    ['Discord', 'https://discordapp.com/api/v10/webhooks/118/s3cret'],
    ['Teams', 'https://default0.environment.api.powerplatform.com:443/powerautomate/x?sig=s3cret'],
    ['Teams', 'https://prod-1.westeurope.logic.azure.com/workflows/x?sig=s3cret'],
    ['Teams', 'http://127.0.0.1:8080/s3cret'],
  ])('of %s is taken: %s', (place, written) => {
    expect(addressOf(place, written)).toEqual({ kind: 'usable', url: new URL(written) });
  });

  test.each<readonly [string, ChatService, string | undefined, string]>([
    ['nothing', 'Slack', undefined, 'set the secret HOOK to the webhook of Slack'],
    ['no address', 'Discord', 's3cret', 'the secret HOOK is not an http(s) address'],
    ['another scheme', 'Teams', 'ftp://s3cret.example', 'the secret HOOK is not an http(s) address'],
    ['half an address', 'Teams', 'https://', 'the secret HOOK is not an http(s) address'],
    [
      'that of another place',
      'Slack',
      'https://discord.com/api/webhooks/118/s3cret',
      'holds an address of Discord, not of Slack',
    ],
    ['a page of the place', 'Discord', 'https://discord.com/developers/s3cret', 'but not of a webhook'],
    [
      'a link to a channel',
      'Discord',
      'https://discord.com/channels/118/s3cret',
      'a link to a channel or a chat of Discord',
    ],
    ['an invitation', 'Discord', 'https://discord.gg/s3cret', 'a link to a channel or a chat of Discord'],
    [
      'a link to a channel of Slack',
      'Slack',
      'https://s3cret.slack.com/archives/C0',
      'a link to a channel or a chat of Slack',
    ],
    [
      'a link to a team',
      'Teams',
      'https://teams.microsoft.com/l/channel/s3cret',
      'a link to a channel or a chat of Teams',
    ],
    [
      'a login',
      'Slack',
      'https://ann:s3cret@chat.example/hooks/x',
      'has a name or a password before its host',
    ],
    ['no encryption', 'Slack', 'http://hooks.slack.com/services/T0/B0/s3cret', 'but not of a webhook'],
  ])('that is %s says what to set, without what was set', (_why, place, written, says) => {
    const address = addressOf(place, written);
    expect(address).toMatchObject({ kind: 'unusable', message: expect.stringContaining(says) });
    expect(address).toMatchObject({ message: expect.stringContaining('it looks like https://') });
    expect(JSON.stringify(address)).not.toContain('s3cret');
  });
});

test.each<readonly [string, ChatService, string, string]>([
  [
    'a retired connector',
    'Teams',
    'https://s3cret.webhook.office.com/webhookb2/x',
    'which Microsoft has retired',
  ],
  [
    'two addresses',
    'Slack',
    'https://hooks.slack.com/services/a\nhttps://hooks.slack.com/services/s3cret',
    'holds two addresses',
  ],
  [
    'an invisible character',
    'Discord',
    'https://discord.com/api/webhooks/118/s3\u200bcret',
    'holds an invisible character (U+200B)',
  ],
  ['quotes', 'Slack', '"https://hooks.slack.com/services/s3cret"', 'stands in quotes'],
])('%s is known without sending anything', (_why, place, written, says) => {
  const address = addressOf(place, written);
  expect(address).toMatchObject({ kind: 'unusable', message: expect.stringContaining(says) });
  expect(JSON.stringify(address)).not.toContain('s3cret');
});

test('a channel without its secret waits, and says what to set', async () => {
  const environment = readEnvironment({ BAD_TOKEN: 's3cret' }, []);
  const urlEnv = 'HOOK';
  const sinks = await createSinks(
    [
      { type: 'slack', name: 'slack', urlEnv },
      { type: 'discord', name: 'discord', urlEnv },
      { type: 'teams', name: 'teams', urlEnv },
      { type: 'telegram', name: 'telegram', tokenEnv: 'TOKEN', chat: '1' },
      { type: 'telegram', name: 'mistyped', tokenEnv: 'BAD_TOKEN', chat: '1' },
    ],
    { environment, timezone: 'UTC', recent: async () => [] },
  );
  const told = await Promise.all(
    [...sinks].map(([name, sink]) => sink.deliver(owedOf(newsNamed('opened'), name))),
  );
  expect(told.map((delivery) => (delivery.kind === 'failed' ? delivery.final : 'delivered'))).toEqual(
    told.map(() => 'retry'),
  );
  expect(told.map((delivery) => (delivery.kind === 'failed' ? delivery.message.split(':')[0] : ''))).toEqual([
    'set the secret HOOK to the webhook of Slack',
    'set the secret HOOK to the webhook of Discord',
    'set the secret HOOK to the webhook of Teams',
    "set the secret TOKEN to the bot's token",
    "the secret BAD_TOKEN is not a bot's token",
  ]);
  expect(JSON.stringify(told)).not.toContain('s3cret');
});

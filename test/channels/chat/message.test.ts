import { describe, expect, test } from 'vitest';
import {
  ALERT_CUTS,
  type ChatContext,
  chatAlert,
  firstThatFits,
} from '../../../src/channels/chat/message.ts';
import { discordMessage } from '../../../src/channels/discord/message.ts';
import { slackMessage } from '../../../src/channels/slack/message.ts';
import { teamsMessage } from '../../../src/channels/teams/message.ts';
import { telegramMessage } from '../../../src/channels/telegram/message.ts';
import { alertNamed } from '../alerts.ts';
import { NEWS, newsNamed, owedOf } from '../news.ts';

const context: ChatContext = {
  timezone: 'Europe/London',
  repositoryUrl: 'https://github.example/owner/radar',
};
const json = (value: object): string => `${JSON.stringify(value, undefined, 2)}\n`;

describe.each(Object.keys(NEWS))('the message of %s', (name) => {
  const golden = (place: string): string => `../../golden/messages/${place}-${name}`;
  const owed = (channel: string) => owedOf(newsNamed(name), channel);

  test('in Slack', async () => {
    await expect(json(slackMessage(owed('slack'), context))).toMatchFileSnapshot(`${golden('slack')}.json`);
  });
  test('in Discord', async () => {
    await expect(json(discordMessage(owed('discord'), context))).toMatchFileSnapshot(
      `${golden('discord')}.json`,
    );
  });
  test('in Teams', async () => {
    await expect(json(teamsMessage(owed('teams'), context))).toMatchFileSnapshot(`${golden('teams')}.json`);
  });
  test('in Telegram', async () => {
    const { text } = telegramMessage(owed('telegram'), context);
    await expect(`${text}\n`).toMatchFileSnapshot(`${golden('telegram')}.html`);
  });
});

describe('a message that is too long', () => {
  test('loses its captions first, then the third video, then the details', () => {
    const alert = alertNamed('exact-with-history');
    const shown = ALERT_CUTS.map((cut) => {
      const { videos, details } = chatAlert(alert, context, cut);
      const captions = videos.map(({ caption = '' }) => caption.length);
      return { captions: Math.max(...captions), videos: videos.length, details: details.length };
    });
    const [whole] = shown;
    expect(whole).toMatchObject({ captions: 26, videos: 3 });
    expect(shown.map(({ videos }) => videos)).toEqual([3, 3, 3, 2, 2]);
    expect(shown.map(({ captions }) => captions > 0)).toEqual([true, true, false, false, false]);
    expect(shown.map(({ details }) => details > 0)).toEqual([true, true, true, true, false]);
  });

  test.each([
    [100, 1],
    [30, 3],
    [1, 4],
  ])('of at most %i takes %i steps, and the last step where none fits', (limit, steps) => {
    const tried: number[] = [];
    const made = firstThatFits(
      [80, 40, 20, 10],
      (size) => {
        tried.push(size);
        return size;
      },
      (size) => size <= limit,
    );
    expect(tried).toHaveLength(steps);
    expect(made).toBe(tried.at(-1));
  });
});

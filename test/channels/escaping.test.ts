import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { discordText } from '../../src/channels/discord/message.ts';
import { slackText } from '../../src/channels/slack/message.ts';
import { teamsText } from '../../src/channels/teams/message.ts';
import { telegramText } from '../../src/channels/telegram/message.ts';
import { plainLine } from '../../src/text/untrusted.ts';
import { readMarkdown } from './places/discord.ts';
import { readMarkup } from './places/slack.ts';
import { filledIn } from './places/teams.ts';
import { readHtml } from './places/telegram-html.ts';

/** Any line, and lines made of what means something somewhere. */
const line = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({
      unit: fc.constantFrom(
        ...[
          '*',
          '_',
          '~',
          '`',
          '|',
          '\\',
          '<',
          '>',
          '[',
          ']',
          '(',
          ')',
          '{',
          '}',
          '$',
          '&',
          ';',
          '"',
          ' ',
          '.',
        ],
        ...[
          '@everyone',
          '#',
          ':',
          '/',
          'https://evil.example',
          '@octocat',
          '<!channel>',
          '<@1>',
          '&lt;',
          'a',
          '1',
        ],
        ...['{{DATE(2017-02-14T06:08:39Z,SHORT)}}', '</b>', '<b>', '-', '!', '👩‍👩‍👧'],
      ),
    }),
  )
  .map((text) => plainLine(text, 200));

/** What stands before and behind a stranger's text in a message. */
const amid = (text: string): string => `by ${text} end`;

describe('a stranger’s text, as the place reads it, is the text and nothing else', () => {
  test('in Discord', () => {
    fc.assert(
      fc.property(line, (text) => {
        expect(readMarkdown(amid(discordText(text)))).toEqual({ text: amid(text), links: [], live: [] });
      }),
    );
  });

  test('in Telegram', () => {
    fc.assert(
      fc.property(line, (text) => {
        expect(readHtml(amid(telegramText(text)))).toMatchObject({ text: amid(text), links: [], live: [] });
      }),
    );
  });

  test('in Teams, where a space comes between the signs of a template', () => {
    const bare = (text: string): string => text.replaceAll(' ', '');
    fc.assert(
      fc.property(line, (text) => {
        expect(bare(filledIn(teamsText(text)))).toBe(bare(text));
      }),
    );
  });

  test('in the markup of Slack, but for its formatting', () => {
    fc.assert(
      fc.property(line, (text) => {
        const read = readMarkup(slackText(text));
        expect(read).toEqual({ text: text.replaceAll(/[*_~`]/g, ''), links: [], live: [] });
      }),
    );
  });
});

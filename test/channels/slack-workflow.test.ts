import { expect, test } from 'vitest';
import { workflowMessage } from '../../src/channels/slack/workflow-message.ts';
import { NEWS } from './news.ts';

const context = { timezone: 'UTC', repositoryUrl: 'https://github.example/owner/radar' };

test.each(Object.entries(NEWS))(
  'a workflow of Slack gets %s as four texts, in which nothing is live',
  (_name, message) => {
    const sent = workflowMessage(message, context);
    expect(Object.keys(sent)).toEqual(['title', 'text', 'hashtag', 'link']);
    expect(Object.values(sent).every((value) => typeof value === 'string')).toBe(true);
    expect(sent.title).not.toBe('');
    const shown = `${sent.title}\n${sent.text}`.replaceAll(/https:\/\/www\.tiktok\.com\/\S+/g, '');
    expect(shown).not.toMatch(/[<>]|@\w|:\/\//);
  },
);

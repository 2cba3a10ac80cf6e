import { describe, expect, test } from 'vitest';
import type { ChatContext } from '../../src/channels/chat/message.ts';
import { discordMessage } from '../../src/channels/discord/message.ts';
import { emailMessage } from '../../src/channels/email/message.ts';
import { slackMessage } from '../../src/channels/slack/message.ts';
import { teamsMessage } from '../../src/channels/teams/message.ts';
import { telegramMessage } from '../../src/channels/telegram/message.ts';
import { payloadOf } from '../../src/channels/webhook/sink.ts';
import { loadMarkdown } from '../../src/month/view/markdown.ts';
import { textOf } from '../../src/month/view/text-of.ts';
import { viewOf } from '../../src/month/view/view-of.ts';
import { alertSaying, NEWS, newsNamed, owedOf } from '../channels/news.ts';

/** How the page shows what arrived: real messages of each channel, and what a stranger might write into them. */

const CONTEXT: ChatContext = {
  timezone: 'Europe/Berlin',
  repositoryUrl: 'https://github.example/octo/radar',
};

/** A payload as it comes in at a channel's place. */
const PAYLOADS = {
  slack: (owed) => slackMessage(owed, CONTEXT),
  discord: (owed) => discordMessage(owed, CONTEXT),
  teams: (owed) => teamsMessage(owed, CONTEXT),
  telegram: (owed) => ({ chat_id: '1', ...telegramMessage(owed, CONTEXT) }),
  email: (owed) => ({
    from: 'a@example.com',
    to: 'b@example.com',
    messageId: '<1>',
    ...emailMessage(owed, CONTEXT),
  }),
  webhook: (owed) => payloadOf(owed),
} satisfies Record<string, (owed: ReturnType<typeof owedOf>) => object>;
type Shown = keyof typeof PAYLOADS;
const channels = Object.keys(PAYLOADS) as readonly Shown[];

function shown(type: Shown, news: Parameters<typeof owedOf>[0]) {
  const payload: unknown = JSON.parse(JSON.stringify(PAYLOADS[type](owedOf(news, type))));
  return viewOf(type, payload, 'Europe/Berlin');
}

/** Tags of a page with the names of their attributes, as a browser would find them. */
function tagsIn(html: string): readonly string[] {
  const bare = html.replaceAll(/"[^"]*"/g, '""');
  return [...bare.matchAll(/<([a-z]\w*\b[^<>]*)>/gi)].map(([, tag = '']) => tag);
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><b onclick="x">',
  '[y](javascript:alert(1))',
  '</iframe></pre></table><h1>',
  '&lt;b&gt; *b* _i_ `c` ||h|| **b**',
];

describe.each(channels)('%s', (type) => {
  test.each(Object.keys(NEWS))('shows %s with a title and a text', (name) => {
    const { title, html, text } = shown(type, newsNamed(name));
    expect(title).not.toBe('');
    expect(title).not.toContain('\n');
    expect(html).not.toBe('');
    expect(text.split('\n').length).toBeGreaterThan(2);
  });

  test.each(HOSTILE)('shows %s as it stands, and does nothing', (caption) => {
    const { html, text } = shown(type, { kind: 'alert', alert: alertSaying({ caption, creator: 'x_y*z' }) });
    const bare = (words: string): string => words.replaceAll(/[\s\u200b]/g, '');
    const read = type === 'webhook' ? JSON.stringify(caption).slice(1, -1) : caption;
    expect(bare(text)).toContain(bare(read));
    const live = tagsIn(html).filter((tag) =>
      /^(?:script|img|object|embed|form|base|link)\b|\son\w+\s*=/i.test(tag),
    );
    expect(live).toEqual([]);
    const links = [...html.matchAll(/<a\b[^>]*href="([^"]*)"/g)].map(([, url = '']) => url);
    expect(links.filter((url) => !/^https?:\/\//.test(url))).toEqual([]);
  });
});

test('a mail is in a frame in which nothing runs', () => {
  const { html } = shown('email', newsNamed('opened'));
  expect(html.match(/<iframe [^>]*?srcdoc/g)).toEqual([
    '<iframe sandbox="allow-same-origin" title="The mail" srcdoc',
  ]);
});

describe('Markdown as GitHub shows it', async () => {
  const render = await loadMarkdown();

  test.each<readonly [why: string, markdown: string, html: string]>([
    ['hidden lines are left out', '<!-- hashtag-radar:week -->\n\nwords', '<p>words</p>\n'],
    ['other HTML is text', '<img src=x onerror=alert(1)> x', '<p>&lt;img src=x onerror=alert(1)&gt; x</p>\n'],
    ['small print is small', '<sub>small</sub>', '<p><sub>small</sub></p>\n'],
    [
      'a link leads to a page',
      '[x](https://example.com/a)',
      '<p><a href="https://example.com/a" rel="noreferrer noopener">x</a></p>\n',
    ],
    ['or nowhere', '[x](javascript:alert(1))', '<p>x</p>\n'],
    ['code is code', '`<b>`', '<p><code>&lt;b&gt;</code></p>\n'],
    ['a break is a break', 'one\ntwo', '<p>one<br>two</p>\n'],
  ])('%s', (_why, markdown, html) => {
    expect(render(markdown)).toBe(html);
  });

  test('a chart is drawn: a bar for each value, none where it lies below the axis', () => {
    const chart = [
      '```mermaid',
      'xychart-beta',
      '    x-axis "Hours" -4 --> 0',
      '    y-axis "Views" 100 --> 200',
      '    bar [100, 150, 200, 40]',
      '```',
    ];
    const heights = [...render(chart.join('\n')).matchAll(/height="([\d.]+)"/g)].map(([, height]) =>
      Number(height),
    );
    expect(heights).toEqual([0, 104, 208, 0]);
    expect(render('```mermaid\ngraph TD\n```')).toBe('<pre>graph TD</pre>');
  });
});

test.each<readonly [html: string, text: string]>([
  ['<p>one</p><p>two<br>three</p>', 'one\ntwo\nthree'],
  ['<table><tr><th>Now</th><td>strong</td></tr></table>', 'Now\tstrong'],
  ['<style>p{}</style><p>a &lt;b&gt; &amp;#39; &#39;&#x27;</p><!-- c -->', "a <b> &#39; ''"],
  ['<svg><text>9</text></svg>x', 'x'],
])('the text of %s', (html, text) => {
  expect(textOf(html)).toBe(text);
});

import { z } from 'zod';
import { escapeHtml } from '../../text/html.ts';
import type { MessageView } from './message-view.ts';
import { safeLink } from './safe-link.ts';
import { textOf } from './text-of.ts';

const run = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z.string(),
    style: z.object({ bold: z.boolean().optional(), italic: z.boolean().optional() }).optional(),
  }),
  z.object({ type: z.literal('link'), url: z.string(), text: z.string() }),
]);
const section = z.object({ type: z.literal('rich_text_section'), elements: z.array(run) });
const list = z.object({
  type: z.literal('rich_text_list'),
  style: z.enum(['ordered', 'bullet']),
  elements: z.array(section),
});
const markup = z.object({ type: z.literal('mrkdwn'), text: z.string() });
const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('header'), text: z.object({ text: z.string() }) }),
  z.object({ type: z.literal('rich_text'), elements: z.array(z.union([section, list])) }),
  z.object({ type: z.literal('section'), text: markup }),
  z.object({ type: z.literal('context'), elements: z.array(markup) }),
  z.object({ type: z.literal('divider') }),
]);
const message = z.object({ text: z.string(), blocks: z.array(block) });

/** A message of Slack's Block Kit. @see https://docs.slack.dev/reference/block-kit/blocks */
export function slackView(payload: unknown): MessageView {
  const { blocks } = message.parse(payload);
  const html = blocks.map(blockHtml).join('\n');
  const header = blocks.find(({ type }) => type === 'header');
  const title = header?.type === 'header' ? header.text.text : (textOf(html).split('\n')[0] ?? '');
  return { title, html, text: textOf(html) };
}

function blockHtml(shown: z.infer<typeof block>): string {
  switch (shown.type) {
    case 'header':
      return `<h4>${escapeHtml(shown.text.text)}</h4>`;
    case 'rich_text':
      return shown.elements.map(partHtml).join('');
    case 'section':
      return `<p>${markupHtml(shown.text.text)}</p>`;
    case 'context':
      return `<p class="small">${shown.elements.map(({ text }) => markupHtml(text)).join(' ')}</p>`;
    case 'divider':
      return '<hr>';
  }
}

function partHtml(part: z.infer<typeof section> | z.infer<typeof list>): string {
  if (part.type === 'rich_text_section') return `<p>${part.elements.map(runHtml).join('')}</p>`;
  const tag = part.style === 'ordered' ? 'ol' : 'ul';
  const items = part.elements.map(({ elements }) => `<li>${elements.map(runHtml).join('')}</li>`);
  return `<${tag}>${items.join('')}</${tag}>`;
}

function runHtml(shown: z.infer<typeof run>): string {
  const text = escapeHtml(shown.text).replaceAll('\n', '<br>');
  if (shown.type === 'link') return safeLink(shown.url, text);
  const italic = shown.style?.italic === true ? `<i>${text}</i>` : text;
  return shown.style?.bold === true ? `<b>${italic}</b>` : italic;
}

/**
 * Slack's markup: `*bold*`, `_italic_`, `<url|text>`, and `&amp; &lt; &gt;`. @see https://docs.slack.dev/messaging/formatting-message-text
 */
function markupHtml(text: string): string {
  return text
    .split(/(<[^<>|]*(?:\|[^<>]*)?>)/)
    .map((piece) => {
      const [, url, label] = /^<([^<>|]*)(?:\|([^<>]*))?>$/.exec(piece) ?? [];
      if (url !== undefined) return safeLink(url, formatted(label ?? url));
      return formatted(piece);
    })
    .join('');
}

/** Entities of Slack's are those of HTML; a bare `<`, `>` or quote is escaped all the same. */
function formatted(piece: string): string {
  const plain = piece.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return escapeHtml(plain)
    .replaceAll(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, '<b>$1</b>')
    .replaceAll(/(?<!\w)_([^_\n]+)_(?!\w)/g, '<i>$1</i>')
    .replaceAll('\n', '<br>');
}

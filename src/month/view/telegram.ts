import { z } from 'zod';
import { escapeHtml } from '../../text/html.ts';
import type { MessageView } from './message-view.ts';
import { safeLink } from './safe-link.ts';
import { textOf } from './text-of.ts';

const message = z.object({ text: z.string(), parse_mode: z.literal('HTML') });

/** Tags of Telegram's that mean the same in a page. @see https://core.telegram.org/bots/api#html-style */
const TAGS: ReadonlySet<string> = new Set(['b', 'i', 'u', 's', 'code', 'pre', 'blockquote']);
const TOKENS = /<(\/?)([a-z]+)([^<>]*)>|&(lt|gt|amp|quot);|([^<>&]+|[<>&])/g;
const CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

export function telegramView(payload: unknown): MessageView {
  const html = message
    .parse(payload)
    .text.split('\n')
    .map((line) => [...line.matchAll(TOKENS)].map(tokenHtml).join(''))
    .join('<br>\n')
    // A quotation ends its line by itself.
    .replaceAll('</blockquote><br>', '</blockquote>');
  const text = textOf(html);
  return { title: text.split('\n')[0] ?? '', html, text };
}

/** Only what is known goes through: everything else is shown as the text that it is. */
function tokenHtml([whole, slash = '', tag, attributes = '', entity, words = '']: RegExpMatchArray): string {
  if (tag === undefined) return escapeHtml(entity === undefined ? words : (CHARACTERS[entity] ?? ''));
  if (tag === 'a') return slash === '' ? openingLink(attributes) : '</a>';
  return TAGS.has(tag) ? `<${slash}${tag}>` : escapeHtml(whole);
}

/** `href` without its entities, and never another kind of address. */
function openingLink(attributes: string): string {
  const [, href = ''] = /^ href="([^"]*)"$/.exec(attributes) ?? [];
  const url = href
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  const link = safeLink(url, '');
  return link === '' ? '<a>' : link.slice(0, -'</a>'.length);
}

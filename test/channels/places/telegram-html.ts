/** Telegram's HTML as Telegram reads it: few tags, few entities, and live things found in all text but code and links. */
import type { Seen } from '../contract.ts';

export type ReadHtml =
  | (Seen & { readonly kind: 'read'; readonly entities: number })
  | { readonly kind: 'unreadable'; readonly why: string };

const TOKENS = /<(\/?)([a-z]+)((?: [^<>]*)?)>|&(\w+|#\d+);|([^<>&]+)|([<>&])/g;
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  a: /^ href="([^"<>]+)"$/,
  b: /^$/,
  i: /^$/,
  code: /^$/,
  blockquote: /^(?: expandable)?$/,
};
const CHARACTERS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** Mentions, hashtags, cashtags, addresses, and commands: `/` after anything that is no letter, digit or `/<>`. */
const LIVE =
  /@[a-z]\w{3,}|#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*|\$[A-Z]{1,8}\b|\b(?:https?|tg):\/\/\S+|\b[\w-]+\.(?:com|net|org|io|example)\b|(?<![\p{L}\p{N}_/<>])\/\w{1,64}/giu;

export function readHtml(html: string): ReadHtml {
  const open: string[] = [];
  const links: string[] = [];
  let [text, plain, entities] = ['', '', 0];
  for (const [, slash, tag, attributes = '', entity, words, stray] of html.matchAll(TOKENS)) {
    if (stray !== undefined) return { kind: 'unreadable', why: `a stray ${stray}` };
    if (tag !== undefined && slash === '/') {
      if (open.pop() !== tag) return { kind: 'unreadable', why: `an unexpected end of ${tag}` };
    } else if (tag !== undefined) {
      const found = ATTRIBUTES[tag]?.exec(attributes);
      if (!found) return { kind: 'unreadable', why: `an unsupported tag ${tag}${attributes}` };
      if (open.includes('code')) return { kind: 'unreadable', why: 'a tag in code' };
      if (found[1] !== undefined) links.push(found[1].replaceAll('&amp;', '&'));
      open.push(tag);
      entities += 1;
    } else {
      const piece = words ?? CHARACTERS[entity ?? ''];
      if (piece === undefined) return { kind: 'unreadable', why: `an unsupported entity ${entity}` };
      text += piece;
      plain += open.includes('code') || open.includes('a') ? ' '.repeat(piece.length) : piece;
    }
  }
  if (open.length > 0) return { kind: 'unreadable', why: `no end of ${open.at(-1)}` };
  return { kind: 'read', text, links, live: plain.match(LIVE) ?? [], entities };
}

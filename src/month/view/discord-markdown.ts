import { escapeHtml } from '../../text/html.ts';
import { safeLink } from './safe-link.ts';

/** Escaped signs are set aside as characters that mean nothing, and put back at the end. */
const ASIDE = 0xf0000;

/**
 * The part of Discord's Markdown that messages use, line by line: lists, small print, bold, italic, code, masked links, and
 * a backslash before a sign that shall mean nothing.
 * @see https://support.discord.com/hc/en-us/articles/210298617
 */
export function discordMarkdown(markdown: string): string {
  const aside = markdown.replaceAll(/\\([!-/:-@[-`{-~])/g, (_, sign: string) =>
    String.fromCodePoint(ASIDE + (sign.codePointAt(0) ?? 0)),
  );
  return aside
    .split('\n')
    .map(lineHtml)
    .join('')
    .replaceAll(/[\u{f0000}-\u{f007f}]/gu, (sign) =>
      escapeHtml(String.fromCodePoint((sign.codePointAt(0) ?? 0) - ASIDE)),
    );
}

function lineHtml(line: string): string {
  if (line === '') return '<div class="gap"></div>';
  const [, mark = '', rest = line] = /^(-# |- |> |\d+\. )(.*)$/.exec(line) ?? [];
  const html = inlineHtml(rest);
  switch (mark) {
    case '':
      return `<div>${html}</div>`;
    case '-# ':
      return `<div class="small">${html}</div>`;
    case '> ':
      return `<div class="quote">${html}</div>`;
    case '- ':
      return `<div class="item">• ${html}</div>`;
    default:
      return `<div class="item">${mark}${html}</div>`;
  }
}

function inlineHtml(line: string): string {
  return line
    .split(/(\[[^[\]]+\]\(<?\w+:[^\s)>]+>?\))/)
    .map((piece) => {
      const [, text, url] = /^\[([^[\]]+)\]\(<?(\w+:[^\s)>]+)>?\)$/.exec(piece) ?? [];
      return text === undefined || url === undefined ? styled(piece) : safeLink(url, styled(text));
    })
    .join('');
}

function styled(piece: string): string {
  return escapeHtml(piece)
    .replaceAll(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replaceAll(/\*(.+?)\*/g, '<i>$1</i>')
    .replaceAll(/`(.+?)`/g, '<code>$1</code>');
}

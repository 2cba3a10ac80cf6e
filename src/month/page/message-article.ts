import { escapeHtml } from '../../text/html.ts';
import { isoUtc } from '../../text/time.ts';
import { formatTime } from '../../text/times.ts';
import { KINDS, type MonthMessage } from '../message.ts';

/** Where an article stands in the page, and the name of its picture, if one is taken. */
export interface ArticlePlace {
  readonly id: string;
  readonly timezone: string;
  readonly picture?: string;
}

/** A message as its place shows it, with a line of ours above that says when, where and what. */
export function messageArticle(message: MonthMessage, { id, timezone, picture }: ArticlePlace): string {
  const { at, channel, type, kind, hashtags, html, issue } = message;
  const [, word = ''] = KINDS.find(([name]) => name === kind) ?? [];
  const about = hashtags.map((hashtag) => `#${hashtag}`).join(', ');
  const head = [formatTime(isoUtc(at), timezone), channel, word, about].filter((part) => part !== '');
  const taken = picture === undefined ? '' : ` data-picture="${escapeHtml(picture)}"`;
  return [
    `<article class="message" id="${escapeHtml(id)}"${taken}>`,
    `<p class="stamp"><a href="#${escapeHtml(id)}">${escapeHtml(head.join(' · '))}</a></p>`,
    `<div class="body ${type}">${issue === undefined ? html : issueHtml(message, issue)}</div>`,
    '</article>',
  ].join('\n');
}

function issueHtml({ title, html }: MonthMessage, issue: number): string {
  return `<h4>${escapeHtml(title)} <span class="number">#${issue}</span></h4>\n<div class="markdown">${html}</div>`;
}

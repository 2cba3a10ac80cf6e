import type { Message } from '../../alerts/outbox.ts';
import {
  ALERT_CUTS,
  andMore,
  besideLine,
  type ChatAlert,
  type ChatContext,
  type ChatDigest,
  type ChatItem,
  type ChatLink,
  type ChatVideo,
  chatAlert,
  chatDigest,
  DIGEST_CUTS,
  firstThatFits,
  namedLine,
  type Tone,
} from '../chat/message.ts';
import { type ChatPiece, pieceText } from '../chat/pieces.ts';

/** What `sendMessage` takes, but for the chat. */
export interface TelegramMessage {
  readonly text: string;
  readonly parse_mode: 'HTML';
  readonly link_preview_options: { readonly is_disabled: true };
}

/** Of the text without its tags, in UTF-16 units. @see https://core.telegram.org/bots/api#sendmessage */
const TEXT_UNITS_MAX = 4_096;
/** What the tags may amount to, links included. @see https://github.com/tdlib/telegram-bot-api/issues/165 */
const HTML_UNITS_MAX = 9_000;

const SIGNS: Readonly<Record<Tone, string>> = {
  rising: '📈',
  strong: '🔥',
  falling: '📉',
  over: '🏁',
  digest: '🗞️',
  trouble: '⚠️',
  recovered: '✅',
};

/** Telegram has no field for the notification's id. */
export function telegramMessage(message: Message, context: ChatContext): TelegramMessage {
  const text =
    message.kind === 'alert'
      ? firstThatFits(ALERT_CUTS, (cut) => alertText(chatAlert(message.alert, context, cut)), fits)
      : firstThatFits(DIGEST_CUTS, (cut) => digestText(chatDigest(message, context, cut)), fits);
  return { text, parse_mode: 'HTML', link_preview_options: { is_disabled: true } };
}

/** A message has far fewer than the hundred tags that Telegram applies. */
function fits(message: string): boolean {
  const shown = message.replaceAll(/<[^>]*>/g, '').replaceAll(/&\w+;/g, '&');
  return shown.length <= TEXT_UNITS_MAX && message.length <= HTML_UNITS_MAX;
}

function alertText(alert: ChatAlert): string {
  const title = `${link({ text: alert.hashtag, url: alert.hashtagUrl })} ${ours(alert.headline)}`;
  const facts = alert.details.map(([label, value]) => `<b>${ours(label)}</b> ${ours(value)}`).join('\n');
  return [
    ...(alert.rehearsal === undefined ? [] : [`🧪 <b>${ours(alert.rehearsal)}</b>`, '']),
    `${SIGNS[alert.tone]} <b>${title}</b>`,
    ours(alert.lead),
    ...(alert.now === undefined ? [] : [ours(alert.now)]),
    ...(alert.why === undefined ? [] : [`Why: ${ours(alert.why)}`]),
    ...[alert.moves, alert.found]
      .filter((line) => line.length > 0)
      .map((line) => line.map(movesHtml).join('')),
    ...(alert.companions === undefined ? [] : [namedLine(alert.companions, telegramText)]),
    ...(alert.note === undefined ? [] : [`Note: ${telegramText(alert.note)}`]),
    ...(alert.videosTitle === undefined ? [] : ['', `<b>${ours(alert.videosTitle)}</b>`]),
    ...alert.videos.map(videoLine),
    ...(alert.explained === undefined ? [] : [ours(alert.explained)]),
    ...(facts === '' ? [] : ['', `<blockquote expandable>${facts}</blockquote>`]),
    ...(alert.turnDown === undefined ? [] : [`<i>${ours(alert.turnDown)}</i>`]),
    ...linkLine(alert.links),
  ].join('\n');
}

function digestText(digest: ChatDigest): string {
  return [
    `${SIGNS[digest.tone]} <b>${namedLine(digest.title, telegramText)}</b>`,
    ours(digest.lead),
    ...(digest.said === undefined ? [] : [telegramText(digest.said)]),
    ...(digest.remedy === undefined ? [] : [ours(digest.remedy)]),
    ...digest.sections.flatMap(({ heading, items, more }) => [
      '',
      `<b>${ours(heading)}</b>`,
      ...items.map((item) => `• ${itemName(item)} ${ours(item.text)}${besideLine(item, telegramText)}`),
      ...(more === 0 ? [] : [andMore(more)]),
    ]),
    ...linkLine(digest.links),
  ].join('\n');
}

function itemName({ hashtag, url }: ChatItem): string {
  return url === undefined ? telegramText(hashtag) : link({ text: hashtag, url });
}

function videoLine({ url, gained, share, creator, caption }: ChatVideo, index: number): string {
  return [
    `${index + 1}. ${link({ text: gained, url })}`,
    ...(share === undefined ? [] : [` · ${ours(share)}`]),
    ...(creator === undefined ? [] : [` · ${telegramText(creator)}`]),
    ...(caption === undefined ? [] : [`\n    ${telegramText(caption)}`]),
  ].join('');
}

function movesHtml(piece: ChatPiece): string {
  return pieceText(piece, { words: ours, link, stranger: telegramText });
}

function linkLine(links: readonly ChatLink[]): readonly string[] {
  return links.length === 0 ? [] : ['', links.map(link).join(' · ')];
}

function link({ text, url }: ChatLink): string {
  return `<a href="${html(url)}">${html(text)}</a>`;
}

/**
 * Strangers' text: Telegram finds mentions, hashtags, addresses and commands in any text but code.
 * @see https://core.telegram.org/bots/api#html-style
 */
export function telegramText(plain: string): string {
  return `<code>${html(plain)}</code>`;
}

/** Our own words. Of `%/h` Telegram would make a command, as of every `/` after a sign that is no letter. */
function ours(words: string): string {
  return html(words.replaceAll('%/h', '% per hour'));
}

function html(plain: string): string {
  return plain
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

import type { Message } from '../../alerts/outbox.ts';
import { shortLine } from '../../text/short-line.ts';
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
import { newsAt } from '../message/notice-text.ts';

/** What a webhook of Discord takes. */
export interface DiscordMessage {
  /** Nobody is notified, whatever a text says. */
  readonly allowed_mentions: { readonly parse: readonly [] };
  readonly embeds: readonly [DiscordEmbed];
}

/** `title` and `description` are Markdown; the footer is plain text. */
export interface DiscordEmbed {
  readonly title: string;
  readonly url?: string;
  readonly description: string;
  readonly color: number;
  readonly footer?: { readonly text: string };
  /** ISO 8601; Discord shows it in the reader's own zone. */
  readonly timestamp: string;
}

/** @see https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const LIMITS = { title: 256, description: 4_096, embed: 6_000 } as const;

/** As 0xRRGGBB. */
const COLOURS: Readonly<Record<Tone, number>> = {
  rising: 0xf97316,
  strong: 0xdc2626,
  falling: 0x64748b,
  over: 0x94a3b8,
  digest: 0x3b82f6,
  trouble: 0xfacc15,
  recovered: 0x22c55e,
};

/** Discord has no field for the notification's id in a webhook's message. */
export function discordMessage(message: Message, context: ChatContext): DiscordMessage {
  return message.kind === 'alert'
    ? firstThatFits(
        ALERT_CUTS,
        (cut) => alertMessage(chatAlert(message.alert, context, cut), message.alert.at),
        fits,
      )
    : firstThatFits(
        DIGEST_CUTS,
        (cut) => digestMessage(chatDigest(message, context, cut), newsAt(message)),
        fits,
      );
}

/** The footer is our own words: well below the 2,048 that it may have. */
function fits({ embeds: [{ title, description, footer }] }: DiscordMessage): boolean {
  const units = title.length + description.length + (footer?.text.length ?? 0);
  return description.length <= LIMITS.description && units <= LIMITS.embed;
}

function alertMessage(alert: ChatAlert, timestamp: string): DiscordMessage {
  const rehearsal = alert.rehearsal === undefined ? '' : 'Rehearsal: ';
  const facts = alert.details.map(([label, value]) => `${label}: ${value}`).join(' · ');
  const description = [
    ...(alert.rehearsal === undefined ? [] : [`**${alert.rehearsal}**`]),
    `**${alert.lead}**`,
    ...(alert.now === undefined ? [] : [alert.now]),
    ...(alert.why === undefined ? [] : [`Why: ${alert.why}`]),
    ...[alert.moves, alert.found]
      .filter((line) => line.length > 0)
      .map((line) => line.map(movesMarkdown).join('')),
    ...(alert.companions === undefined ? [] : [namedLine(alert.companions, discordText)]),
    ...(alert.note === undefined ? [] : [`Note: ${discordText(alert.note)}`]),
    ...(alert.videosTitle === undefined ? [] : ['', `**${alert.videosTitle}**`]),
    ...alert.videos.map(videoLine),
    ...(alert.explained === undefined ? [] : [alert.explained]),
    ...(alert.turnDown === undefined ? [] : ['', `-# ${alert.turnDown}`]),
    ...linkLine(alert.links),
  ].join('\n');
  return messageOf({
    title: titleOf(`${rehearsal}${discordText(alert.hashtag)} ${alert.headline}`),
    url: alert.hashtagUrl,
    description,
    color: COLOURS[alert.tone],
    ...(facts !== '' && { footer: { text: facts } }),
    timestamp,
  });
}

function digestMessage(digest: ChatDigest, timestamp: string): DiscordMessage {
  const description = [
    digest.lead,
    ...(digest.said === undefined ? [] : [discordText(digest.said)]),
    ...(digest.remedy === undefined ? [] : [digest.remedy]),
    ...digest.sections.flatMap(({ heading, items, more }) => [
      '',
      `**${heading}**`,
      ...items.map((item) => `- ${itemName(item)} ${item.text}${besideLine(item, discordText)}`),
      ...(more === 0 ? [] : [`*${andMore(more)}*`]),
    ]),
    ...linkLine(digest.links),
  ].join('\n');
  const title = titleOf(namedLine(digest.title, discordText));
  return messageOf({ title, description, color: COLOURS[digest.tone], timestamp });
}

function messageOf(embed: DiscordEmbed): DiscordMessage {
  return { allowed_mentions: { parse: [] }, embeds: [embed] };
}

function titleOf(markdown: string): string {
  return shortLine(markdown, LIMITS.title, LIMITS.title);
}

function itemName({ hashtag, url }: ChatItem): string {
  return url === undefined ? discordText(hashtag) : `[${discordText(hashtag)}](${url})`;
}

function videoLine({ url, gained, share, creator, caption }: ChatVideo, index: number): string {
  return [
    `${index + 1}. [${gained}](${url})`,
    ...(share === undefined ? [] : [` · ${share}`]),
    ...(creator === undefined ? [] : [` · ${discordText(creator)}`]),
    ...(caption === undefined ? [] : [` “${discordText(caption)}”`]),
  ].join('');
}

function movesMarkdown(piece: ChatPiece): string {
  return pieceText(piece, {
    words: (text) => text,
    link: ({ text, url }) => `[${text}](${url})`,
    stranger: discordText,
  });
}

function linkLine(links: readonly ChatLink[]): readonly string[] {
  return links.length === 0 ? [] : ['', links.map(({ text, url }) => `[${text}](${url})`).join(' · ')];
}

/**
 * Strangers' text in Discord's Markdown, within a line: a backslash takes the meaning of every sign that has one, also of
 * `:` and `/`, without which no address is a link. What looks like an address without a scheme is none there.
 * @see https://support.discord.com/hc/en-us/articles/210298617
 */
export function discordText(plain: string): string {
  return plain.replaceAll(/[\\*_~`|<>[\]():/@#]/g, '\\$&');
}

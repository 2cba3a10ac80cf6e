import type { Notification } from '../../alerts/outbox.ts';
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
import { type ChatPiece, plainPiece } from '../chat/pieces.ts';

/** What an incoming webhook of Slack takes. */
export interface SlackMessage {
  /** What notifications show, in Slack's markup. */
  readonly text: string;
  readonly unfurl_links: false;
  readonly unfurl_media: false;
  readonly blocks: readonly SlackBlock[];
}

/**
 * Strangers' text stands in `header` and `rich_text` only, which take it as it stands; `mrkdwn` is for our own words.
 * @see https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
export type SlackBlock =
  | { readonly type: 'header'; readonly block_id: string; readonly text: PlainText }
  | { readonly type: 'rich_text'; readonly elements: readonly RichText[] }
  | { readonly type: 'context'; readonly elements: readonly Markup[] };

interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  /** Whether `:tada:` becomes an emoji. */
  readonly emoji: false;
}

/** `verbatim`: names of channels and addresses are not made links. */
interface Markup {
  readonly type: 'mrkdwn';
  readonly text: string;
  readonly verbatim: true;
}

type RichText =
  | Section
  | {
      readonly type: 'rich_text_list';
      readonly style: 'ordered' | 'bullet';
      readonly elements: readonly Section[];
    };

interface Section {
  readonly type: 'rich_text_section';
  readonly elements: readonly Run[];
}

type Run =
  | {
      readonly type: 'text';
      readonly text: string;
      readonly style?: { readonly bold?: true; readonly italic?: true };
    }
  | { readonly type: 'link'; readonly url: string; readonly text: string };

/** @see https://docs.slack.dev/reference/block-kit/blocks/header-block */
const HEADER_UNITS_MAX = 150;
const BLOCK_ID_UNITS_MAX = 255;
/** Of one text object; kept for each `rich_text` block as a whole too, for which Slack names no limit. */
const TEXT_UNITS_MAX = 3_000;

const SIGNS: Readonly<Record<Tone, string>> = {
  rising: '📈',
  strong: '🔥',
  falling: '📉',
  over: '🏁',
  digest: '🗞️',
  trouble: '⚠️',
  recovered: '✅',
};

/** The notification's id is carried as the id of the first block. */
export function slackMessage(owed: Notification, context: ChatContext): SlackMessage {
  return owed.kind === 'alert'
    ? firstThatFits(ALERT_CUTS, (cut) => alertMessage(chatAlert(owed.alert, context, cut), owed.id), fits)
    : firstThatFits(DIGEST_CUTS, (cut) => digestMessage(chatDigest(owed, context, cut), owed.id), fits);
}

/** What is not in `rich_text` is bounded: a headline that was cut, and our own words. */
function fits({ blocks }: SlackMessage): boolean {
  return blocks
    .flatMap((block) => (block.type === 'rich_text' ? [block.elements] : []))
    .every((parts) => parts.reduce((units, part) => units + unitsOf(part), 0) <= TEXT_UNITS_MAX);
}

function unitsOf(part: RichText): number {
  return part.type === 'rich_text_list'
    ? part.elements.reduce((units, section) => units + unitsOf(section), 0)
    : part.elements.reduce((units, { text }) => units + text.length, 0);
}

function alertMessage(alert: ChatAlert, id: string): SlackMessage {
  const rehearsal = alert.rehearsal === undefined ? '' : 'Rehearsal: ';
  const title = `${rehearsal}${alert.hashtag} ${alert.headline}`;
  const facts = alert.details.map(([label, value]) => `*${slackText(label)}* ${slackText(value)}`);
  return messageOf(id, SIGNS[alert.tone], title, [
    richText([
      section([
        ...(alert.rehearsal === undefined ? [] : [text(`${alert.rehearsal}\n`)]),
        text(alert.lead, 'bold'),
        ...lineRuns(alert.now),
        ...lineRuns(alert.why === undefined ? undefined : `Why: ${alert.why}`),
        ...movesRuns(alert.moves),
        ...movesRuns(alert.found),
        ...lineRuns(alert.companions && namedLine(alert.companions, (hashtag) => hashtag)),
        ...lineRuns(alert.note === undefined ? undefined : `Note: ${alert.note}`),
      ]),
      ...videoList(alert),
    ]),
    ...context(facts.join('  ·  ')),
    ...context(
      [
        ...(alert.turnDown === undefined ? [] : [slackText(alert.turnDown)]),
        linkLine([{ text: 'Open on TikTok', url: alert.hashtagUrl }, ...alert.links]),
      ].join('\n'),
    ),
  ]);
}

function digestMessage(digest: ChatDigest, id: string): SlackMessage {
  const title = namedLine(digest.title, (hashtag) => hashtag);
  return messageOf(id, SIGNS[digest.tone], title, [
    richText([
      section([text(digest.lead), ...lineRuns(digest.said), ...lineRuns(digest.remedy)]),
      ...digest.sections.flatMap(({ heading, items, more }) => [
        section([text(`\n${heading}`, 'bold')]),
        list(
          'bullet',
          items.map((item) =>
            section([itemName(item), text(` ${item.text}${besideLine(item, (name) => name)}`)]),
          ),
        ),
        ...(more === 0 ? [] : [section([text(andMore(more), 'italic')])]),
      ]),
    ]),
    ...context(linkLine(digest.links)),
  ]);
}

function messageOf(id: string, sign: string, title: string, blocks: readonly SlackBlock[]): SlackMessage {
  const line = `${sign} ${shortLine(title, HEADER_UNITS_MAX, HEADER_UNITS_MAX - sign.length - 1)}`;
  const header: SlackBlock = {
    type: 'header',
    block_id: id.slice(0, BLOCK_ID_UNITS_MAX).toWellFormed(),
    text: { type: 'plain_text', text: line, emoji: false },
  };
  return { text: slackText(line), unfurl_links: false, unfurl_media: false, blocks: [header, ...blocks] };
}

function videoList({ videos, videosTitle, explained }: ChatAlert): readonly RichText[] {
  return [
    ...(videosTitle === undefined ? [] : [section([text(`\n${videosTitle}`, 'bold')])]),
    ...(videos.length === 0 ? [] : [list('ordered', videos.map(videoRuns))]),
    ...(explained === undefined ? [] : [section([text(explained)])]),
  ];
}

function videoRuns({ url, gained, share, creator, caption }: ChatVideo): Section {
  return section([
    { type: 'link', url, text: gained },
    ...(share === undefined ? [] : [text(` · ${share}`)]),
    ...(creator === undefined ? [] : [text(` · ${creator}`)]),
    ...(caption === undefined ? [] : [text(` “${caption}”`)]),
  ]);
}

function itemName({ hashtag, url }: ChatItem): Run {
  return url === undefined ? text(hashtag, 'bold') : { type: 'link', url, text: hashtag };
}

function lineRuns(line: string | undefined): readonly Run[] {
  return line === undefined ? [] : [text(`\n${line}`)];
}

function movesRuns(moves: readonly ChatPiece[]): readonly Run[] {
  const runs = moves.map(
    (piece): Run =>
      piece.kind === 'words' && piece.url !== undefined
        ? { type: 'link', url: piece.url, text: piece.text }
        : text(plainPiece(piece)),
  );
  return runs.length === 0 ? [] : [text('\n'), ...runs];
}

function linkLine(links: readonly ChatLink[]): string {
  return links.map((link) => `<${link.url}|${slackText(link.text)}>`).join('  ·  ');
}

/**
 * Text in Slack's markup, where `<…>` would be a link or a mention. It cannot escape `*` or `_`, so that strangers' text
 * does not belong there.
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function slackText(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function context(markup: string): readonly SlackBlock[] {
  return markup === ''
    ? []
    : [{ type: 'context', elements: [{ type: 'mrkdwn', text: markup, verbatim: true }] }];
}

function richText(elements: readonly RichText[]): SlackBlock {
  return { type: 'rich_text', elements };
}

function section(elements: readonly Run[]): Section {
  return { type: 'rich_text_section', elements };
}

function list(style: 'ordered' | 'bullet', elements: readonly Section[]): RichText {
  return { type: 'rich_text_list', style, elements };
}

function text(content: string, style?: 'bold' | 'italic'): Run {
  return { type: 'text', text: content, ...(style !== undefined && { style: { [style]: true } }) };
}

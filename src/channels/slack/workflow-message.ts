import type { Message } from '../../alerts/outbox.ts';
import {
  ALERT_CUTS,
  besideLine,
  type ChatAlert,
  type ChatContext,
  type ChatDigest,
  chatAlert,
  chatDigest,
  DIGEST_CUTS,
  firstThatFits,
  namedLine,
} from '../chat/message.ts';
import { plainPiece } from '../chat/pieces.ts';

/**
 * What a workflow of Slack takes: texts alone, each a variable that the workflow has to know by the same name.
 * @see https://slack.com/help/articles/360041352714
 */
export interface WorkflowMessage {
  readonly title: string;
  readonly text: string;
  /** With its `#`; empty for a digest. */
  readonly hashtag: string;
  /** A page to go on with; empty where there is none. */
  readonly link: string;
}

const TEXT_UNITS_MAX = 3_000;

/** Captions, titles and names of creators are left out: the workflow decides how its text is shown, and might link or mention. */
export function workflowMessage(message: Message, context: ChatContext): WorkflowMessage {
  const fits = ({ text }: WorkflowMessage): boolean => text.length <= TEXT_UNITS_MAX;
  return message.kind === 'alert'
    ? firstThatFits(ALERT_CUTS, (cut) => ofAlert(chatAlert(message.alert, context, cut)), fits)
    : firstThatFits(DIGEST_CUTS, (cut) => ofDigest(chatDigest(message, context, cut)), fits);
}

function ofAlert(alert: ChatAlert): WorkflowMessage {
  const { hashtag, headline, lead, now, why, moves, found, videos, rehearsal, hashtagUrl, turnDown } = alert;
  const lines = [
    rehearsal,
    lead,
    now,
    why === undefined ? undefined : `Why: ${why}`,
    ...[moves, found].map((line) =>
      line.length === 0
        ? undefined
        : line
            .filter(({ kind }) => kind !== 'aside')
            .map(plainPiece)
            .join(''),
    ),
    ...videos.map(({ gained, url }) => `${gained}: ${url}`),
    turnDown,
  ];
  return {
    title: escaped(`${rehearsal === undefined ? '' : 'Rehearsal: '}${hashtag} ${headline}`),
    text: escaped(lines.filter((line) => line !== undefined).join('\n')),
    hashtag: escaped(hashtag),
    link: hashtagUrl,
  };
}

function ofDigest({ title, lead, remedy, sections, links }: ChatDigest): WorkflowMessage {
  const lines = sections.flatMap(({ heading, items, more }) => [
    heading,
    ...items.map((item) => `${item.hashtag} ${item.text}${besideLine(item, (name) => name)}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ]);
  return {
    title: escaped(namedLine(title, (hashtag) => hashtag)),
    text: escaped([lead, ...(remedy === undefined ? [] : [remedy]), ...lines].join('\n')),
    hashtag: '',
    link: links[0]?.url ?? '',
  };
}

/** @see https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

import type { Alert } from '../../alerts/alert.ts';
import { alertText } from '../message/alert-text.ts';
import { factsTable, REHEARSAL, videosSection } from './body.ts';
import { hashtagLink, hashtagSpan } from './markdown.ts';
import { changedMarker, closingMarker, joinedMarker } from './markers.ts';

/** A comment, and the hidden line in it by which it is found again. */
export interface IssueComment {
  readonly marker: string;
  readonly body: string;
}

/** What is news of an episode in an issue that is there already; the issue itself is the news of an opening. */
export function newsComment(
  alert: Alert & { readonly kind: 'joined' | 'changed' | 'over' },
  timezone: string,
): IssueComment {
  switch (alert.kind) {
    case 'joined':
      return joinedComment(alert, timezone);
    case 'changed':
      return changedComment(alert, timezone);
    case 'over':
      return closingComment(alert, timezone);
  }
}

/** A newcomer for the same videos, with its own facts. */
function joinedComment(alert: Alert, timezone: string): IssueComment {
  const { headline, lead, rows } = alertText(alert, timezone);
  return comment(joinedMarker(alert.episode), alert, [
    `**${hashtagLink(alert.hashtag)} ${headline}.** ${lead}`,
    factsTable(rows),
  ]);
}

/** A change of phase, in two lines: all else stands in the issue. */
function changedComment(alert: Alert, timezone: string): IssueComment {
  const { episode, phase, at, hashtag } = alert;
  const { headline, lead, now } = alertText(alert, timezone);
  return comment(changedMarker(episode, phase, at), alert, [
    `**${hashtagSpan(hashtag)} ${headline}.** ${lead}`,
    ...(now === undefined ? [] : [now]),
  ]);
}

/** The end, and the whole story in short. */
function closingComment(alert: Alert, timezone: string): IssueComment {
  const { headline, lead, rows } = alertText(alert, timezone);
  return comment(closingMarker(alert.episode), alert, [
    `**${hashtagSpan(alert.hashtag)} ${headline}.** ${lead}`,
    factsTable(rows),
    ...[videosSection(alert, timezone)].filter((section) => section !== ''),
  ]);
}

function comment(marker: string, { rehearsal }: Alert, paragraphs: readonly string[]): IssueComment {
  const said = [marker, ...(rehearsal === undefined ? [] : [REHEARSAL]), ...paragraphs];
  return { marker, body: said.join('\n\n') };
}

import type { Alert } from '../../alerts/alert.ts';
import { formatHours, formatInterval, formatMultiple, formatShort } from '../../text/numbers.ts';
import { hoursBetween } from '../../text/time.ts';
import { formatTime } from '../../text/times.ts';
import { alertFacts } from '../message/alert-text.ts';
import { factsTable, REHEARSAL, signed, topVideos } from './body.ts';
import { creatorSpan, hashtagLink, hashtagSpan, videoLink } from './markdown.ts';
import { changedMarker, closingMarker, joinedMarker } from './markers.ts';

/** A comment, and the hidden line in it by which it is found again. */
export interface IssueComment {
  readonly marker: string;
  readonly body: string;
}

/** What is news of an episode in an issue that is there already; an opening is told by the issue itself. */
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
  const { headline, lead, rows } = alertFacts(alert, timezone);
  return comment(joinedMarker(alert.episode), alert, [
    `**${hashtagLink(alert.hashtag)} ${headline}.** It ${lead}`,
    factsTable(rows),
  ]);
}

/** A change of phase, short: what changed, the numbers now, the drivers. */
function changedComment(alert: Alert, timezone: string): IssueComment {
  const { episode, phase, phaseBefore, at, hashtag, views, openedAt, velocity, momentum } = alert;
  const { headline, lead } = alertFacts(alert, timezone);
  const before = phaseBefore === undefined ? '' : ` (${phaseBefore} → ${phase})`;
  const hours = hoursBetween(Date.parse(openedAt), Date.parse(at));
  const multiple = momentum?.multiple === undefined ? '' : `, ${formatMultiple(momentum.multiple)} its usual`;
  const whole = views.base > 0 ? `, ${signed((views.now / views.base - 1) * 100)} since it broke out` : '';
  const ago = hours > 0 && whole !== '' ? ` ${formatHours(hours)} before` : '';
  return comment(changedMarker(episode, phase, at), alert, [
    `**${hashtagSpan(hashtag)} ${headline}**${before}. It ${lead}`,
    `Velocity ${formatInterval(velocity)}${multiple}${whole}${ago}. As of ${formatTime(at, timezone)}.`,
    ...driversLine(alert),
  ]);
}

function driversLine({ drivers }: Alert): readonly string[] {
  if (drivers.length === 0) return [];
  const named = drivers.map(
    (driver) =>
      `- ${videoLink(driver)} by ${creatorSpan(driver.creator)}: +${formatShort(driver.gained)} views`,
  );
  return [`Driven by\n${named.join('\n')}`];
}

/** The end, and the whole story in short. */
function closingComment(alert: Alert, timezone: string): IssueComment {
  const { headline, lead, rows } = alertFacts(alert, timezone);
  return comment(closingMarker(alert.episode), alert, [
    `**${hashtagSpan(alert.hashtag)} ${headline}.** ${lead}`,
    factsTable(rows),
    ...[topVideos(alert)].filter((table) => table !== ''),
  ]);
}

function comment(marker: string, { rehearsal }: Alert, paragraphs: readonly string[]): IssueComment {
  const said = [marker, ...(rehearsal === undefined ? [] : [REHEARSAL]), ...paragraphs];
  return { marker, body: said.join('\n\n') };
}

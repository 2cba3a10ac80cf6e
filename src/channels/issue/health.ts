import type { HealthNotice } from '../../alerts/health-notice.ts';
import { causeText } from '../../health/cause-text.ts';
import { formatTime } from '../../text/times.ts';
import { codeSpan, plainLine } from '../../text/untrusted.ts';
import type { IssueComment } from './comments.ts';
import { firstThatFits, hashtagLink, TITLE_CHARS_MAX, TITLE_HASHTAG_CHARS } from './markdown.ts';
import { blockOf, changedMarker, closingMarker, issueMarker, replaceBlock } from './markers.ts';
import type { IssueMessage } from './message.ts';

const SAID_CHARS_MAX = 600;
/** Hashtags that a title names. */
const NAMED_MAX = 3;

/** A health story as an issue. */
export function healthIssue(notice: HealthNotice, timezone: string): IssueMessage {
  return {
    title: healthTitle(notice, timezone),
    body: `${issueMarker(notice.story)}\n${blockOf(healthBlock(notice, timezone))}\n`,
  };
}

/**
 * What changes at an issue so that it says how its story stands.
 * @returns undefined where it says so already
 */
export function healthEdit(
  issue: { readonly title: string; readonly body?: string | null | undefined },
  notice: HealthNotice,
  timezone: string,
): { readonly title: string; readonly body: string } | undefined {
  const before = (issue.body ?? '').replaceAll('\r\n', '\n');
  const body = replaceBlock(before, healthBlock(notice, timezone)) ?? before;
  const title = healthTitle(notice, timezone);
  return body === before && title === issue.title ? undefined : { title, body };
}

/** The news of a story whose issue is there. */
export function healthComment(notice: HealthNotice, timezone: string): IssueComment {
  const { story, kind, at } = notice;
  const marker = kind === 'over' ? closingMarker(story) : changedMarker(story, kind, at);
  const { title, found, remedy } = causeText(notice, timezone);
  return {
    marker,
    body: [marker, `**${title}.** ${found}`, ...(remedy === undefined ? [] : [remedy])].join('\n\n'),
  };
}

function healthTitle(notice: HealthNotice, timezone: string): string {
  const { title, named } = causeText(notice, timezone);
  if (named.length === 0) return title;
  const more = named.length > NAMED_MAX ? ` and ${named.length - NAMED_MAX} more` : '';
  return firstThatFits(
    TITLE_HASHTAG_CHARS.map((chars) => {
      const hashtags = named.slice(0, NAMED_MAX).map((hashtag) => plainLine(`#${hashtag}`, chars));
      return `${title}: ${hashtags.join(', ')}${more}`;
    }),
    TITLE_CHARS_MAX,
  );
}

function healthBlock(notice: HealthNotice, timezone: string): string {
  const { title, found, said, remedy, hashtags, likely } = causeText(notice, timezone);
  const lines = [...hashtags, ...likely].map(({ hashtag, text }) => `- ${hashtagLink(hashtag)} ${text}`);
  return [
    `**${title}.** ${found}`,
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
    ...(said === undefined ? [] : [`> ${codeSpan(said, SAID_CHARS_MAX)}`]),
    ...(remedy === undefined ? [] : [`**What to do.** ${remedy}`]),
    notice.kind === 'over' ? `As of ${formatTime(notice.at, timezone)}.` : MUTE,
  ].join('\n\n');
}

const MUTE =
  '---\nThis issue is kept current and closes itself when this is over. Close it yourself, or comment `mute 3d`, to hear ' +
  'nothing more about it on any channel until then. More: `docs/health.md`.';

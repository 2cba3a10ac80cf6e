import type { Alert } from '../../alerts/alert.ts';
import { formatAmount, formatHours } from '../../text/numbers.ts';
import { growthOf, growthText, multipleText } from './growth.ts';

/** What stands after the hashtag in the title of a message: `is breaking out: 4.2× its baseline`. */
export function headlineOf(alert: Alert): string {
  switch (alert.kind) {
    case 'opened':
      return openingHeadline(alert, 'is breaking out');
    case 'joined':
      return openingHeadline(alert, 'is breaking out too, for the same videos');
    case 'changed':
      return `${phaseNews(alert)}: ${figure(alert)}`;
    case 'over':
      return endingHeadline(alert);
  }
}

/**
 * What stands after the hashtag in the title of an issue that stays. The numbers in its body change by the hour, so that
 * its title has none until the end.
 */
export function standingHeadline(alert: Alert): string {
  return alert.kind === 'over' ? endingHeadline(alert) : STANDING[alert.phase];
}

/** How an open breakout stands. */
export const STANDING: Readonly<Record<Alert['phase'], string>> = {
  warming: 'is warming up',
  breakout: 'is breaking out',
  strong: 'is growing strongly',
  peaked: 'has peaked',
  fading: 'is fading',
  over: 'breakout is over',
};

function phaseNews({ phase }: Alert): string {
  return phase === 'breakout' ? 'is picking up again' : STANDING[phase];
}

/** What an opening's headline says where views do not show the breakout yet. */
export const LED_BY_POSTS = 'many new videos';

/** An opening that was deferred until the growth had slowed down says so. Where views do not show it yet, the posts do. */
function openingHeadline(alert: Alert, words: string): string {
  const { phase } = alert;
  const isSlower = phase === 'peaked' || phase === 'fading';
  const isMeasured = alert.rule === 'breakout' && alert.momentum?.multiple !== undefined;
  const isLedByPosts = isMeasured && multipleText(alert) === undefined;
  const shown = postsFigure(alert) ?? (isLedByPosts ? LED_BY_POSTS : figure(alert));
  return `${isSlower ? `broke out and ${STANDING[phase]}` : words}: ${shown}`;
}

/** `260 new videos in 6 h`, where the rule on new videos found it. */
function postsFigure({ rule, posts }: Alert): string | undefined {
  if (rule !== 'posts' || posts === undefined) return undefined;
  const least = posts.from === 'list' ? 'at least ' : '';
  return `${least}${formatAmount(posts.newVideos, 'new video')} in ${formatHours(posts.hours)}`;
}

/** What the rule that found it goes by. */
function figure(alert: Alert): string {
  const multiple = alert.rule === 'breakout' ? multipleText(alert) : undefined;
  return multiple ?? growthText(growthOf(alert));
}

function endingHeadline(alert: Alert): string {
  switch (alert.end) {
    case 'fell-back':
      return 'was no breakout: TikTok corrected its count';
    case 'unwatched':
      return 'is no longer watched';
    default:
      return `${STANDING.over}: ${growthText(growthOf(alert))}`;
  }
}

import type { Alert } from '../../alerts/alert.ts';
import { formatInterval, formatPercent, formatShort } from '../../text/numbers.ts';
import { atTimeBeside, formatTime } from '../../text/times.ts';
import { growthOf, growthSentence } from './growth.ts';
import { headlineOf } from './headline.ts';
import { endingRows, openRows, type Rows } from './rows.ts';

/**
 * What every channel says of an alert, in words, so that all of them say the same. These texts hold numbers and our own
 * words only; hashtag, note, captions and creators are strangers' text and stand in the alert, for each place to escape.
 */
export interface AlertText {
  /** What stands after the hashtag in a title: `is breaking out: 4.2× its baseline`. */
  readonly headline: string;
  /** The growth in a sentence or two. */
  readonly lead: string;
  /** How it stands now; only on news of a later phase. */
  readonly now?: string;
  /** Why it broke out, or why it is over; absent on news of a later phase, which takes two lines. */
  readonly why?: string;
  /** The numbers; none on news of a later phase. */
  readonly rows: Rows;
  /** How to get fewer alerts; only at the opening. */
  readonly turnDown?: string;
}

/** @param timezone IANA zone in which people read times */
export function alertText(alert: Alert, timezone: string): AlertText {
  const headline = headlineOf(alert);
  switch (alert.kind) {
    case 'over':
      return {
        headline,
        lead: endingLead(alert, timezone),
        why: alert.reason,
        rows: endingRows(alert, timezone),
      };
    case 'changed':
      return { headline, lead: itGrew(alert), now: nowSentence(alert, timezone), rows: [] };
    case 'opened':
    case 'joined':
      return {
        headline,
        lead: itGrew(alert),
        why: alert.reason,
        rows: openRows(alert, timezone),
        ...turnDown(alert),
      };
  }
}

function itGrew(alert: Alert): string {
  return `It ${growthSentence(growthOf(alert))}`;
}

/** What is new since the last message: velocity and phase. */
function nowSentence(alert: Alert, timezone: string): string {
  const { phase, phaseBefore, velocity, at, openedAt } = alert;
  const change = phaseBefore === undefined ? phase : `${phaseBefore} → ${phase}`;
  const since = atTimeBeside(openedAt, timezone, at);
  return `Now ${formatInterval(velocity)} (${change}). It broke out ${since}; measured ${formatTime(at, timezone)}.`;
}

function endingLead(alert: Alert, timezone: string): string {
  const { openedAt, at, end, views } = alert;
  if (end === 'fell-back')
    return `The count rose from ${formatShort(views.base)} to ${formatShort(views.peak)} views and fell back to ${formatShort(views.now)}.`;
  const { from, to } = growthOf(alert);
  const began = atTimeBeside(openedAt, timezone, at);
  return (
    `It went from ${formatShort(from)} to ${formatShort(to)} views. ` +
    `It broke out ${began} and was over on ${formatTime(at, timezone)}.`
  );
}

/** At the opening by the `breakout` rule only a setting that would have kept this very alert quiet. */
function turnDown(alert: Alert): { readonly turnDown?: string } {
  if (alert.rule !== 'breakout') return { turnDown: standingAdvice(alert) };
  const quietIf = alert.momentum?.quietIf;
  return quietIf === undefined ? {} : { turnDown: `${standingAdvice(alert)} ${quietIf}` };
}

/**
 * How to get fewer alerts of a hashtag, whatever its score. A watch goes by a name such as `quiet`, or by a number of false
 * alarms: the advice fits both.
 */
export function standingAdvice({ rule, thresholdPercentPerHour, posts }: Alert): string {
  if (rule === 'posts') {
    const now = posts === undefined ? '' : ` (now ${posts.threshold})`;
    return `raise \`posts\` in watchlist.yml${now}.`;
  }
  return rule === 'classic'
    ? `raise its threshold in watchlist.yml (now ${formatPercent(thresholdPercentPerHour)}/h).`
    : 'set its sensitivity in watchlist.yml to “quiet”, or to a budget such as “1 false alarm in 24 months”.';
}

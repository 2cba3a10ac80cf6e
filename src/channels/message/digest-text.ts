import type { Alert } from '../../alerts/alert.ts';
import type { DeferralReason, DeferredDigest, Digest, Mover, WeekDigest } from '../../alerts/digest.ts';
import { formatAmount, formatHours, formatPercent, formatShort } from '../../text/numbers.ts';
import { hoursBetween } from '../../text/time.ts';
import { formatTime } from '../../text/times.ts';
import { alertFacts } from './alert-text.ts';

/** What every channel says of a digest, in words: our own words and numbers; a hashtag stands beside its text. */
export interface DigestFacts {
  readonly title: string;
  readonly lead: string;
  /** One after the other, each with its heading; sections without items are left out. */
  readonly sections: readonly DigestSection[];
}

export interface DigestSection {
  readonly heading: string;
  readonly items: readonly DigestItem[];
}

/** `#hashtag` and what stands after it. */
export interface DigestItem {
  readonly hashtag: string;
  readonly text: string;
}

/** @param timezone IANA zone in which people read times */
export function digestFacts(digest: Digest, timezone: string): DigestFacts {
  return digest.kind === 'held' ? heldFacts(digest, timezone) : weekFacts(digest, timezone);
}

const WHY_HELD: Readonly<Record<DeferralReason, string>> = {
  'quiet-hours': 'held back in quiet hours',
  'alerts-per-day': 'over the day’s limit of alerts',
};

function heldFacts({ alerts, why }: DeferredDigest, timezone: string): DigestFacts {
  const open = alerts.filter(({ kind }) => kind !== 'over');
  const over = alerts.filter(({ kind }) => kind === 'over');
  const named = companionsIn(alerts, timezone);
  const openCount = open.length + named.length;
  const news = [
    ...(openCount > 0 ? [`${formatAmount(openCount, 'hashtag')} breaking out`] : []),
    ...(over.length > 0 ? [`${formatAmount(over.length, 'breakout')} over`] : []),
  ].join(', ');
  return {
    title: `Digest: ${news}`,
    lead: `This news was ${why.map((reason) => WHY_HELD[reason]).join(', or ')}.`,
    sections: sectionsOf([
      ['Breaking out', [...open.map((alert) => alertItem(alert, timezone)), ...named]],
      ['Over', over.map((alert) => alertItem(alert, timezone))],
    ]),
  };
}

/** Those of which nothing is known but that they broke out with another, for the same videos. */
function companionsIn(alerts: readonly Alert[], timezone: string): readonly DigestItem[] {
  const told = new Set(alerts.map(({ episode }) => episode));
  return alerts.flatMap(({ openedAt, together = [] }) =>
    together
      .filter(({ episode }) => !told.has(episode))
      .map(({ hashtag }) => ({
        hashtag,
        text: `broke out too, for videos of another one here. Since ${formatTime(openedAt, timezone)}.`,
      })),
  );
}

function alertItem(alert: Alert, timezone: string): DigestItem {
  const { headline, lead } = alertFacts(alert, timezone);
  const since = alert.kind === 'over' ? '' : ` Since ${formatTime(alert.openedAt, timezone)}.`;
  const sentence = alert.kind === 'over' ? lead : `It ${lead}`;
  return { hashtag: alert.hashtag, text: `${headline}. ${sentence}${since}` };
}

function weekFacts(week: WeekDigest, timezone: string): DigestFacts {
  const { movers, missed, episodes, ended, hashtags } = week;
  const told = ended.right + ended.falseAlarms;
  const right = told === 0 ? '' : ` Alarms that were right by hindsight: ${ended.right} of ${told}.`;
  return {
    title: `The week: ${formatAmount(episodes.length, 'breakout')} among ${formatAmount(hashtags, 'hashtag')}`,
    lead: `${formatTime(week.from, timezone)} to ${formatTime(week.until, timezone)}.${right}`,
    sections: sectionsOf([
      ['Broke out', episodes.map((episode) => episodeItem(episode, timezone))],
      ['Moved most', movers.map((mover) => moverItem(mover, timezone))],
      ['Grew without an alert', missed.map((mover) => moverItem(mover, timezone))],
    ]),
  };
}

function episodeItem(episode: WeekDigest['episodes'][number], timezone: string): DigestItem {
  const { hashtag, openedAt, overAt, base, peak } = episode;
  const lasted =
    overAt === undefined
      ? 'still going on'
      : `lasted ${formatHours(hoursBetween(Date.parse(openedAt), Date.parse(overAt)))}`;
  const grew = base > 0 ? ` (+${formatPercent((peak / base - 1) * 100)})` : '';
  return {
    hashtag,
    text: `${formatTime(openedAt, timezone)}, ${lasted}: ${formatShort(base)} → ${formatShort(peak)} views${grew}`,
  };
}

function moverItem({ hashtag, views, growthPercent, fastestAt }: Mover, timezone: string): DigestItem {
  const sign = growthPercent > 0 ? '+' : '';
  const fastest = fastestAt === undefined ? '' : `, fastest around ${formatTime(fastestAt, timezone)}`;
  return { hashtag, text: `${sign}${formatPercent(growthPercent)} to ${formatShort(views)} views${fastest}` };
}

function sectionsOf(
  sections: readonly (readonly [heading: string, items: readonly DigestItem[]])[],
): readonly DigestSection[] {
  return sections.flatMap(([heading, items]) => (items.length === 0 ? [] : [{ heading, items }]));
}

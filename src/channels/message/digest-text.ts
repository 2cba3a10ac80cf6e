import type { Alert } from '../../alerts/alert.ts';
import type { DeferredDigest, Digest, FoundHashtag, Mover, WeekDigest } from '../../alerts/digest.ts';
import { formatAmount, formatPercent, formatShort } from '../../text/numbers.ts';
import { atTimeBeside, formatTime } from '../../text/times.ts';
import { alertText } from './alert-text.ts';
import { seenText } from './seen-text.ts';

/** What every channel says of a digest, in words: our own words and numbers; a hashtag stands beside its text. */
export interface DigestText {
  /** Without the hashtags that it names. */
  readonly title: string;
  /** Hashtags that stand after the title, the first ones of all; none where the title says enough. */
  readonly named: readonly string[];
  /** How many more there are. */
  readonly more: number;
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
  /** Watched hashtags that stand after the text; absent: none. */
  readonly beside?: readonly string[];
}

/** @param timezone IANA zone in which people read times */
export function digestText(digest: Digest, timezone: string): DigestText {
  return digest.kind === 'held' ? heldText(digest, timezone) : weekText(digest, timezone);
}

const WHY_HELD: Readonly<Record<DeferredDigest['why'][number], string>> = {
  'quiet-hours': 'Deferred by quiet hours.',
  'alerts-per-day': 'Over the daily limit of alerts.',
  outage: 'Delivered late: this channel could not be reached.',
};

/** Hashtags that a title names. */
const NAMED_MAX = 3;

function heldText({ alerts, why }: DeferredDigest, timezone: string): DigestText {
  const open = alerts.filter(({ kind }) => kind !== 'over');
  const over = alerts.filter(({ kind }) => kind === 'over');
  const companions = companionsIn(alerts, timezone);
  const hashtags = [...alerts, ...companions].map(({ hashtag }) => hashtag);
  const amount = formatAmount(hashtags.length, 'breakout');
  const isWholeOver = open.length + companions.length === 0;
  return {
    title: isWholeOver ? `${amount} came and went` : `Digest of ${amount}`,
    named: hashtags.slice(0, NAMED_MAX),
    more: Math.max(0, hashtags.length - NAMED_MAX),
    lead: why.map((reason) => WHY_HELD[reason]).join(' '),
    sections: sectionsOf([
      ['Breaking out', [...open.map((alert) => alertItem(alert, timezone)), ...companions]],
      ['Over', over.map((alert) => alertItem(alert, timezone))],
    ]),
  };
}

/** Those that are only known to have broken out with another, for the same videos. */
function companionsIn(alerts: readonly Alert[], timezone: string): readonly DigestItem[] {
  const told = new Set(alerts.map(({ episode }) => episode));
  return alerts.flatMap(({ openedAt, together = [] }) =>
    together
      .filter(({ episode }) => !told.has(episode))
      .map(({ hashtag }) => ({
        hashtag,
        text: `broke out too, for the same videos as another one here, on ${formatTime(openedAt, timezone)}.`,
      })),
  );
}

function alertItem(alert: Alert, timezone: string): DigestItem {
  const { headline, lead } = alertText(alert, timezone);
  const since = alert.kind === 'over' ? '' : ` It broke out on ${formatTime(alert.openedAt, timezone)}.`;
  return { hashtag: alert.hashtag, text: `${headline}. ${lead}${since}` };
}

function weekText(week: WeekDigest, timezone: string): DigestText {
  const { movers, missed, found = [], episodes, ended, hashtags } = week;
  const told = ended.right + ended.falseAlarms;
  const seen = seenText(week);
  const right =
    told === 0 || seen !== ''
      ? ''
      : ` Right in hindsight, of the breakouts that ended in it: ${ended.right} of ${told}.`;
  return {
    title: `The week: ${episodes.length === 0 ? 'no breakout' : formatAmount(episodes.length, 'breakout')} among ${formatAmount(hashtags, 'hashtag')}`,
    named: [],
    more: 0,
    lead: `${seen === '' ? '' : `${seen} `}From ${formatTime(week.from, timezone)} to ${formatTime(week.until, timezone)}.${right}`,
    sections: sectionsOf([
      ['Broke out', episodes.map((episode) => episodeItem(episode, timezone))],
      ['Moved most', movers.map((mover) => moverItem(mover, timezone))],
      ['Not on your list', found.map((one) => foundItem(one, timezone))],
      ['Grew without an alert', missed.map((mover) => moverItem(mover, timezone))],
    ]),
  };
}

function episodeItem(episode: WeekDigest['episodes'][number], timezone: string): DigestItem {
  const { hashtag, openedAt, overAt, base, peak, latest } = episode;
  const lasted = overAt === undefined ? 'still open' : `over on ${formatTime(overAt, timezone)}`;
  const to = latest ?? peak;
  const change = to >= base ? '+' : '';
  const grew = base > 0 ? ` (${change}${formatPercent((to / base - 1) * 100)})` : '';
  return {
    hashtag,
    text: `broke out on ${formatTime(openedAt, timezone)}, ${lasted}: ${formatShort(base)} → ${formatShort(to)} views${grew}`,
  };
}

function moverItem({ hashtag, views, growthPercent, fastestAt }: Mover, timezone: string): DigestItem {
  const sign = growthPercent > 0 ? '+' : '';
  const fastest = fastestAt === undefined ? '' : `, fastest around ${formatTime(fastestAt, timezone)}`;
  return { hashtag, text: `${sign}${formatPercent(growthPercent)} to ${formatShort(views)} views${fastest}` };
}

function foundItem(one: FoundHashtag, timezone: string): DigestItem {
  const { hashtag, creators, usualCreatorsPerDay: usual, firstSeenAt, at, beside } = one;
  const before =
    usual < 0.5 ? 'where there was hardly one before' : `where about ${Math.round(usual)} did before`;
  const since = atTimeBeside(firstSeenAt, timezone, at);
  return {
    hashtag,
    text: `${formatAmount(creators, 'creator')} used it within a day (until ${formatTime(at, timezone)}), ${before}; first seen ${since}`,
    beside: beside.map((watched) => watched.hashtag),
  };
}

function sectionsOf(
  sections: readonly (readonly [heading: string, items: readonly DigestItem[]])[],
): readonly DigestSection[] {
  return sections.flatMap(([heading, items]) => (items.length === 0 ? [] : [{ heading, items }]));
}

import { openEpisode } from '../../detector/episode.ts';
import { planSampling } from '../../run/plan.ts';
import { HEALTH_DEFAULTS, type Watch } from '../../settings/settings.ts';
import { spendCredits } from '../../state/credits.ts';
import { EMPTY_STATE, type State } from '../../state/state.ts';
import { columns } from '../../text/columns.ts';
import { formatAmount, formatCount } from '../../text/numbers.ts';
import { DAY_MS, HOUR_MS } from '../../text/time.ts';
import type { Watchlist } from '../../watchlist/watchlist.ts';

/** One month of a budget, with one breakout in it. */
export interface BudgetMonth {
  readonly hashtags: number;
  readonly credits: number;
  /** The first hashtag breaks out from this day on (1 to 31), for so many days. */
  readonly breakoutDay: number;
  readonly breakoutDays: number;
}

export const MONTH_DEFAULTS: BudgetMonth = {
  hashtags: 5,
  credits: 5_000,
  breakoutDay: 12,
  breakoutDays: 2,
};

/** What the plan made of one stretch of the month. */
export interface MonthPart {
  readonly name: string;
  readonly hours: number;
  readonly credits: number;
  /** Readings and lists of videos, of the one that breaks out and of one of the others, on average. */
  readonly first: Calls;
  readonly others: Calls;
  /** Longest that any of them was unread, hours. */
  readonly unreadHoursMax: number;
}

interface Calls {
  readonly readings: number;
  readonly listings: number;
}

const START = Date.UTC(2026, 11, 1, 0, 10);
const HOURS = 31 * 24;

/** Goes through a month of 31 days hour by hour; every call is answered. */
export function liveMonth(options: BudgetMonth): readonly MonthPart[] {
  const from = (options.breakoutDay - 1) * 24;
  const until = from + options.breakoutDays * 24;
  const watchlist = watchlistOf(options);
  const asked = new Map<string, { readonly hour: number; readonly listed: boolean }[]>();
  let state: State = EMPTY_STATE;
  for (let hour = 0; hour < HOURS; hour += 1) {
    const now = START + hour * HOUR_MS;
    const { targets } = planSampling({ watchlist, state, now });
    const hashtags = new Map(state.hashtags);
    let used = 0;
    for (const { hashtag, listFromViews } of targets) {
      const listed = listFromViews === undefined;
      used += listed ? 2 : 1;
      asked.set(hashtag, [...(asked.get(hashtag) ?? []), { hour, listed }]);
      const before = state.hashtags.get(hashtag)?.videos;
      const videos = listed ? { at: now, lag: 0, views: new Map<string, number>() } : before;
      const count = { at: now, views: 1_000_000, step: 1 };
      const episode =
        hashtag === nameOf(0) && hour >= from && hour < until
          ? { episode: openEpisode(hashtag, 'breakout', count, count) }
          : {};
      hashtags.set(hashtag, {
        memory: { counter: { last: count }, days: [] },
        ...(videos && { videos }),
        ...episode,
      });
    }
    state = { ...state, at: now, hashtags, credits: spendCredits(state.credits, now, { used }) };
  }
  const stretches = [
    ['before the breakout', 0, from],
    ['the breakout', from, until],
    ['after it', until, HOURS],
  ] as const;
  return stretches.map(([name, first, last]) => stretchOf(name, first, last, options, asked));
}

function stretchOf(
  name: string,
  from: number,
  until: number,
  { hashtags }: BudgetMonth,
  asked: ReadonlyMap<string, readonly { readonly hour: number; readonly listed: boolean }[]>,
): MonthPart {
  const callsOf = (index: number): Calls & { readonly unread: number } => {
    const own = (asked.get(nameOf(index)) ?? []).filter(({ hour }) => hour >= from && hour < until);
    const hours = [...own.map(({ hour }) => hour), until];
    return {
      readings: own.length,
      listings: own.filter(({ listed }) => listed).length,
      unread: Math.max(...hours.map((hour, place) => hour - (hours[place - 1] ?? from))),
    };
  };
  const all = Array.from({ length: hashtags }, (_, index) => callsOf(index));
  const [first = { readings: 0, listings: 0, unread: 0 }, ...others] = all;
  const mean = (of: (calls: Calls) => number): number =>
    others.reduce((sum, calls) => sum + of(calls), 0) / Math.max(1, others.length);
  return {
    name,
    hours: until - from,
    credits: all.reduce((sum, { readings, listings }) => sum + readings + listings, 0),
    first,
    others: { readings: mean(({ readings }) => readings), listings: mean(({ listings }) => listings) },
    unreadHoursMax: Math.max(...all.map(({ unread }) => unread)),
  };
}

/** The month as a table, and what is left of the budget. */
export function monthTable(stretches: readonly MonthPart[], { hashtags, credits }: BudgetMonth): string {
  const every = ({ hours }: MonthPart, count: number): string =>
    count === 0 ? '–' : `${(hours / count).toFixed(2)} h`;
  const used = stretches.reduce((sum, stretch) => sum + stretch.credits, 0);
  const rows = stretches.map((stretch) => [
    stretch.name,
    formatAmount(Math.round((stretch.hours * HOUR_MS) / DAY_MS), 'day'),
    formatCount(stretch.credits),
    (stretch.credits / stretch.hours).toFixed(2),
    every(stretch, stretch.others.readings),
    every(stretch, stretch.others.listings),
    every(stretch, stretch.first.readings),
    every(stretch, stretch.first.listings),
    `${stretch.unreadHoursMax} h`,
  ]);
  const head = [
    '',
    '',
    'credits',
    'an hour',
    'calm: read every',
    'videos',
    'the first: every',
    'videos',
    'unread',
  ];
  const all = 2 * hashtags * HOURS;
  return [
    ...columns([head, ...rows]),
    '',
    `${formatCount(used)} of ${formatCount(credits)} credits used; everything every hour costs ${formatCount(all)}`,
    '',
  ].join('\n');
}

function nameOf(index: number): string {
  return `h${index}`;
}

function watchlistOf({ hashtags, credits }: BudgetMonth): Watchlist {
  const watches = Array.from(
    { length: hashtags },
    (_, index): Watch => ({
      hashtag: nameOf(index),
      rule: 'both',
      sensitivity: 'balanced',
      thresholdPercentPerHour: 10,
      cooldownHours: 0,
      notify: [],
    }),
  );
  return {
    timezone: 'UTC',
    rule: 'both',
    sensitivity: 'balanced',
    thresholdPercentPerHour: 10,
    channels: [],
    health: HEALTH_DEFAULTS,
    watches,
    budgetCreditsPerMonth: credits,
  };
}

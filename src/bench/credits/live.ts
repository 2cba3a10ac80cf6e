import type { HashtagState } from '../../alerts/hashtag-state.ts';
import type { Reading } from '../../readings/reading.ts';
import { createReplay } from '../../replay/replay.ts';
import { everyHashtag } from '../../replay/watches.ts';
import { HEALTH_DEFAULTS, type Watch } from '../../settings/settings.ts';
import { spendCredits } from '../../state/credits.ts';
import { EMPTY_STATE, type State } from '../../state/state.ts';
import { HOUR_MS } from '../../text/time.ts';
import { monthEnd } from '../../watchlist/spread.ts';
import type { Watchlist } from '../../watchlist/watchlist.ts';
import { readingAt } from '../detection/detector.ts';
import type { LabelledSeries, Scores } from '../detection/series.ts';
import type { Policy } from './policies.ts';

/** A record as it would have been had its runs been planned by a policy, within a budget. */
export interface LivedRecord {
  readonly series: readonly LabelledSeries[];
  /** The detector's score at each reading that is left. */
  readonly scores: readonly Scores[];
  readonly readings: number;
  readonly credits: number;
  /** Most of a month's budget that was used, as a share. */
  readonly usedShareMax: number;
  /** Longest that a hashtag was unread without a gap of the record itself, hours. */
  readonly unreadHoursMax: number;
}

/** A reading that could be taken, in the order of the record. */
interface Chance {
  readonly series: number;
  readonly index: number;
}

interface RecordedRun {
  readonly at: number;
  readonly chances: ReadonlyMap<string, Chance>;
}

const WATCH_OF = everyHashtag({ rule: 'breakout', sensitivity: 'balanced', thresholdPercentPerHour: 10 });
/** Longer without any reading in the record is a gap of the record. */
const RECORD_GAP_HOURS = 7;
/** What a run costs that takes a reading and a listing of everything. */
const FULL_COST = 2;

/**
 * Goes through a record run by run as the product would: plan, read what the plan asks for, judge it, count the credits.
 * @param share of what everything would cost, by calendar month
 */
export function live(series: readonly LabelledSeries[], policy: Policy, share: number): LivedRecord {
  const runs = runsOf(series);
  const budgets = budgetsOf(runs, share);
  const kept = series.map(() => new Kept());
  const replay = createReplay([WATCH_OF], { order: 'any' });
  const hashtags = new Map<string, HashtagState>();
  const watchlistAt = activeWatchlists(series);
  let state: State = { ...EMPTY_STATE, hashtags };
  let [readings, credits, usedShareMax, unreadHoursMax] = [0, 0, 0, 0];
  for (const { at: now, chances } of runs) {
    const budget = budgets.get(monthOf(now)) ?? 0;
    const watchlist: Watchlist = { ...watchlistAt(now), budgetCreditsPerMonth: budget };
    let used = 0;
    for (const { hashtag, listFromViews = 0 } of policy({ watchlist, state, now })) {
      const chance = chances.get(hashtag);
      const one = chance === undefined ? undefined : series[chance.series];
      if (chance === undefined || one === undefined) continue;
      const isListed = (one.views[chance.index] ?? 0) >= listFromViews;
      unreadHoursMax = Math.max(unreadHoursMax, kept[chance.series]?.unreadHours(one, chance.index) ?? 0);
      const reading = kept[chance.series]?.reading(one, chance.index, isListed);
      if (reading === undefined) continue;
      used += isListed ? FULL_COST : 1;
      const [judgement] = replay.take(reading);
      const memory = replay.memoryOf(hashtag);
      if (memory === undefined) continue;
      kept[chance.series]?.score(
        judgement?.momentum?.kind === 'observed' ? judgement.momentum.score : Number.NaN,
      );
      const videos = isListed
        ? { at: reading.at, lag: 0, views: new Map<string, number>() }
        : hashtags.get(hashtag)?.videos;
      const episode = judgement?.state.episode;
      hashtags.set(hashtag, {
        memory,
        ...(videos !== undefined && { videos }),
        ...(episode !== undefined && { episode }),
      });
      readings += 1;
    }
    const spent = spendCredits(state.credits, now, { used });
    credits += used;
    if (budget > 0) usedShareMax = Math.max(usedShareMax, spent.used / budget);
    state = { ...state, at: now, credits: spent };
  }
  return {
    series: series.map((one, index) => kept[index]?.seriesOf(one) ?? one),
    scores: kept.map(({ scores }) => Float64Array.from(scores)),
    readings,
    credits,
    usedShareMax,
    unreadHoursMax,
  };
}

/** What is taken of one series. */
class Kept {
  readonly indices: number[] = [];
  readonly scores: number[] = [];
  #posts = 0;
  #seen = 0;

  /** The reading, with the posts since the reading before, as runs count them. */
  reading(one: LabelledSeries, index: number, isListed: boolean): Reading {
    for (; this.#seen <= index; this.#seen += 1) this.#posts += one.newPosts?.[this.#seen] ?? 0;
    const reading = readingAt(one, index, 'views and posts');
    this.indices.push(index);
    const { newPosts: _, newestSpanHours: _span, ...numbers } = reading;
    const newPosts = Math.min(20, this.#posts);
    this.#posts = 0;
    return isListed && reading.newPosts !== undefined ? { ...reading, newPosts } : numbers;
  }

  /** Hours since the last reading; 0 where the record itself has a gap in between. */
  unreadHours({ at }: LabelledSeries, index: number): number {
    const instants = [...at.subarray(this.indices.at(-1) ?? index, index + 1)];
    const gaps = instants.slice(1).map((instant, place) => (instant - (instants[place] ?? 0)) / HOUR_MS);
    return gaps.some((gap) => gap > RECORD_GAP_HOURS) ? 0 : gaps.reduce((sum, gap) => sum + gap, 0);
  }

  score(score: number): void {
    this.scores.push(score);
  }

  seriesOf({ hashtag, at, views, segments }: LabelledSeries): LabelledSeries {
    const column = (values: Float64Array): Float64Array =>
      Float64Array.from(this.indices, (index) => values[index] ?? Number.NaN);
    return { hashtag, at: column(at), views: column(views), segments };
  }
}

/** The runs of a record: what was read within one hour. */
function runsOf(series: readonly LabelledSeries[]): readonly RecordedRun[] {
  const runs = new Map<number, { at: number; chances: Map<string, Chance> }>();
  for (const [place, { hashtag, at }] of series.entries()) {
    for (const [index, instant] of at.entries()) {
      const hour = Math.floor(instant / HOUR_MS);
      const run = runs.get(hour) ?? { at: instant, chances: new Map() };
      run.at = Math.min(run.at, instant);
      run.chances.set(hashtag, { series: place, index });
      runs.set(hour, run);
    }
  }
  return [...runs.values()].toSorted((a, b) => a.at - b.at);
}

/** The share of what reading everything costs in a month, whole credits; in the last month of the record as if it went on. */
function budgetsOf(runs: readonly RecordedRun[], share: number): ReadonlyMap<string, number> {
  return new Map(
    [...Map.groupBy(runs, ({ at }) => monthOf(at))].map(([month, same]) => {
      const [first, last] = [same[0]?.at ?? 0, same.at(-1)?.at ?? 0];
      const cost = same.reduce((sum, { chances }) => sum + FULL_COST * chances.size, 0);
      const goesOn = month === monthOf(runs.at(-1)?.at ?? 0);
      const whole = goesOn ? (monthEnd(first) - first) / Math.max(HOUR_MS, last - first) : 1;
      return [month, Math.floor(cost * share * whole)];
    }),
  );
}

function monthOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 7);
}

/** The watchlist at an instant: what has begun to be read and is read later still. */
function activeWatchlists(series: readonly LabelledSeries[]): (now: number) => Watchlist {
  const spans = series.map(({ hashtag, at }) => ({ hashtag, from: at[0] ?? 0, until: at.at(-1) ?? 0 }));
  const bounds = spans.flatMap(({ from, until }) => [
    Math.floor(from / HOUR_MS),
    Math.floor(until / HOUR_MS) + 1,
  ]);
  const changes = new Set(bounds);
  let known: { readonly hour: number; readonly list: Watchlist } | undefined;
  return (now) => {
    const hour = Math.floor(now / HOUR_MS);
    const isStale = known === undefined || range(known.hour + 1, hour).some((one) => changes.has(one));
    const list =
      isStale || known === undefined
        ? watchlistOf(
            spans
              .filter(
                ({ from, until }) =>
                  Math.floor(from / HOUR_MS) <= hour && Math.floor(until / HOUR_MS) >= hour,
              )
              .flatMap(({ hashtag }) => WATCH_OF(hashtag) ?? []),
          )
        : known.list;
    known = { hour, list };
    return list;
  };
}

function range(from: number, until: number): readonly number[] {
  return Array.from({ length: Math.max(0, until - from + 1) }, (_, index) => from + index);
}

function watchlistOf(watches: readonly Watch[]): Watchlist {
  return {
    timezone: 'UTC',
    rule: 'breakout',
    sensitivity: 'balanced',
    thresholdPercentPerHour: 10,
    channels: [],
    health: HEALTH_DEFAULTS,
    watches,
  };
}

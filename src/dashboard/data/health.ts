import { causeText } from '../../health/cause-text.ts';
import { CREDITS_PER_HASHTAG } from '../../sources/source/source.ts';
import { creditsUsed } from '../../state/credits.ts';
import { DAY_MS, HOUR_MS, hoursBetween, isoUtc } from '../../text/time.ts';
import { hourOf, type RecordedRun } from '../history/runs.ts';
import { RUNS_DAYS, type SiteHistory } from '../history/site-history.ts';
import type { Health, HealthHashtag, PageCause } from '../schema/site.ts';
import { periodOf } from './periods.ts';
import type { Subject } from './subject.ts';

const PERIOD_DAYS = [1, 7, RUNS_DAYS] as const;
const MISSED_DAYS = 7;
const UNDELIVERED_MAX = 20;
/** What the pace of spending is taken from. */
const PACE_DAYS = 7;

/** Whether the hourly job does its work. */
export function healthPiece(siteHistory: SiteHistory, subjects: readonly Subject[]): Health {
  const { now, runs, state, events, folder } = siteHistory;
  const firsts = subjects.flatMap(({ history }) => history.firstAt ?? []);
  const firstAt = firsts.reduce((first, at) => Math.min(first, at), now);
  const credits = creditsOf(siteHistory, firstAt);
  const causes = causesOf(siteHistory);
  return {
    version: 1,
    madeAt: isoUtc(now),
    state: causes.length === 0 ? 'sees' : 'does-not-see',
    causes,
    periods: firsts.length === 0 ? [] : PERIOD_DAYS.map((days) => periodOf(days, runs, firstAt, now)),
    runs: {
      at: runs.map(({ at }) => Math.floor(at / 1000)),
      delayMinutes: runs.map(({ at }) => Math.round((at - hourOf(at)) / 60_000)),
      hashtags: runs.map(({ hashtags }) => hashtags),
    },
    missedHours:
      firsts.length === 0 ? [] : missedHours(runs, Math.max(firstAt, now - MISSED_DAYS * DAY_MS), now),
    hashtags: subjects.map((subject) => hashtagOf(subject, siteHistory)).toSorted(byMissed),
    ...(credits !== undefined && { credits }),
    owed: state.outbox.length,
    undelivered: events
      .flatMap((event) =>
        event.kind === 'undelivered'
          ? [
              {
                at: isoUtc(event.at),
                ...(event.hashtag !== undefined && { hashtag: event.hashtag }),
                message: event.message,
              },
            ]
          : [],
      )
      .slice(-UNDELIVERED_MAX)
      .toReversed(),
    data: folder,
  };
}

/** The open health stories, in the words of their messages. */
export function causesOf({
  state,
  watchlist,
}: Pick<SiteHistory, 'state' | 'watchlist'>): readonly PageCause[] {
  return state.health.stories.map(({ notice }) => {
    const { title, found, said, remedy, named } = causeText(notice, watchlist.timezone);
    const { story, cause, openedAt, since } = notice;
    return {
      ...{ story, cause, openedAt, since, title, found },
      ...(said !== undefined && { said }),
      ...(remedy !== undefined && { remedy }),
      hashtags: named,
    };
  });
}

/** The whole hours from `from` until the one that is going on at `now`, without a run. */
function missedHours(runs: readonly RecordedRun[], from: number, now: number): readonly string[] {
  const came = new Set(runs.map(({ at }) => hourOf(at)));
  const missed: string[] = [];
  for (let hour = hourOf(from); hour + HOUR_MS <= now; hour += HOUR_MS) {
    if (!came.has(hour)) missed.push(isoUtc(hour));
  }
  return missed;
}

function hashtagOf({ watch, file, history }: Subject, { runs, sampled }: SiteHistory): HealthHashtag {
  const { hashtag } = watch;
  const { firstAt, last } = history;
  const expected = firstAt === undefined ? runs.length : runs.filter(({ until }) => until >= firstAt).length;
  return {
    hashtag,
    file,
    expected,
    missed: Math.max(0, expected - (sampled.get(hashtag) ?? 0)),
    ...(last !== undefined && { lastAt: isoUtc(last.step.reading.at) }),
  };
}

function byMissed(a: HealthHashtag, b: HealthHashtag): number {
  return b.missed - a.missed || (a.hashtag < b.hashtag ? -1 : 1);
}

function creditsOf({ state, now, runs, watchlist }: SiteHistory, firstAt: number): Health['credits'] {
  if (state.at === undefined) return undefined;
  const { left } = state.credits;
  const budget = watchlist.budgetCreditsPerMonth;
  const from = Math.max(firstAt, now - PACE_DAYS * DAY_MS);
  const samples = runs.reduce((sum, { at, hashtags }) => sum + (at >= from ? hashtags : 0), 0);
  const perDay = (samples * CREDITS_PER_HASHTAG * 24) / Math.max(1, hoursBetween(from, now));
  const used = creditsUsed(state.credits, now);
  const month = isoUtc(now).slice(0, 7);
  const hoursLeft = hoursBetween(now, nextMonth(now));
  const monthEnd = Math.round(used + (perDay * hoursLeft) / 24);
  return {
    month,
    used,
    ...(left !== undefined && { left }),
    ...(budget !== undefined && { budget }),
    perDay: Math.round(perDay),
    monthEnd: budget === undefined ? monthEnd : Math.max(used, Math.min(monthEnd, budget)),
    ...(left !== undefined && perDay > 0 && { emptyAt: isoUtc(now + (left / perDay) * DAY_MS) }),
  };
}

/** Start of the UTC month after that of `now`, ms. */
function nextMonth(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

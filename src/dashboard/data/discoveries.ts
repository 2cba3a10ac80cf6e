import { hashtagUrl, videoUrl } from '../../alerts/alert.ts';
import { type CompanionHistory, companionHistory, dayOf } from '../../discovery/companion-history.ts';
import { type Discovery, EMPTY_DISCOVERY_RECORD, proposedIn } from '../../discovery/discovery.ts';
import { LEARNING_DAYS } from '../../discovery/find-companions.ts';
import { DAY_MS, isoUtc } from '../../text/time.ts';
import type { SiteHistory } from '../history/site-history.ts';
import type { Discoveries, PageDiscovery } from '../schema/site.ts';
import type { Subject } from './subject.ts';

const SHOWN_DAYS = 90;
const SHOWN_MAX = 50;

/** What was found beside the watched hashtags and is not watched itself. */
export function discoveriesPiece({ state, now }: SiteHistory, subjects: readonly Subject[]): Discoveries {
  const record = state.discovery ?? EMPTY_DISCOVERY_RECORD;
  const history = companionHistory(record.lines);
  const { since } = history;
  const files = new Map(subjects.map(({ watch, file }) => [watch.hashtag, file]));
  const found = proposedIn(record)
    .filter(({ at, companion }) => at > now - SHOWN_DAYS * DAY_MS && at <= now && !files.has(companion))
    .toReversed();
  // One that was found twice is shown as it was found last.
  const latest = [...Map.groupBy(found, ({ companion }) => companion).values()].flatMap(([one]) => one ?? []);
  const days = since === undefined ? [] : daysFrom(dayOf(since), dayOf(now));
  const learnsUntil = (since ?? now) + LEARNING_DAYS * DAY_MS;
  return {
    version: 1,
    madeAt: isoUtc(now),
    ...(since !== undefined && { since: isoUtc(since) }),
    ...(since !== undefined && learnsUntil > now && { learnsUntil: isoUtc(learnsUntil) }),
    days: days.map((day) => (day * DAY_MS) / 1000),
    found: latest.slice(0, SHOWN_MAX).map((one) => pageDiscovery(one, { history, files, days })),
  };
}

function daysFrom(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

function pageDiscovery(
  { companion, at, firstSeenAt, creators, usualCreatorsPerDay, beside, videos }: Discovery,
  known: {
    readonly history: CompanionHistory;
    readonly files: ReadonlyMap<string, string>;
    readonly days: readonly number[];
  },
): PageDiscovery {
  const byDay = known.history.companions.get(companion)?.creatorsByDay;
  return {
    hashtag: companion,
    url: hashtagUrl(companion),
    at: isoUtc(at),
    firstSeenAt: isoUtc(firstSeenAt),
    creators,
    usualCreatorsPerDay,
    beside: beside.map((watched) => {
      const file = known.files.get(watched.hashtag);
      return { ...watched, ...(file !== undefined && { file }) };
    }),
    videos: videos.map((video) => ({ ...video, url: videoUrl(video) })),
    creatorsByDay: known.days.map((day) => byDay?.get(day) ?? 0),
  };
}

import { roundTo } from '../../detector/momentum/significant-digits.ts';
import { DAY_MS, isoUtc } from '../../text/time.ts';
import type { Compare, CompareGroup, CompareHashtag } from '../schema/site.ts';
import type { Subject } from './subject.ts';

const DAYS = 90;
const RANKED_DAYS = 7;

/** Hashtags side by side over the last 90 days. @param subjects in the order of the summary */
export function comparePiece(subjects: readonly Subject[], now: number): Compare {
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const firsts = subjects.flatMap(({ history }) => history.days[0]?.at ?? []);
  const earliest = firsts.reduce((first, at) => Math.min(first, at), today);
  const from = Math.max(earliest, today - (DAYS - 1) * DAY_MS);
  const count = Math.round((today - from) / DAY_MS) + 1;
  const days = firsts.length === 0 ? [] : Array.from({ length: count }, (_, day) => from + day * DAY_MS);
  const hashtags = subjects.map((subject) => hashtagOf(subject, days));
  return {
    version: 1,
    madeAt: isoUtc(now),
    days: days.map((day) => day / 1000),
    hashtags,
    groups: groupsOf(hashtags, days.length),
  };
}

function hashtagOf({ watch, file, history }: Subject, days: readonly number[]): CompareHashtag {
  const first = history.days[0]?.at ?? 0;
  const known = days.map((day) => history.days[Math.round((day - first) / DAY_MS)]);
  return {
    hashtag: watch.hashtag,
    file,
    ...(watch.group !== undefined && { group: watch.group }),
    views: known.map((day) => (day === undefined || day.readings === 0 ? null : day.views)),
    gained: known.map((day) => (day === undefined || day.hours === 0 ? null : Math.round(day.gained))),
  };
}

function groupsOf(hashtags: readonly CompareHashtag[], days: number): readonly CompareGroup[] {
  const byGroup = Map.groupBy(hashtags, ({ group }) => group);
  const totals = sumsOf(hashtags, days);
  return [...byGroup]
    .map(([group, members]) => {
      const gained = sumsOf(members, days);
      return {
        ...(group !== undefined && { group }),
        hashtags: members.length,
        gained,
        share: gained.map((views, day) => shareOf(views, totals[day] ?? 0)),
      };
    })
    .sort((a, b) => recent(b) - recent(a) || ((a.group ?? '') < (b.group ?? '') ? -1 : 1));
}

function sumsOf(hashtags: readonly CompareHashtag[], days: number): readonly number[] {
  return Array.from({ length: days }, (_, day) =>
    hashtags.reduce((sum, { gained }) => sum + (gained[day] ?? 0), 0),
  );
}

function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? roundTo(4, part / whole) : null;
}

function recent({ gained }: CompareGroup): number {
  return gained.slice(-RANKED_DAYS).reduce((sum, views) => sum + views, 0);
}

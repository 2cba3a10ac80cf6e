import type { ReplayedEpisode } from '../replay/replay.ts';
import { hoursBetween, isoUtc } from '../text/time.ts';
import type { ForecastAlert, ForecastMoment } from './replay-forecast.ts';

/**
 * The breakouts of two replays side by side: those of one hashtag that overlap in time are one breakout, told earlier or
 * later. In order of time.
 * @param until the end of the record, ms: until then an open episode lasts
 */
export function compareEpisodes(
  before: readonly ReplayedEpisode[],
  after: readonly ReplayedEpisode[],
  until: number,
): readonly ForecastAlert[] {
  const olds = Map.groupBy(before, ({ hashtag }) => hashtag);
  const news = Map.groupBy(after, ({ hashtag }) => hashtag);
  const hashtags = [...new Set([...olds.keys(), ...news.keys()])];
  return hashtags
    .flatMap((hashtag) => pair(olds.get(hashtag) ?? [], news.get(hashtag) ?? [], until))
    .toSorted((a, b) => startOf(a) - startOf(b) || (a.hashtag < b.hashtag ? -1 : 1));
}

/** The breakouts of one replay. */
export function alertsOf(episodes: readonly ReplayedEpisode[]): readonly ForecastAlert[] {
  return episodes.map((episode) => ({ ...told(undefined, episode), change: 'same' }));
}

/** When the first of the two versions tells it, ms. */
export function startOf({ before, after }: ForecastAlert): number {
  return Math.min(...[before, after].flatMap((moment) => (moment === null ? [] : [Date.parse(moment.at)])));
}

/** Both in order of time. Whichever ends first without meeting the other stands alone. */
function pair(
  before: readonly ReplayedEpisode[],
  after: readonly ReplayedEpisode[],
  until: number,
): readonly ForecastAlert[] {
  const alerts: ForecastAlert[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, newer] = [before[i], after[j]];
    const isOldFirst = old !== undefined && (newer === undefined || endOf(old, until) < newer.openedAt);
    const isNewFirst = newer !== undefined && (old === undefined || endOf(newer, until) < old.openedAt);
    if (!isNewFirst) i += 1;
    if (!isOldFirst) j += 1;
    alerts.push(told(isNewFirst ? undefined : old, isOldFirst ? undefined : newer));
  }
  return alerts;
}

function endOf({ endedAt }: ReplayedEpisode, until: number): number {
  return endedAt ?? until;
}

function told(old: ReplayedEpisode | undefined, newer: ReplayedEpisode | undefined): ForecastAlert {
  const hours = old === undefined || newer === undefined ? null : hoursBetween(newer.openedAt, old.openedAt);
  return {
    hashtag: (newer ?? old)?.hashtag ?? '',
    change: changeOf(old, hours),
    before: momentOf(old),
    after: momentOf(newer),
    hoursEarlier: hours === null ? null : Math.round(hours * 100) / 100,
  };
}

function changeOf(old: ReplayedEpisode | undefined, hoursEarlier: number | null): ForecastAlert['change'] {
  if (hoursEarlier === null) return old === undefined ? 'gained' : 'lost';
  if (hoursEarlier === 0) return 'same';
  return hoursEarlier > 0 ? 'earlier' : 'later';
}

function momentOf(episode: ReplayedEpisode | undefined): ForecastMoment | null {
  if (episode === undefined) return null;
  return { at: isoUtc(episode.openedAt), rule: episode.rule, reason: episode.reason };
}

import type { ReplayedEpisode } from '../replay/replay.ts';
import type { Watch } from '../settings/settings.ts';
import { DAY_MS, isoUtc } from '../text/time.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { type Choice, chooseLevels, poissonRange } from './choose-levels.ts';
import { toldEpisodes } from './forecast.ts';
import { LEVELS, type Level } from './levels.ts';
import { type Suggested, type SuggestedHashtag, writtenLevel } from './suggest-text.ts';
import { suggestYaml } from './suggest-yaml.ts';

const WEEK_MS = 7 * DAY_MS;

/** The episodes of one record: as the watchlist stands, and with the whole of it at each level. */
export interface LevelReplays {
  readonly now: readonly ReplayedEpisode[];
  /** As many as there are `LEVELS`, in their order. */
  readonly levels: readonly (readonly ReplayedEpisode[])[];
}

/** The settings whose alerts come nearest to the number wanted, with what every other would have alerted. */
export function suggestLevels(
  watchlist: Watchlist,
  replayed: LevelReplays,
  {
    from,
    until,
    alertsPerWeek,
  }: { readonly from: number; readonly until: number; readonly alertsPerWeek: number },
): Suggested {
  const { watches, timezone } = watchlist;
  const weeks = (until - from) / WEEK_MS;
  const perWeek = (alerts: number): number => Math.round((100 * alerts) / weeks) / 100;
  const count = (episodes: readonly ReplayedEpisode[]) => alertsByHashtag(watchlist, episodes, from);
  const byLevel = replayed.levels.map(count);
  const now = count(replayed.now);
  const counts = watches.map(({ hashtag }) => byLevel.map((level) => level.get(hashtag) ?? 0));
  const choice = chooseLevels(counts, alertsPerWeek * weeks);
  const file = writtenLevel(levelAt(choice.level));
  const range = poissonRange(choice.alerts);
  const hashtags = watches.map((watch, index) => ({
    ...suggestedHashtag(watch, watchlist, choice, index),
    now: now.get(watch.hashtag) ?? 0,
    alerts: counts[index]?.[choice.levels[index] ?? choice.level] ?? 0,
  }));
  return {
    kind: 'suggested',
    alertsPerWeek,
    timezone,
    from: isoUtc(from),
    until: isoUtc(until),
    weeks: Math.round(weeks * 100) / 100,
    settings: LEVELS.map((level, index) => {
      const alerts = counts.reduce((sum, one) => sum + (one[index] ?? 0), 0);
      return { ...writtenLevel(level), alerts, perWeek: perWeek(alerts) };
    }),
    suggestion: {
      ...file,
      alerts: choice.alerts,
      perWeek: perWeek(choice.alerts),
      perWeekRange: [perWeek(range.low), perWeek(range.high)],
    },
    hashtags,
    yaml: suggestYaml(file, hashtags),
  };
}

/** A hashtag must be listed where its level is not the file's, or where settings of its own would hide the file's. */
function suggestedHashtag(
  watch: Watch,
  watchlist: Watchlist,
  choice: Choice,
  index: number,
): Omit<SuggestedHashtag, 'now' | 'alerts'> {
  const level = choice.levels[index] ?? choice.level;
  const [mine, common] = [writtenLevel(watch), writtenLevel(watchlist)];
  const hasOwn = mine.sensitivity !== common.sensitivity || mine.threshold !== common.threshold;
  const { hashtag, rule } = watch;
  return { hashtag, rule, own: level !== choice.level || hasOwn, ...writtenLevel(levelAt(level)) };
}

function alertsByHashtag(
  watchlist: Watchlist,
  episodes: readonly ReplayedEpisode[],
  from: number,
): ReadonlyMap<string, number> {
  const groups = Map.groupBy(toldEpisodes({ watchlist, episodes }, from), ({ hashtag }) => hashtag);
  return new Map([...groups].map(([hashtag, own]) => [hashtag, own.length]));
}

function levelAt(index: number): Level {
  const level = LEVELS[index];
  if (level === undefined) throw new RangeError(`There is no level ${index}.`);
  return level;
}

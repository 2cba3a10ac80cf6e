import { isoUtc } from '../../text/time.ts';
import type { HourColumns } from '../history/hours.ts';
import type { PageEpisode } from '../schema/site.ts';
import { rateAt } from './rates.ts';

/**
 * An episode with its peak where the chart of its rates is highest. A run records when views came fastest for certain and
 * in percent, which is no place that readers would point at; it stays where the readings give no number or are too old.
 * @param now ms
 */
export function withSeenPeak(episode: PageEpisode, hours: HourColumns, now: number): PageEpisode {
  const from = Date.parse(episode.onset ?? episode.openedAt);
  const until = episode.endedAt === undefined ? now : Date.parse(episode.endedAt);
  if ((hours.at[0] ?? Number.POSITIVE_INFINITY) > from) return episode;
  let highest: { readonly at: number; readonly rate: number } | undefined;
  for (const [row, at] of hours.at.entries()) {
    if (at < from || at > until) continue;
    const rate = rateAt(hours, row)?.nominal;
    if (rate !== undefined && rate > (highest?.rate ?? 0)) highest = { at, rate };
  }
  return highest === undefined ? episode : { ...episode, peakAt: isoUtc(highest.at) };
}

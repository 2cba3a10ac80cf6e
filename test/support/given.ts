/** What the tests of the core begin with: instants in hours, counts, watches, samples, and a line of readings judged. */

import type { HashtagState } from '../../src/alerts/hashtag-state.ts';
import { type Judgement, judge } from '../../src/detector/judge.ts';
import { UNSEEN_HASHTAG } from '../../src/detector/tracked-hashtag.ts';
import type { Sample } from '../../src/readings/sample.ts';
import { inferStep } from '../../src/readings/step.ts';
import type { Count } from '../../src/readings/velocity.ts';
import type { Video } from '../../src/readings/video.ts';
import { HEALTH_DEFAULTS, type Watch } from '../../src/settings/settings.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import type { Watchlist } from '../../src/watchlist/watchlist.ts';

export const START = Date.parse('2026-11-23T10:00:00Z');

/** The instant so many hours after the start, to the second as a run's clock is. */
export function at(hours: number): number {
  return START + Math.round(hours * 3600) * (HOUR_MS / 3600);
}

export function count(hours: number, views: number): Count {
  return { at: at(hours), views, step: inferStep(views) };
}

export function watchOf(hashtag = 'booktok', more: Partial<Watch> = {}): Watch {
  return {
    hashtag,
    thresholdPercentPerHour: 10,
    rule: 'classic',
    sensitivity: 'balanced',
    cooldownHours: 0,
    notify: ['issues'],
    ...more,
  };
}

export function watchlistOf(watches: readonly Watch[], more: Partial<Watchlist> = {}): Watchlist {
  return {
    timezone: 'UTC',
    rule: 'classic',
    sensitivity: 'balanced',
    thresholdPercentPerHour: 10,
    channels: [{ type: 'issue', name: 'issues', labels: [], assignees: [] }],
    health: HEALTH_DEFAULTS,
    watches,
    ...more,
  };
}

export function sampleOf(hours: number, views: number, more: Partial<Sample> = {}): Sample {
  return { hashtag: 'booktok', at: at(hours), views, ...more };
}

/** A video posted so many hours after the start; most are negative. */
export function video(id: string, views: number, postedHours: number, more: Partial<Video> = {}): Video {
  return { id, views, postedAt: at(postedHours), creator: `creator${id}`, ...more };
}

/** Judges samples one after the other, each on top of what the one before left. */
export function play(
  samples: readonly Sample[],
  watch: Watch = watchOf(),
  known: HashtagState = UNSEEN_HASHTAG,
): readonly Judgement[] {
  const judgements: Judgement[] = [];
  for (const sample of samples) {
    judgements.push(judge(watch, judgements.at(-1)?.state ?? known, sample));
  }
  return judgements;
}

/**
 * The last judgement of a line of readings, written as hours and views: `0h 1,000,000 → 1.5h 1,140,000`.
 */
export function lastOf(line: string, watch?: Watch): Judgement {
  const readings = line.split(' → ').map((reading) => {
    const [hours = '', views = ''] = reading.split('h ');
    return sampleOf(Number(hours), Number(views.replaceAll(',', '')));
  });
  const last = play(readings, watch).at(-1);
  if (last === undefined) throw new RangeError('A line needs a reading.');
  return last;
}

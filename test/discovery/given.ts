import { companionHistory } from '../../src/discovery/companion-history.ts';
import type { CompanionLine } from '../../src/discovery/companion-line.ts';
import type { DiscoveryEvent } from '../../src/discovery/discovery.ts';
import { findCompanions } from '../../src/discovery/find-companions.ts';
import { observeCompanions } from '../../src/discovery/observe-companions.ts';
import type { Sample } from '../../src/readings/sample.ts';
import type { Video } from '../../src/readings/video.ts';
import { HOUR_MS } from '../../src/text/time.ts';

export const START = Date.parse('2026-11-02T00:00:00Z');

/** The instant of an hour of the record, ms. */
export const hour = (hours: number): number => START + hours * HOUR_MS;

let ids = 0;

/** A video with hashtags by a creator, posted half an hour before an hour of the record. */
export function post(
  at: number,
  creator: string,
  hashtags: readonly string[],
  more: Partial<Video> = {},
): Video {
  ids += 1;
  return {
    id: String(7_000_000_000 + ids),
    creator,
    postedAt: hour(at) - HOUR_MS / 2,
    views: 1000,
    hashtags,
    ...more,
  };
}

export function sample(at: number, hashtag: string, listing: readonly Video[]): Sample {
  return { hashtag, at: hour(at), views: 1_000_000, listing };
}

/** A record that runs go through hour by hour, with a listing of the last ten posts of each hashtag. */
export function record(watched: readonly string[], never: readonly string[] = []) {
  const lines: CompanionLine[] = [];
  const events: DiscoveryEvent[] = [];
  const listed = new Map<string, readonly Video[]>();
  return {
    lines,
    events,
    /** A run at an hour that finds these new videos under each hashtag. @returns what it finds */
    run: (at: number, news: Readonly<Record<string, readonly Video[]>>) => {
      const samples = watched.map((hashtag) => {
        listed.set(hashtag, [...(news[hashtag] ?? []), ...(listed.get(hashtag) ?? [])].slice(0, 10));
        return sample(at, hashtag, listed.get(hashtag) ?? []);
      });
      const names = new Set(watched);
      const line = observeCompanions(companionHistory(lines), lines, samples, names);
      if (line !== undefined) lines.push(line);
      const found = findCompanions(companionHistory(lines), {
        now: hour(at),
        watched: names,
        never,
        samples,
        events,
      });
      events.push(...found.map((discovery) => ({ kind: 'found' as const, ...discovery })));
      return found;
    },
  };
}

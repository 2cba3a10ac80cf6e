import type { BreakoutContext } from './breakout/judge.ts';
import { type Episode, withNormal } from './episode.ts';
import type { Event } from './event.ts';
import { EMPTY_MEMORY, type HashtagMemory, remember } from './memory.ts';
import type { Reading } from './reading.ts';
import { inferStep } from './step.ts';

/** Brings memories up to date from readings in the order they were recorded. Known ones change nothing. */
export function recall(
  memories: ReadonlyMap<string, HashtagMemory>,
  readings: Iterable<Reading>,
  contextOf?: (hashtag: string) => BreakoutContext,
): ReadonlyMap<string, HashtagMemory> {
  const recalled = new Map(memories);
  for (const reading of readings) {
    const { hashtag } = reading;
    recalled.set(hashtag, remember(recalled.get(hashtag) ?? EMPTY_MEMORY, reading, contextOf?.(hashtag)));
  }
  return recalled;
}

/** The episodes that are open at the end of a log, by hashtag. */
export function openEpisodes(events: Iterable<Event>): ReadonlyMap<string, Episode> {
  const open = new Map<string, Episode>();
  for (const event of events) {
    if (event.kind === 'over') open.delete(event.hashtag);
    if (event.kind !== 'opened') continue;
    const { episode, rule, openedAt, at, views, normal } = event.alert;
    const opened: Episode = {
      id: episode,
      rule,
      openedAt: Date.parse(openedAt),
      base: { at: Date.parse(views.beforeAt), views: views.base, step: inferStep(views.base) },
      peak: { at: Date.parse(at), views: views.peak, step: inferStep(views.peak) },
    };
    open.set(event.hashtag, rule === 'breakout' ? withNormal(opened, normal?.nominal) : opened);
  }
  return open;
}

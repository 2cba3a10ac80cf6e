import type { Alert } from './alert.ts';
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
    if (event.kind === 'opened' || event.kind === 'joined') open.set(event.hashtag, openedBy(event.alert));
    if (event.kind !== 'changed') continue;
    const episode = open.get(event.hashtag);
    if (episode !== undefined) open.set(event.hashtag, { ...episode, ...changedBy(event.alert) });
  }
  return open;
}

function openedBy(alert: Alert): Episode {
  const { episode, rule, openedAt, views, normal, leader } = alert;
  const opened: Episode = {
    id: episode,
    rule,
    openedAt: Date.parse(openedAt),
    base: { at: Date.parse(views.beforeAt), views: views.base, step: inferStep(views.base) },
    videos: [],
    ...(leader !== undefined && { leader }),
    ...changedBy(alert),
  };
  return rule === 'breakout' ? withNormal(opened, normal?.nominal) : opened;
}

function changedBy({ at, phase, fastest, classicAt, views }: Alert): Pick<Episode, 'peak' | 'pace'> {
  const open = phase === 'warming' || phase === 'over' ? 'breakout' : phase;
  const { percentPerHour, at: fastestAt } = fastest ?? { percentPerHour: 0, at };
  return {
    peak: { at: Date.parse(at), views: views.peak, step: inferStep(views.peak) },
    pace: { phase: open, fastest: { percentPerHour, at: Date.parse(fastestAt) } },
    ...(classicAt !== undefined && { classicAt: Date.parse(classicAt) }),
  };
}

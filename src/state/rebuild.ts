import type { Alert } from '../alerts/alert.ts';
import type { Event } from '../alerts/log-event.ts';
import type { Mute } from '../alerts/mute.ts';
import { type Episode, withBaseline } from '../detector/episode.ts';
import { EMPTY_MEMORY, type HashtagMemory, remember } from '../detector/memory.ts';
import type { SeasonPrior } from '../detector/momentum/season.ts';
import { type EarlierBreakouts, withBreakout } from '../detector/outlook.ts';
import type { TrackedHashtag } from '../detector/tracked-hashtag.ts';
import type { Reading } from '../readings/reading.ts';
import { inferStep } from '../readings/step.ts';

/**
 * Brings memories up to date from readings in the order they were recorded. Known ones change nothing.
 * @param seasonAt the rhythm of the day that hashtags shared at an instant, ms
 */
export function recall(
  memories: ReadonlyMap<string, HashtagMemory>,
  readings: Iterable<Reading>,
  seasonAt: (at: number) => SeasonPrior | undefined = () => undefined,
): ReadonlyMap<string, HashtagMemory> {
  const recalled = new Map(memories);
  for (const reading of readings) {
    const { hashtag, at } = reading;
    recalled.set(hashtag, remember(recalled.get(hashtag) ?? EMPTY_MEMORY, reading, seasonAt(at)));
  }
  return recalled;
}

/**
 * The episodes that are open at the end of a log, by hashtag. One that opens in the run that says `suppressed` of its
 * hashtag is silent: a growth that is not trusted opens none.
 */
export function openEpisodes(events: Iterable<Event>): ReadonlyMap<string, Episode> {
  const open = new Map<string, Episode>();
  const suppressed = new Map<string, number>();
  for (const event of events) {
    if (event.kind === 'suppressed') suppressed.set(event.hashtag, event.at);
    if (event.kind === 'over') open.delete(event.hashtag);
    if (event.kind === 'opened' || event.kind === 'joined') {
      const isSilent = suppressed.get(event.hashtag) === event.at;
      open.set(event.hashtag, { ...openedBy(event.alert), ...(isSilent && { silent: 'muted' as const }) });
    }
    if (event.kind !== 'changed') continue;
    const episode = open.get(event.hashtag);
    if (episode !== undefined) open.set(event.hashtag, { ...episode, ...changedBy(event.alert) });
  }
  return open;
}

/** The mutes that stand at the end of a log, by hashtag, on top of those `before` it. */
export function mutesAfter(
  events: Iterable<Event>,
  before: ReadonlyMap<string, Mute> = new Map(),
): ReadonlyMap<string, Mute> {
  const mutes = new Map(before);
  for (const event of events) {
    if (event.kind === 'muted') mutes.set(event.hashtag, event.mute);
    if (event.kind === 'unmuted') mutes.delete(event.hashtag);
    const isLifted = event.kind === 'over' && mutes.get(event.hashtag)?.until === 'cooled-off';
    if (isLifted) mutes.delete(event.hashtag);
  }
  return mutes;
}

/** The breakouts that a log tells the end of, by hashtag: when the last one cooled off, and how long they lasted with those `before` it. */
export function endedBreakouts(
  events: Iterable<Event>,
  before: (hashtag: string) => EarlierBreakouts | undefined,
): ReadonlyMap<string, Pick<TrackedHashtag, 'overAt' | 'earlier'>> {
  const ended = new Map<string, Pick<TrackedHashtag, 'overAt' | 'earlier'>>();
  for (const event of events) {
    if (event.kind !== 'over' || event.alert.end === 'unwatched') continue;
    const { hashtag, alert } = event;
    const at = Date.parse(alert.at);
    const known = ended.get(hashtag);
    const earlier = withBreakout(known?.earlier ?? before(hashtag), Date.parse(alert.openedAt), at);
    ended.set(hashtag, { ...known, ...(alert.end === 'cooled-off' && { overAt: at }), earlier });
  }
  return ended;
}

/** The ids of all notifications that a log tells the end of: they arrived, were given up, or went into a digest. */
export function settledIds(events: Iterable<Event>): ReadonlySet<string> {
  const settled = new Set<string>();
  for (const event of events) {
    if (event.kind === 'delivered' || event.kind === 'undelivered') settled.add(event.notification);
    if (event.kind === 'owed') for (const id of event.instead ?? []) settled.add(id);
  }
  return settled;
}

function openedBy(alert: Alert): Episode {
  const { episode, rule, openedAt, views, normal, leader, momentum, outlook } = alert;
  const usualPerHour = rule === 'breakout' ? momentum?.usualPerHour : undefined;
  const opened: Episode = {
    id: episode,
    rule,
    openedAt: Date.parse(openedAt),
    base: { at: Date.parse(views.beforeAt), views: views.base, step: inferStep(views.base) },
    videos: [],
    ...(usualPerHour !== undefined && { usualPerHour }),
    ...(outlook !== undefined && { outlook }),
    ...(leader !== undefined && { leader }),
    ...changedBy(alert),
  };
  return withBaseline(opened, normal);
}

function changedBy(alert: Alert): Pick<Episode, 'peak' | 'pace' | 'classicAt' | 'moves'> {
  const { at, phase, fastest, classicAt, views, moves } = alert;
  const open = phase === 'warming' || phase === 'over' ? 'breakout' : phase;
  const { percentPerHour, at: fastestAt } = fastest ?? { percentPerHour: 0, at };
  return {
    peak: { at: Date.parse(at), views: views.peak, step: inferStep(views.peak) },
    pace: { phase: open, fastest: { percentPerHour, at: Date.parse(fastestAt) } },
    ...(classicAt !== undefined && { classicAt: Date.parse(classicAt) }),
    ...(moves !== undefined && { moves }),
  };
}

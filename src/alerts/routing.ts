import type { Judgement } from '../detector/judge.ts';
import { issueChannels, type Settings } from '../settings/settings.ts';
import { HOUR_MS, isoUtc } from '../text/time.ts';
import type { Alert, EpisodeRef } from './alert.ts';
import type { HashtagStates } from './alert-state.ts';
import { alertOf } from './build-alert.ts';
import { withOpen } from './grouping.ts';
import type { HashtagState } from './hashtag-state.ts';
import type { Event } from './log-event.ts';

/** An alert, and the channels that get it. */
export interface RoutedAlert {
  readonly alert: Alert;
  readonly notify: readonly string[];
}

/**
 * An episode that opens while its hashtag is muted, or in the cooldown after the one before, is recorded and kept silent
 * for as long as it lasts.
 */
export function markSilent(judgement: Judgement, before: HashtagState | undefined): Judgement {
  const { change, watch, reading } = judgement;
  if (!change.opened || change.open === undefined) return judgement;
  if (before?.mute !== undefined) return withOpen(judgement, { ...change.open, silent: 'muted' });
  const cooledAt = before?.overAt;
  const cools = cooledAt !== undefined && reading.at < cooledAt + watch.cooldownHours * HOUR_MS;
  return cools ? withOpen(judgement, { ...change.open, silent: 'cooldown' }) : judgement;
}

/**
 * Who is notified of each alert of a run: nobody, while the hashtag is muted or its episode silent. Of hashtags that broke out
 * in the same run for the same videos the leader's alert tells, and names the others.
 * @param known what was known of the hashtags before the run, with what people did since
 */
export function route(
  judgements: readonly Judgement[],
  watchlist: Settings,
  known: HashtagStates,
): readonly RoutedAlert[] {
  const staying = issueChannels(watchlist);
  const isStaying = (channel: string): boolean => staying.includes(channel);
  const opened = new Set(
    judgements.flatMap(({ change }) => (change.opened && change.open !== undefined ? [change.open.id] : [])),
  );
  const companions = new Map<string, EpisodeRef[]>();
  for (const { watch, change } of judgements) {
    const leader = change.opened ? change.open?.leader?.episode : undefined;
    if (leader === undefined || change.open === undefined || !opened.has(leader)) continue;
    const named = { hashtag: watch.hashtag, episode: change.open.id };
    companions.set(leader, [...(companions.get(leader) ?? []), named]);
  }
  return judgements.flatMap((judgement) => {
    const alert = alertOf(judgement);
    if (alert === undefined) return [];
    const { change, watch } = judgement;
    const mute = known.get(watch.hashtag)?.mute;
    const episode = change.open ?? change.ended?.episode;
    const toldByLeader =
      alert.kind === 'opened' && alert.leader !== undefined && opened.has(alert.leader.episode);
    // A mute for a time leaves the issue open: its end still closes it.
    const endsMuted = mute !== undefined && mute.by !== 'closing' && alert.kind === 'over';
    const silent = episode?.silent !== undefined || (mute !== undefined && !endsMuted);
    const joined = alert.kind === 'opened' && alert.leader !== undefined;
    const together = companions.get(alert.episode);
    return [
      {
        alert: {
          ...alert,
          ...(joined && { kind: 'joined' as const }),
          ...(together !== undefined && { together }),
        },
        notify:
          toldByLeader || silent || !isWorthAMessage(alert)
            ? []
            : endsMuted
              ? watch.notify.filter(isStaying)
              : watch.notify,
      },
    ];
  });
}

/** An opening has said so already that a hashtag grows strongly at the reading after it. */
const SAID_AT_OPENING_MS = 1.5 * HOUR_MS;

/**
 * Of the changes of phase only growth is worth a message: a second wave, and `strong` where the opening did not show it
 * yet. That a breakout slows down stands in its issue, and the next message is its end.
 */
function isWorthAMessage({ kind, phase, at, openedAt }: Alert): boolean {
  if (kind !== 'changed' || phase === 'breakout') return true;
  return phase === 'strong' && Date.parse(at) - Date.parse(openedAt) > SAID_AT_OPENING_MS;
}

/** What was not told although a rule fired, with the reason. */
export function suppressionEvents(
  judgement: Judgement,
  before: HashtagState | undefined,
  now: number,
): readonly Event[] {
  const { change, verdict, watch } = judgement;
  const suppressed = (reason: string): readonly Event[] => [
    { kind: 'suppressed', at: now, hashtag: watch.hashtag, reason },
  ];
  if (verdict.kind === 'suppressed') return suppressed(verdict.reason);
  if (!change.opened) return [];
  switch (change.open?.silent) {
    case 'muted':
      return suppressed('breaking out, but a person has muted it');
    case 'cooldown': {
      const until = (before?.overAt ?? 0) + watch.cooldownHours * HOUR_MS;
      return suppressed(`breaking out again, but cooldown until ${isoUtc(until)}`);
    }
    case undefined:
      return [];
  }
}

import { ongoingAlert } from '../alerts/build-alert.ts';
import { withFound } from '../alerts/found-beside.ts';
import { episodesOf } from '../alerts/outbox.ts';
import type { OpenEpisode, OpenIssueReport, Sink } from '../channels/channel/sink.ts';
import { healthChannels } from '../settings/settings.ts';
import type { State } from '../state/state.ts';
import { DAY_MS, isoUtc } from '../text/time.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import type { RunOutcome } from './judge-run.ts';

/** The messages that stay, such as issues: what people did with them is read first, how things stand is written last. */

type Sinks = ReadonlyMap<string, Sink>;

/** What people did with the messages of open episodes. Nobody is asked while none is open. */
export async function readOpenIssues(
  state: State,
  watchlist: Watchlist,
  sinks: Sinks,
): Promise<OpenIssueReport> {
  const stories = new Map<string, OpenEpisode[]>();
  const add = (channels: readonly string[], story: OpenEpisode): void => {
    for (const channel of channels) stories.set(channel, [...(stories.get(channel) ?? []), story]);
  };
  for (const { hashtag, notify } of watchlist.watches) {
    const episode = state.hashtags.get(hashtag)?.episode;
    if (episode === undefined || episode.silent !== undefined) continue;
    const { id, openedAt, leader } = episode;
    const story = {
      hashtag,
      episode: id,
      openedAt: isoUtc(openedAt),
      ...(leader !== undefined && { leader }),
    };
    add(notify, story);
  }
  for (const { notice } of state.health.stories) {
    add(healthChannels(watchlist), { episode: notice.story, openedAt: notice.openedAt });
  }
  const openIssues = await Promise.all(
    [...stories].map(async ([channel, told]) => readSafely(channel, sinks.get(channel), told)),
  );
  return {
    statuses: openIssues.flatMap(({ statuses }) => statuses),
    warnings: openIssues.flatMap(({ warnings }) => warnings),
  };
}

/** Whatever a channel stumbles over costs its own answer only: a run never fails because of it. */
async function readSafely(
  channel: string,
  sink: Sink | undefined,
  told: readonly OpenEpisode[],
): Promise<OpenIssueReport> {
  try {
    return (await sink?.openMessages?.readStatuses(told)) ?? SILENCE;
  } catch (error) {
    return {
      statuses: [],
      warnings: [unforeseen(channel, 'What people did with its messages is not known', error)],
    };
  }
}

function unforeseen(channel: string, effect: string, error: unknown): string {
  const what = error instanceof Error ? error.name : 'an unknown error';
  return `The channel ${channel} met something unforeseen (${what}). ${effect}.`;
}

const SILENCE: OpenIssueReport = { statuses: [], warnings: [] };

/**
 * Closes the messages of episodes that the records no longer hold, once a UTC day: at other times it would only cost.
 * @returns what went wrong, in whole sentences
 */
export async function closeOrphans(
  { hashtags, outbox, health }: State,
  sinks: Sinks,
  { before, now }: { readonly before: State; readonly now: number },
): Promise<readonly string[]> {
  const { at = 0 } = before;
  const isFirstEver = before.hashtags.size === 0;
  if (isFirstEver || Math.floor(at / DAY_MS) === Math.floor(now / DAY_MS)) return [];
  const known = new Set([
    ...[...hashtags.values()].flatMap(({ episode }) => episode?.id ?? []),
    ...health.stories.map(({ notice }) => notice.story),
    ...outbox.flatMap((notification) => episodesOf(notification)),
  ]);
  const warnings: string[] = [];
  for (const [channel, { openMessages }] of sinks) {
    try {
      warnings.push(...((await openMessages?.closeOrphans(known, now)) ?? []));
    } catch (error) {
      warnings.push(unforeseen(channel, 'Messages that nothing more comes to were left open', error));
    }
  }
  return warnings;
}

/** Brings the messages of open episodes up to date. @returns what went wrong, in whole sentences */
export async function refreshOpenIssues(
  { judgements, state }: Pick<RunOutcome, 'judgements' | 'state'>,
  watchlist: Watchlist,
  sinks: Sinks,
): Promise<readonly string[]> {
  const stories = state.health.stories.flatMap(({ notice, mute }) =>
    mute?.by === 'closing' ? [] : [notice],
  );
  const watched = new Set(watchlist.watches.map(({ hashtag }) => hashtag));
  const warnings: string[] = [];
  for (const [channel, { openMessages }] of sinks) {
    if (openMessages === undefined) continue;
    const statuses = judgements
      .filter(({ watch, state }) => watch.notify.includes(channel) && state.episode?.silent === undefined)
      .flatMap((judgement) => ongoingAlert(judgement) ?? [])
      .map((alert) => withFound(alert, state.discovery, watched));
    const health = healthChannels(watchlist).includes(channel) ? stories : [];
    if (statuses.length + health.length === 0) continue;
    try {
      warnings.push(...(await openMessages.refresh(statuses, health)));
    } catch (error) {
      warnings.push(unforeseen(channel, 'Its messages could not be brought up to date', error));
    }
  }
  return warnings;
}

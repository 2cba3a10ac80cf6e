import { standingOf } from '../alerts/build-alert.ts';
import type { Heard, OpenStory, Sink } from '../channels/channel/sink.ts';
import type { Judgement } from '../detector/judge.ts';
import type { State } from '../state/state.ts';
import { isoUtc } from '../text/time.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';

/** The messages that stay, such as issues: what people did with them is read first, how things stand is written last. */

type Sinks = ReadonlyMap<string, Sink>;

/** What people did with the messages of open episodes. Nobody is asked while none is open. */
export async function listen(state: State, watchlist: Watchlist, sinks: Sinks): Promise<Heard> {
  const stories = new Map<string, OpenStory[]>();
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
    for (const channel of notify) stories.set(channel, [...(stories.get(channel) ?? []), story]);
  }
  const heard = await Promise.all(
    [...stories].map(([channel, told]) => sinks.get(channel)?.living?.listen(told) ?? SILENCE),
  );
  return {
    standings: heard.flatMap(({ standings }) => standings),
    warnings: heard.flatMap(({ warnings }) => warnings),
  };
}

const SILENCE: Heard = { standings: [], warnings: [] };

/** Brings the messages of open episodes up to date. @returns what went wrong, in whole sentences */
export async function refresh(judgements: readonly Judgement[], sinks: Sinks): Promise<readonly string[]> {
  const warnings: string[] = [];
  for (const [channel, { living }] of sinks) {
    if (living === undefined) continue;
    const standings = judgements
      .filter(({ watch, state }) => watch.notify.includes(channel) && state.episode?.silent === undefined)
      .flatMap((judgement) => standingOf(judgement) ?? []);
    if (standings.length > 0) warnings.push(...(await living.refresh(standings)));
  }
  return warnings;
}

import type { HashtagState } from './hashtag-state.ts';
import type { Event } from './log-event.ts';
import type { IssueStatus, Mute } from './mute.ts';

/**
 * A hashtag's state under what its issue says, whose word counts: a closed issue mutes the episode, an opened one lifts
 * that again, and so does whoever takes back a mute for a time. Where no issue answers, a mute stands until its time is up.
 */
export function applyMute(state: HashtagState, standing: IssueStatus | undefined, now: number): HashtagState {
  const { mute, ...rest } = state;
  if (mute === undefined && standing?.mute === undefined) return state;
  const isHeard = standing !== undefined && standing.episode === state.episode?.id;
  return withMute(rest, lastingMute(isHeard ? standing.mute : mute, now));
}

/** A mute that stands at `now` (ms). */
export function lastingMute(mute: Mute | undefined, now: number): Mute | undefined {
  return mute !== undefined && (mute.until === 'cooled-off' || mute.until > now) ? mute : undefined;
}

/** A hashtag's state after its episode is over: a mute until then ends with it. */
export function liftAfterEpisode(state: HashtagState): HashtagState {
  const { mute, ...rest } = state;
  return withMute(rest, mute?.until === 'cooled-off' ? undefined : mute);
}

/** What the log says of mutes that a run met or lifted. */
export function muteEvents(
  before: ReadonlyMap<string, HashtagState>,
  after: ReadonlyMap<string, HashtagState>,
  now: number,
): readonly Event[] {
  return [...after].flatMap(([hashtag, { mute }]): readonly Event[] => {
    const known = before.get(hashtag)?.mute;
    if (mute === undefined) return known === undefined ? [] : [{ kind: 'unmuted', at: now, hashtag }];
    const same = known !== undefined && known.until === mute.until && known.by === mute.by;
    return same ? [] : [{ kind: 'muted', at: now, hashtag, mute }];
  });
}

function withMute(state: HashtagState, mute: Mute | undefined): HashtagState {
  return mute === undefined ? state : { ...state, mute };
}

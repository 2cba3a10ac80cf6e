import type { HashtagState } from './hashtag-state.ts';
import type { IssueStanding, Mute } from './mute.ts';

/**
 * A hashtag's state under what its issue says. A closed issue mutes the episode, an opened one lifts that again; a mute
 * for a time stands until its time is up, whatever happens to the issue.
 */
export function heed(state: HashtagState, standing: IssueStanding | undefined, now: number): HashtagState {
  const { mute, ...rest } = state;
  const lasting = mute !== undefined && (mute.until === 'cooled-off' || mute.until > now) ? mute : undefined;
  if (standing === undefined || standing.episode !== state.episode?.id) return withMute(rest, lasting);
  const lifted = lasting?.by === 'closing' ? undefined : lasting;
  return withMute(rest, standing.mute ?? lifted);
}

/** A hashtag's state after its episode is over: a mute until then ends with it. */
export function liftAfterEpisode(state: HashtagState): HashtagState {
  const { mute, ...rest } = state;
  return withMute(rest, mute?.until === 'cooled-off' ? undefined : mute);
}

function withMute(state: HashtagState, mute: Mute | undefined): HashtagState {
  return mute === undefined ? state : { ...state, mute };
}

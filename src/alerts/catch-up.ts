import { type Alert, isOpening } from './alert.ts';
import type { Notification } from './outbox.ts';

/** A notification of one alert. */
export type AlertNotification = Extract<Notification, { readonly kind: 'alert' }>;

/** Whether a channel heard nothing of an episode that began and ended meanwhile. */
export function cameAndWent(story: readonly AlertNotification[]): boolean {
  const [first] = story;
  return first !== undefined && isOpening(first.alert) && story.at(-1)?.alert.kind === 'over';
}

/**
 * One alert instead of all that a channel is owed of an episode: how the episode stands now. An episode that is still
 * open is news of an opening, whatever phase it has reached since. The hashtags that the opening named stay named.
 * @param story what is owed, the oldest first
 * @param current how the episode stands at this run; undefined where it is over, or its hashtag was not sampled
 * @throws {RangeError} on an empty story
 */
export function catchUp(story: readonly AlertNotification[], current: Alert | undefined): Alert {
  const first = story[0]?.alert;
  const last = story.at(-1)?.alert;
  if (first === undefined || last === undefined) throw new RangeError('A story has at least one alert.');
  if (last.kind === 'over') return withCompanions(last, first);
  const { phaseBefore: _, ...now } = current ?? last;
  if (isOpening(first)) return withCompanions({ ...now, kind: first.kind }, first);
  const { phaseBefore } = first;
  return { ...now, kind: 'changed', ...(phaseBefore !== undefined && { phaseBefore }) };
}

function withCompanions(alert: Alert, { together }: Alert): Alert {
  return together === undefined ? alert : { ...alert, together };
}

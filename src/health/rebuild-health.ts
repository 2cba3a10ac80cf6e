import type { HealthNotice } from '../alerts/health-notice.ts';
import type { Event } from '../alerts/log-event.ts';
import type { Mute } from '../alerts/mute.ts';
import { EMPTY_HEALTH, type HealthMemory } from './memory.ts';

/** What a log tells of the runs' own health: the stories that are open at its end, with their mutes. The rest is learnt again. */
export function healthAfter(log: Iterable<Event>): HealthMemory {
  const open = new Map<string, HealthNotice>();
  const mutes = new Map<string, Mute>();
  for (const event of log) {
    if (event.kind === 'health-muted') mutes.set(event.story, event.mute);
    if (event.kind === 'health-unmuted') mutes.delete(event.story);
    if (event.kind !== 'health') continue;
    const { notice } = event;
    if (notice.kind === 'over') open.delete(notice.story);
    else open.set(notice.story, { ...notice, kind: 'opened' });
  }
  if (open.size === 0) return EMPTY_HEALTH;
  const stories = [...open.values()].map((notice) => {
    const mute = mutes.get(notice.story);
    return { notice, ...(mute !== undefined && { mute }) };
  });
  return { ...EMPTY_HEALTH, stories };
}

import type { HealthNews } from '../alerts/health-news.ts';
import type { HealthNotice } from '../alerts/health-notice.ts';
import type { Event } from '../alerts/log-event.ts';
import type { Notification } from '../alerts/outbox.ts';
import { healthChannels, issueChannels, type Settings } from '../settings/settings.ts';
import type { HealthJudgement, StoryNews } from './judge-health.ts';
import type { HealthMemory } from './memory.ts';

/** What people are owed of the run's own health. @param now instant of the run, ms */
export function healthNews(
  { memory, news }: HealthJudgement,
  settings: Pick<Settings, 'channels' | 'health'>,
  now: number,
): HealthNews {
  return {
    owed: news.flatMap((one) =>
      recipients(one, settings).map((channel) => notificationOf(one.notice, channel, now)),
    ),
    current: new Map(memory.stories.map(({ notice }) => [notice.story, notice])),
    muted: new Set(memory.stories.flatMap(({ notice, mute }) => (mute === undefined ? [] : [notice.story]))),
  };
}

/** The lines that a run's own health adds to the log. @param before as the run before left it */
export function healthEvents(
  before: HealthMemory,
  { memory, news }: HealthJudgement,
  now: number,
): readonly Event[] {
  const mutes = memory.stories.flatMap(({ notice: { story }, mute }): readonly Event[] => {
    const known = before.stories.find(({ notice }) => notice.story === story)?.mute;
    if (mute === undefined) return known === undefined ? [] : [{ kind: 'health-unmuted', at: now, story }];
    const isSame = known !== undefined && known.until === mute.until && known.by === mute.by;
    return isSame ? [] : [{ kind: 'health-muted', at: now, story, mute }];
  });
  return [...mutes, ...news.map(({ notice }): Event => ({ kind: 'health', at: now, notice }))];
}

/** Nobody, of a story that a person has closed; of one that is muted for a time the issues only, which its end closes. */
function recipients(
  { notice, mute }: StoryNews,
  { channels, health }: Pick<Settings, 'channels' | 'health'>,
): readonly string[] {
  const all = healthChannels({ channels, health });
  if (mute === undefined) return all;
  if (notice.kind !== 'over' || mute.by === 'closing') return [];
  const staying = issueChannels({ channels });
  return all.filter((name) => staying.includes(name));
}

/** What one channel is owed of a notice. @param now ms */
export function notificationOf(notice: HealthNotice, channel: string, now: number): Notification {
  return {
    kind: 'health',
    id: `${notice.story}/${notice.kind}/${channel}`,
    channel,
    owedAt: now,
    attempts: 0,
    nextAttemptAt: now,
    notice,
  };
}

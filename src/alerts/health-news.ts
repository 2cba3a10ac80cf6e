import type { HealthNotice } from './health-notice.ts';
import type { Notification } from './outbox.ts';

/** What a run owes people about its own health. */
export interface HealthNews {
  readonly owed: readonly Notification[];
  /** The open stories as they stand at this run, by id. */
  readonly current: ReadonlyMap<string, HealthNotice>;
  /** Stories that people have muted. */
  readonly muted: ReadonlySet<string>;
}

export const NO_HEALTH_NEWS: HealthNews = { owed: [], current: new Map(), muted: new Set() };

type HealthNotification = Extract<Notification, { readonly kind: 'health' }>;

/** Whether it is news of a story that a person has muted since. The end is wanted all the same: it closes an issue. */
export function isUnwanted(notification: Notification, { muted }: HealthNews): boolean {
  if (notification.kind !== 'health') return false;
  const { kind, story } = notification.notice;
  return kind !== 'over' && muted.has(story);
}

/** An end that tells its story from the beginning, with the ids of the notifications that it stands for. */
interface WholeStory {
  readonly notification: HealthNotification;
  readonly instead: readonly string[];
}

/**
 * An outbox in which nothing about health is stale: what waits of an open story says how it stands now, and of a story
 * that is over only its end is left, which tells the whole of it.
 * @param now instant of the run, ms: what another run has claimed is left as it is
 */
export function withCurrentHealth(
  outbox: readonly Notification[],
  { current }: HealthNews,
  now: number,
): { readonly outbox: readonly Notification[]; readonly ends: readonly WholeStory[] } {
  const waiting = outbox.filter(
    (one): one is HealthNotification => one.kind === 'health' && one.nextAttemptAt <= now,
  );
  const ends = [...Map.groupBy(waiting, ({ channel, notice }) => `${channel}/${notice.story}`).values()]
    .map((story) => ({ end: story.find(({ notice }) => notice.kind === 'over'), story }))
    .flatMap(({ end, story }) =>
      end === undefined || story.length === 1
        ? []
        : [{ notification: end, instead: story.filter((one) => one !== end).map(({ id }) => id) }],
    );
  const gone = new Set(ends.flatMap(({ instead }) => instead));
  return {
    outbox: outbox
      .filter(({ id }) => !gone.has(id))
      .map((one) => (one.kind === 'health' && one.nextAttemptAt <= now ? upToDate(one, current) : one)),
    ends,
  };
}

function upToDate(one: HealthNotification, current: ReadonlyMap<string, HealthNotice>): HealthNotification {
  const standing = current.get(one.notice.story);
  if (one.notice.kind === 'over' || standing === undefined) return one;
  return { ...one, notice: { ...standing, kind: one.notice.kind } };
}

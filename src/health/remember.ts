import type { Settlement } from '../alerts/outbox.ts';
import { HOUR_MS } from '../text/time.ts';
import { withRun } from './days.ts';
import { type HealthEvidence, hasUnknownShape, ownFailures, unreadableAnswers } from './evidence.ts';
import type { ChannelTrouble, HealthMemory, Silence, Streak, StreakCause } from './memory.ts';

/** What is remembered after a run, but for its stories. */
export function rememberRun(memory: HealthMemory, evidence: HealthEvidence): HealthMemory {
  const { now, settings } = evidence;
  const { ranAt, steadySince = now } = memory;
  const isLongSilence = ranAt !== undefined && now - ranAt > settings.noRunHours * HOUR_MS;
  return {
    ...memory,
    silences: silencesAfter(memory, evidence),
    channels: channelsAfter(memory, evidence),
    streaks: streaksAfter(memory, evidence),
    ...withRun(memory, evidence),
    ranAt: now,
    steadySince: isLongSilence ? now : steadySince,
  };
}

function silencesAfter({ silences }: HealthMemory, evidence: HealthEvidence): HealthMemory['silences'] {
  const { now, read, lastReadAt } = evidence;
  const after = new Map([...silences].filter(([hashtag]) => lastReadAt.has(hashtag)));
  for (const hashtag of read) after.delete(hashtag);
  for (const { hashtag, code, likely } of ownFailures(evidence)) {
    const before = after.get(hashtag);
    const name = likely ?? before?.likely;
    const silence: Silence = {
      since: before?.since ?? lastReadAt.get(hashtag) ?? now,
      from: before?.from ?? now,
      misses: (before?.misses ?? 0) + 1,
      code,
      ...(name !== undefined && { likely: name }),
    };
    after.set(hashtag, silence);
  }
  return after;
}

/** A channel that cannot be tried is known before it is owed anything; one that can be again is no longer. */
function channelsAfter(
  { channels }: HealthMemory,
  { now, channels: known }: HealthEvidence,
): HealthMemory['channels'] {
  return new Map(
    [...known].flatMap(([name, problem]): readonly (readonly [string, ChannelTrouble])[] => {
      const before = channels.get(name);
      if (problem !== undefined)
        return [[name, { since: before?.since ?? now, message: problem, kind: 'set-up' }]];
      return before === undefined || before.kind === 'set-up' ? [] : [[name, before]];
    }),
  );
}

/** What is remembered after a round of deliveries at `now`, ms. */
export function rememberDeliveries(
  memory: HealthMemory,
  { delivered, postponed, undelivered }: Settlement,
  now: number,
): HealthMemory {
  const channels = new Map(memory.channels);
  const trouble = (name: string, message: string, kind: ChannelTrouble['kind']): void => {
    const before = channels.get(name);
    channels.set(name, {
      since: before?.since ?? now,
      message,
      kind: before?.kind === 'given-up' ? 'given-up' : kind,
    });
  };
  for (const { notification, message } of postponed) trouble(notification.channel, message, 'failing');
  for (const { notification, message } of undelivered) trouble(notification.channel, message, 'given-up');
  for (const { notification } of delivered) channels.delete(notification.channel);
  return { ...memory, channels };
}

function streaksAfter({ streaks }: HealthMemory, evidence: HealthEvidence): HealthMemory['streaks'] {
  const after = (Object.entries(LOOKS) as readonly (readonly [StreakCause, Look])[]).flatMap(
    ([cause, look]): readonly (readonly [StreakCause, Streak])[] => {
      const before = streaks[cause];
      const seen = look(evidence);
      if (seen === 'not seen') return before === undefined ? [] : [[cause, before]];
      if (seen === 'over') return [];
      const { since = evidence.now, runs = 0 } = before ?? {};
      return [[cause, { since, runs: runs + 1, message: seen.message }]];
    },
  );
  return Object.fromEntries(after);
}

/** Whether it is so at a run; `not seen`: the run does not tell. */
type Look = (evidence: HealthEvidence) => { readonly message: string } | 'over' | 'not seen';

const LOOKS: Readonly<Record<StreakCause, Look>> = {
  'cut-short': ({ stopped, read }) => {
    if (stopped?.code === 'out-of-time') return stopped;
    return read.length > 0 ? 'over' : 'not seen';
  },
  key: ({ stopped, read }) => {
    if (stopped?.code === 'key-refused') return stopped;
    return read.length > 0 ? 'over' : 'not seen';
  },
  'unknown-shape': (evidence) => {
    const [first] = unreadableAnswers(evidence.failures);
    if (first !== undefined && hasUnknownShape(evidence)) return first;
    return evidence.read.length > 0 ? 'over' : 'not seen';
  },
};

import { KINDS, type MonthKind, type MonthMessage } from './message.ts';

/** How many messages a channel sent, and how long they were. */
export interface ChannelCount {
  readonly channel: string;
  readonly byKind: Readonly<Record<MonthKind, number>>;
  readonly total: number;
  /** Words that people see, over all messages. */
  readonly words: number;
}

/** Counts in the order of `channels`, those without a message included. */
export function countsOf(
  messages: readonly MonthMessage[],
  channels: readonly string[],
): readonly ChannelCount[] {
  return channels.map((channel) => {
    const sent = messages.filter((message) => message.channel === channel);
    const count = (kind: MonthKind): number => sent.filter((message) => message.kind === kind).length;
    return {
      channel,
      byKind: {
        opened: count('opened'),
        joined: count('joined'),
        changed: count('changed'),
        over: count('over'),
        held: count('held'),
        week: count('week'),
        health: count('health'),
        other: count('other'),
      },
      total: sent.length,
      words: sent.reduce((sum, { text }) => sum + wordsIn(text), 0),
    };
  });
}

/** The kinds that have any message at all, in their order. */
export function kindsIn(counts: readonly ChannelCount[]): typeof KINDS {
  return KINDS.filter(([kind]) => counts.some(({ byKind }) => byKind[kind] > 0));
}

function wordsIn(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

import type { Alert } from '../alerts/alert.ts';
import type { Digest } from '../alerts/digest.ts';
import type { Message } from '../alerts/outbox.ts';
import type { ChannelType } from '../channels/registry.ts';
import type { MessageView } from './view/message-view.ts';

/** What a message is about. `other`: an answer to a person, or a kind that came later. */
export type MonthKind = Alert['kind'] | Digest['kind'] | 'health' | 'other';

/** Kinds in the order in which pages show them, with the words for one and for several. */
export const KINDS: readonly (readonly [kind: MonthKind, one: string, many: string])[] = [
  ['opened', 'Opening', 'Openings'],
  ['joined', 'Opening with another', 'Openings with another'],
  ['changed', 'Phase change', 'Phase changes'],
  ['over', 'End', 'Ends'],
  ['held', 'Digest', 'Digests'],
  ['week', 'Weekly digest', 'Weekly digests'],
  ['health', 'Health notice', 'Health notices'],
  ['other', 'Other message', 'Other messages'],
];

/** One message of one channel, as people get it. */
export interface MonthMessage extends MessageView {
  /** Instant of the run that sent it, ms. */
  readonly at: number;
  /** The channel's name in the watchlist. */
  readonly channel: string;
  readonly type: ChannelType;
  readonly kind: MonthKind;
  readonly hashtags: readonly string[];
  readonly episodes: readonly string[];
  /** The issue that it stands in; on GitHub alone. */
  readonly issue?: number;
  readonly payload: unknown;
}

/** What a notification is about. */
export function subjectOf(message: Message): Pick<MonthMessage, 'kind' | 'hashtags' | 'episodes'> {
  if (message.kind === 'alert') {
    const { kind, hashtag, episode } = message.alert;
    return { kind, hashtags: [hashtag], episodes: [episode] };
  }
  if (message.kind === 'health') return { kind: 'health', hashtags: [], episodes: [] };
  const { digest } = message;
  const told = digest.kind === 'held' ? digest.alerts : digest.episodes;
  return {
    kind: digest.kind,
    hashtags: [...new Set(told.map(({ hashtag }) => hashtag))],
    episodes: [...new Set(told.map(({ episode }) => episode))],
  };
}

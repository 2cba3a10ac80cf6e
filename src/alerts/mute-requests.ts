import { isoUtc } from '../text/time.ts';
import type { Mute } from './mute.ts';
import type { MuteCommand } from './mute-command.ts';

/** What a person asked for at an issue, and when. */
export interface Wish {
  /** Names it among the wishes at its issue: of the comment, or of the event that set the label. */
  readonly id: string;
  readonly by: 'label' | 'comment';
  /** Instant, ms. A mute for a time counts from here. */
  readonly at: number;
  readonly person?: string;
  readonly command: MuteCommand;
}

/** What becomes of a wish, as its person is told. */
export type Answer =
  | { readonly kind: 'muted'; readonly wish: Wish; readonly until: number }
  | { readonly kind: 'unmuted'; readonly wish: Wish }
  | { readonly kind: 'unclear'; readonly wish: Wish; readonly said: string };

/** The mute that wishes ask for: the last one that can be followed counts. It may have run out already. */
export function muteWished(wishes: readonly Wish[]): Mute | undefined {
  const clear = wishes.filter(({ command }) => command.kind !== 'unclear').toSorted((a, b) => a.at - b.at);
  const last = clear.at(-1);
  if (last?.command.kind !== 'mute') return undefined;
  const { at, by, person, command } = last;
  return { until: at + command.durationMs, by, ...(person !== undefined && { person }) };
}

/** What a person is told of a wish. */
export function answerTo(wish: Wish): Answer {
  const { command } = wish;
  switch (command.kind) {
    case 'mute':
      return { kind: 'muted', wish, until: wish.at + command.durationMs };
    case 'unmute':
      return { kind: 'unmuted', wish };
    case 'unclear':
      return { kind: 'unclear', wish, said: command.said };
  }
}

/** What stands in the hidden line of an answer. A comment that was edited to ask for another time is answered anew. */
export function answerName(answer: Answer): string {
  const until = answer.kind === 'muted' ? ` ${isoUtc(answer.until)}` : '';
  return `${answer.wish.id} ${answer.kind}${until}`;
}

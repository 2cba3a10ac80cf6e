import { isoUtc } from '../text/time.ts';
import type { Mute } from './mute.ts';
import type { MuteCommand } from './mute-command.ts';

/** What a person asked for at an issue, and when. */
export interface MuteRequest {
  /** Names it among the requests at its issue: of the comment, or of the event that set the label. */
  readonly id: string;
  readonly by: 'label' | 'comment';
  /** Instant, ms. A mute for a time counts from here. */
  readonly at: number;
  readonly person?: string;
  readonly command: MuteCommand;
}

/** What becomes of a request, as its author reads it. */
export type MuteAnswer =
  | { readonly kind: 'muted'; readonly request: MuteRequest; readonly until: number }
  | { readonly kind: 'unmuted'; readonly request: MuteRequest }
  | { readonly kind: 'unclear'; readonly request: MuteRequest; readonly said: string };

/** The mute that requests ask for: the last one that can be followed counts. It may have run out already. */
export function requestedMute(requests: readonly MuteRequest[]): Mute | undefined {
  const clear = requests.filter(({ command }) => command.kind !== 'unclear').toSorted((a, b) => a.at - b.at);
  const last = clear.at(-1);
  if (last?.command.kind !== 'mute') return undefined;
  const { at, by, person, command } = last;
  return { until: at + command.durationMs, by, ...(person !== undefined && { person }) };
}

/** What the author of a request reads. */
export function answerTo(request: MuteRequest): MuteAnswer {
  const { command } = request;
  switch (command.kind) {
    case 'mute':
      return { kind: 'muted', request, until: request.at + command.durationMs };
    case 'unmute':
      return { kind: 'unmuted', request };
    case 'unclear':
      return { kind: 'unclear', request, said: command.said };
  }
}

/** What stands in the hidden line of an answer. A comment that was edited to ask for another time is answered again. */
export function answerName(answer: MuteAnswer): string {
  const until = answer.kind === 'muted' ? ` ${isoUtc(answer.until)}` : '';
  return `${answer.request.id} ${answer.kind}${until}`;
}

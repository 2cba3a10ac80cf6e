import { DAY_MS, HOUR_MS } from '../text/time.ts';

/** What a person asks for in a comment, or by a label. */
export type MuteCommand =
  | { readonly kind: 'mute'; readonly durationMs: number }
  | { readonly kind: 'unmute' }
  /** Meant as a command, but not one that can be followed. `said` is a stranger's text. */
  | { readonly kind: 'unclear'; readonly said: string };

const MUTE_MIN_MS = HOUR_MS;
const MUTE_MAX_MS = 90 * DAY_MS;

const UNITS_MS: Readonly<Record<string, number>> = { h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS };
/** `mute 3d`, `/mute 12 h`, `mute 2 weeks`. */
const MUTE = /^\/?mute[ \t:]+(\d{1,6})[ \t]*(h|d|w|hours?|days?|weeks?)\.?$/i;
const UNMUTE = /^\/?unmute\.?$/i;
/** What looks like the command: alone, with its slash, or with a number after it. Talk of muting does not. */
const UNCLEAR = /^(?:\/?mute\.?|\/mute\b.*|mute[ \t:]+\d\S*(?:[ \t]+\S+)?)$/i;
const LINES_MAX = 200;

/** The first command in a text: a line of its own, and no quotation. Undefined where there is none. */
export function muteCommand(text: string): MuteCommand | undefined {
  for (const line of text.split(/\r?\n/, LINES_MAX)) {
    const command = commandOf(line.trim());
    if (command !== undefined) return command;
  }
  return undefined;
}

function commandOf(line: string): MuteCommand | undefined {
  if (UNMUTE.test(line)) return { kind: 'unmute' };
  const [, count, unit = ''] = MUTE.exec(line) ?? [];
  if (count !== undefined) {
    const durationMs = Number(count) * (UNITS_MS[unit.charAt(0).toLowerCase()] ?? 0);
    const isBounded = durationMs >= MUTE_MIN_MS && durationMs <= MUTE_MAX_MS;
    return isBounded ? { kind: 'mute', durationMs } : { kind: 'unclear', said: line };
  }
  return UNCLEAR.test(line) ? { kind: 'unclear', said: line } : undefined;
}

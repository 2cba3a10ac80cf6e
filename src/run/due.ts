import { HOUR_MS, isoUtc, MINUTE_MS } from '../text/time.ts';

/**
 * Runs closer together than this (ms) add requests but no knowledge: a late slot at 10:58 followed by one at 11:02 is
 * one sample, not two.
 */
const RUN_SPACING_MIN_MS = 20 * MINUTE_MS;

/** What the stored state says of the last run; `at` is an instant in ms since 1970 UTC. */
export type LastRun =
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };

export interface DueVerdict {
  readonly kind: 'due' | 'done';
  /** One sentence for people. */
  readonly reason: string;
}

/**
 * Whether a run at `now` (ms since 1970 UTC) still has to sample. Two slots an hour are scheduled because GitHub delays
 * or drops some; the second has nothing to do when the first one came through.
 *
 * `trigger` is GitHub's event name, undefined outside GitHub Actions. A person's `workflow_dispatch` is always due, and
 * so is a state that cannot be read: the run itself says what is wrong with it.
 */
export function judgeDue(trigger: string | undefined, last: LastRun, now: number): DueVerdict {
  if (trigger === 'workflow_dispatch') return { kind: 'due', reason: 'Started by hand.' };
  if (last.kind === 'missing') return { kind: 'due', reason: 'No run has been recorded yet.' };
  if (last.kind === 'unreadable') {
    return { kind: 'due', reason: 'The stored state cannot be read; the run reports why.' };
  }
  const elapsedMs = now - last.at;
  const sameHour = Math.floor(last.at / HOUR_MS) === Math.floor(now / HOUR_MS);
  const justNow = elapsedMs >= 0 && elapsedMs < RUN_SPACING_MIN_MS;
  if (sameHour || justNow) {
    return {
      kind: 'done',
      reason: `Nothing to do: this hour's sample was taken at ${isoUtc(last.at)}.`,
    };
  }
  return { kind: 'due', reason: `The last run was at ${isoUtc(last.at)}.` };
}

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

/** What a slot knows before anything is installed. */
export interface Slot {
  /** GitHub's event name; undefined outside GitHub Actions. */
  readonly trigger: string | undefined;
  readonly last: LastRun;
  /** Whether the secret with the source's key has a value. */
  readonly key: 'set' | 'not set';
  /** ms since 1970 UTC */
  readonly now: number;
}

/**
 * Whether a slot still has to sample. Two slots an hour are scheduled because GitHub delays or drops some; the second has
 * nothing to do when the first one came through. A person's `workflow_dispatch` is always due, and so is a state that cannot
 * be read: the run itself says what is wrong with it.
 *
 * Without a key the run fails, as whenever nothing of what was due is sampled. Only in a repository that was never set up,
 * where no run has been recorded and nobody has started one, nothing is due yet: it would else send its owner a mail about
 * a failure every hour from the minute on in which it was made.
 */
export function judgeDue({ trigger, last, key, now }: Slot): DueVerdict {
  if (key === 'not set' && last.kind === 'missing' && trigger !== 'workflow_dispatch')
    return { kind: 'done', reason: 'Not set up yet: there is no key, and no run has been recorded.' };
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

/** What to do where there is no key, as Markdown. @param repositoryUrl as `https://github.com/owner/name` */
export function keyMissingText(repositoryUrl: string): string {
  return `### Nothing was sampled: the secret \`SCAVIO_API_KEY\` is not set

1. Get an API key from [Scavio](https://scavio.dev).
2. Open [**Settings → Secrets and variables → Actions**](${repositoryUrl}/settings/secrets/actions) and press **New repository secret**.
3. Name: \`SCAVIO_API_KEY\`. Secret: the key. Press **Add secret**.
4. Open **Actions → Track hashtags** and press **Run workflow**, or wait for the next hour.

To see what it does without a key, run \`npm ci && npm run demo\` on your own machine.
`;
}

import type { RequestError } from '@octokit/request-error';
import type { Redact } from '../http/redact.ts';

const SAID_CHARS_MAX = 220;

/** GitHub's status and words, bounded; redacted before they are cut, as half a secret is one too. */
export function errorTextOf({ status, message }: RequestError, redact: Redact): string {
  return redact(`HTTP ${status}: ${message}`).slice(0, SAID_CHARS_MAX).toWellFormed();
}

import type { RequestError } from '@octokit/request-error';
import type { Redact } from '../http/redact/redact.ts';

const SAID_CHARS_MAX = 220;

/** The status that stands for no answer: none of HTTP's own. */
export const NO_ANSWER_STATUS = 599;

/** Whether GitHub answered at all. */
export function hasAnswered({ status, response }: RequestError): boolean {
  return status !== NO_ANSWER_STATUS && !(status === 500 && response === undefined);
}

/** GitHub's status and words, bounded; redacted before they are cut, as half a secret is one too. */
export function errorTextOf(error: RequestError, redact: Redact): string {
  const { status, message } = error;
  const said = hasAnswered(error) ? `HTTP ${status}: ${message}` : message;
  return redact(said).slice(0, SAID_CHARS_MAX).toWellFormed();
}

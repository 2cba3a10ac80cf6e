import type { RequestError } from '@octokit/request-error';
import { errorTextOf, hasAnswered } from '../../github/error-text.ts';
import type { Redact } from '../../http/redact/redact.ts';

const REMEDIES: Readonly<Record<number, string>> = {
  401: 'GitHub refused the token',
  403: 'the token may not write issues: the workflow needs `permissions: issues: write`',
  404: 'the repository in GITHUB_REPOSITORY was not found with this token',
  410: 'issues are switched off in this repository: Settings → General → Features → Issues',
};

/** What GitHub refused, and what to do about it. */
export function refusalText(error: RequestError, redact: Redact): string {
  const { status, message } = error;
  if (!hasAnswered(error)) return `GitHub: ${errorTextOf(error, redact)}`;
  const remedy = /rate limit/i.test(message)
    ? 'GitHub asks to wait before more is written'
    : REMEDIES[status];
  const said = errorTextOf(error, redact);
  return remedy === undefined ? `GitHub did not take the issue (${said})` : `${remedy} (${said})`;
}

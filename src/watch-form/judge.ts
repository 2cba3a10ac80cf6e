import type { GithubRepository } from '../github/repository.ts';
import { isRequestError } from '../github/request-error.ts';
import { upsertComment } from '../github/upsert-comment.ts';
import type { Schedule } from '../watchlist/workflow-schedule.ts';
import { type Addition, planAddition } from './addition.ts';
import { FORM_MARKER, knownAnswer, problemsAnswer, waitingAnswer } from './answers.ts';
import { CONSENT_LABEL, CONSENT_MEANING, consentOf } from './consent.ts';
import { costSentence } from './cost.ts';
import type { IssueEvent } from './event.ts';
import { offerLabel } from './offer-label.ts';
import { branchOf, permissionOf, pullRequestFrom } from './repository.ts';
import { readRequest } from './request.ts';

/** Whether the change may be proposed now, and why (not). */
export interface FormVerdict {
  readonly kind: 'go' | 'stop';
  readonly reason: string;
}

/**
 * Looks at a request without the right to change anything but comments: answers what is wrong with it, or what it waits
 * for. Only after a `go` does a job start that may write to the repository.
 */
export async function judgeRequest(
  place: GithubRepository,
  event: IssueEvent,
  { watchlist, schedule }: { readonly watchlist: string; readonly schedule: Schedule },
): Promise<FormVerdict> {
  const { action, label, number } = event;
  // What anybody can set off, as often as they like, leaves the hourly run its share. A label takes rights.
  if (action !== 'labeled' && (await requestsLeft(place)) < REQUESTS_KEPT)
    return { kind: 'stop', reason: BUSY };
  const permission = await permissionOf(place, event.sender);
  const consent = consentOf({ action, permission, ...(label !== undefined && { label }) });
  if (consent.kind === 'no-matter') return { kind: 'stop', reason: consent.reason };
  const proposed = await pullRequestFrom(place, branchOf(number));
  if (proposed !== undefined) return { kind: 'stop', reason: `it is proposed in #${proposed}` };
  const addition = additionOf(event.body, watchlist);
  const tell = (body: string) =>
    upsertComment(
      place.github,
      { owner: place.owner, repo: place.repo, number },
      { marker: FORM_MARKER, body },
    );
  switch (addition.kind) {
    case 'problems':
      await tell(problemsAnswer(addition.problems));
      return { kind: 'stop', reason: 'it cannot be added as it stands' };
    case 'known':
      await tell(knownAnswer(addition.hashtags));
      return { kind: 'stop', reason: 'it is watched already' };
    case 'edited':
      if (consent.kind === 'given')
        return { kind: 'go', reason: `${event.sender} may write to this repository` };
      await offerLabel(place, { name: CONSENT_LABEL, description: CONSENT_MEANING });
      await tell(waitingAnswer(addition.hashtags, costSentence(addition.before, addition.after, schedule)));
      return { kind: 'stop', reason: `it waits for the label ${CONSENT_LABEL}` };
  }
}

/** Of the 1,000 requests an hour that GitHub gives a repository's workflows, those that forms leave alone. */
const REQUESTS_KEPT = 500;
const BUSY =
  'GitHub’s requests of this hour are kept for the hourly run; edit the issue again in an hour, or add the label';

/** Requests that the token has left in this hour; asking costs none. A server without limits has them without end. */
async function requestsLeft({ github }: GithubRepository): Promise<number> {
  try {
    const { data } = await github.rest.rateLimit.get();
    return data.resources?.core?.remaining ?? Number.POSITIVE_INFINITY;
  } catch (error) {
    if (isRequestError(error) && error.status === 404) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

/** What a form's text comes to. */
export function additionOf(body: string, watchlist: string): Addition {
  const read = readRequest(body);
  return read.kind === 'unreadable'
    ? { kind: 'problems', problems: read.problems }
    : planAddition(watchlist, read.request);
}

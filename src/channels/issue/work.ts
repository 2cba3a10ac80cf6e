/** What a sink does with issues: loaded when there is something to do, which in most runs there is not. */
export { createGithub } from '../../github/client.ts';
export { deliverAlert } from './deliver-alert.ts';
export { deliverDeferred, deliverWeek } from './deliver-digest.ts';
export { deliverHealth, refreshHealth } from './deliver-health.ts';
export { closeOrphans } from './orphans.ts';
export { UnexpectedAnswerError } from './pages.ts';
export { readIssueRequests } from './read-requests.ts';
export { answerRequests, refreshIssues } from './refresh.ts';

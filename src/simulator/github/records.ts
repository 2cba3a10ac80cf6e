/** What the simulated GitHub keeps of issues, and how it shows them: in the shapes of GitHub's own OpenAPI description. */
import type { components } from '@octokit/openapi-types';
import { isoUtc } from '../../text/time.ts';

type Schemas = components['schemas'];
export type GithubIssue = Schemas['issue'];
export type GithubComment = Schemas['issue-comment'];
export type Label = Schemas['label'];
export type AuthorAssociation = Schemas['author-association'];
export type StateReason = NonNullable<GithubIssue['state_reason']>;

/** Who the workflow's GITHUB_TOKEN acts as. */
export const WORKFLOW_LOGIN = 'github-actions[bot]';

export interface CommentRecord {
  readonly id: number;
  readonly body: string;
  readonly login: string;
  readonly at: number;
  readonly editedAt?: number;
}

/** Something that somebody did to an issue. */
export interface EventRecord {
  readonly id: number;
  readonly event: 'labeled' | 'unlabeled' | 'closed' | 'reopened';
  readonly login: string;
  readonly at: number;
  readonly label?: string;
}

/** Instants are ms since 1970 UTC. */
export interface IssueRecord {
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly state: 'open' | 'closed';
  readonly stateReason: StateReason | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly login: string;
  readonly association: AuthorAssociation;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
  readonly closedBy: string | null;
  readonly isPullRequest: boolean;
  readonly comments: readonly CommentRecord[];
  readonly events: readonly EventRecord[];
}

/** Where a repository lives: `server` is the origin of pages and API alike. */
export interface Home {
  readonly server: string;
  readonly repository: string;
}

function showUser(home: Home, login: string): Schemas['simple-user'] {
  const isBot = login.endsWith('[bot]');
  const url = `${home.server}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id:
      login === WORKFLOW_LOGIN
        ? 41898282
        : 1000 + [...login].reduce((sum, char) => sum + char.charCodeAt(0), 0),
    node_id: `user-${login}`,
    avatar_url: `${url}.png`,
    gravatar_id: '',
    url,
    html_url: isBot ? `${home.server}/apps/${login.slice(0, -5)}` : `${home.server}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: isBot ? 'Bot' : 'User',
    site_admin: false,
  };
}

export function showLabel(home: Home, name: string, color: string, description: string | null): Label {
  return {
    id: 5000 + [...name].reduce((sum, char) => sum + char.charCodeAt(0), 0),
    node_id: `label-${name}`,
    url: `${home.server}/repos/${home.repository}/labels/${encodeURIComponent(name)}`,
    name,
    color,
    description,
    default: false,
  };
}

export function showIssue(home: Home, record: IssueRecord, labels: readonly Label[]): GithubIssue {
  const url = `${home.server}/repos/${home.repository}/issues/${record.number}`;
  const page = record.isPullRequest ? 'pull' : 'issues';
  const html = `${home.server}/${home.repository}/${page}/${record.number}`;
  const assignees = record.assignees.map((login) => showUser(home, login));
  const shown: GithubIssue = {
    id: 900_000 + record.number,
    node_id: `issue-${record.number}`,
    url,
    repository_url: `${home.server}/repos/${home.repository}`,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    number: record.number,
    state: record.state,
    state_reason: record.stateReason,
    title: record.title,
    body: record.body,
    user: showUser(home, record.login),
    labels: [...labels],
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: record.comments.length,
    closed_at: record.closedAt === null ? null : isoUtc(record.closedAt),
    closed_by: record.closedBy === null ? null : showUser(home, record.closedBy),
    created_at: isoUtc(record.createdAt),
    updated_at: isoUtc(record.updatedAt),
    author_association: record.association,
  };
  if (!record.isPullRequest) return shown;
  const pull = `${home.server}/repos/${home.repository}/pulls/${record.number}`;
  const pullRequest = { url: pull, html_url: html, diff_url: `${html}.diff`, patch_url: `${html}.patch` };
  return { ...shown, pull_request: { ...pullRequest, merged_at: null } };
}

export function showComment(home: Home, issue: IssueRecord, comment: CommentRecord): GithubComment {
  const api = `${home.server}/repos/${home.repository}/issues`;
  return {
    id: comment.id,
    node_id: `comment-${comment.id}`,
    url: `${api}/comments/${comment.id}`,
    html_url: `${home.server}/${home.repository}/issues/${issue.number}#issuecomment-${comment.id}`,
    issue_url: `${api}/${issue.number}`,
    body: comment.body,
    user: showUser(home, comment.login),
    created_at: isoUtc(comment.at),
    updated_at: isoUtc(comment.editedAt ?? comment.at),
    author_association: 'NONE',
  };
}

/** An event, as far as clients of ours read it. */
export function showEvent(
  home: Home,
  issue: IssueRecord,
  { id, event, login, at, label }: EventRecord,
): object {
  return {
    id,
    node_id: `event-${id}`,
    url: `${home.server}/repos/${home.repository}/issues/events/${id}`,
    actor: showUser(home, login),
    event,
    commit_id: null,
    commit_url: null,
    created_at: isoUtc(at),
    issue: { number: issue.number },
    ...(label !== undefined && { label: { name: label, color: 'ededed' } }),
  };
}

import { Octokit } from '@octokit/rest';
import { afterEach, expect, test } from 'vitest';
import { type GithubApi, type GithubApiOptions, startGithubApi } from '../../../src/simulator/github/api.ts';
import type { GithubFault } from '../../../src/simulator/github/faults.ts';

const open: GithubApi[] = [];
const here = { owner: 'octo', repo: 'radar' };

afterEach(async () => {
  for (const api of open.splice(0)) await api.close();
});

/** A server and GitHub's own client for it, quiet and without retries. */
async function start(options: GithubApiOptions = {}, auth = 'ghs_test') {
  const api = await startGithubApi(options);
  open.push(api);
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const octokit = new Octokit({ baseUrl: api.url, auth, log });
  return { api, octokit };
}

test('it answers without a connection as it does over one', async () => {
  const { api, octokit } = await start();
  const path = `${api.url}/repos/octo/radar/issues`;
  const headers = { authorization: `token ${api.token}` };
  const made = await api.fetch(path, { method: 'POST', headers, body: JSON.stringify({ title: 'a title' }) });
  expect(made.status).toBe(201);
  expect(await made.json()).toEqual((await octokit.rest.issues.get({ ...here, issue_number: 1 })).data);
  expect((await api.fetch(path, { method: 'POST' })).status).toBe(401);
  api.fail({ kind: 'cut' });
  await expect(api.fetch(path, { headers })).rejects.toThrow(TypeError);
  expect(api.requests.map(({ status }) => status)).toEqual([201, 200, 401, 'cut']);
});

test('an issue is made by the workflow, edited, commented, closed with a reason and reopened', async () => {
  let clock = Date.parse('2026-11-23T10:00:12.345Z');
  const { api, octokit } = await start({ now: () => clock });
  const opened = await octokit.rest.issues.create({
    ...here,
    title: '#booktok is breaking out',
    body: 'numbers',
    labels: ['breakout'],
    assignees: ['octocat'],
  });
  expect(opened.status).toBe(201);
  expect(opened.data).toMatchObject({
    number: 1,
    state: 'open',
    html_url: `${api.url}/octo/radar/issues/1`,
    user: { login: 'github-actions[bot]', type: 'Bot' },
    labels: [{ name: 'breakout' }],
    assignees: [{ login: 'octocat', type: 'User' }],
    created_at: '2026-11-23T10:00:12Z',
  });
  clock += 3_600_000;
  const issue = { ...here, issue_number: 1 };
  await octokit.rest.issues.createComment({ ...issue, body: 'now strong' });
  const close = { state: 'closed', state_reason: 'not_planned' } as const;
  const closed = await octokit.rest.issues.update({
    ...issue,
    ...close,
    body: 'over',
    labels: ['breakout', 'done'],
  });
  expect(closed.data).toMatchObject({
    title: '#booktok is breaking out',
    body: 'over',
    state_reason: 'not_planned',
    comments: 1,
    closed_at: '2026-11-23T11:00:12Z',
    closed_by: { login: 'github-actions[bot]' },
    labels: [{ name: 'breakout' }, { name: 'done' }],
  });
  const reopened = await octokit.rest.issues.update({ ...issue, state: 'open' });
  expect(reopened.data).toMatchObject({ state: 'open', state_reason: 'reopened', closed_at: null });
  const comments = await octokit.rest.issues.listComments(issue);
  expect(comments.data).toMatchObject([{ body: 'now strong', user: { type: 'Bot' } }]);
  const labels = await octokit.rest.issues.listLabelsForRepo(here);
  expect(labels.data.map(({ name }) => name)).toEqual(['breakout', 'done']);
  expect((await octokit.rest.issues.get(issue)).data.number).toBe(1);
});

test('lists filter by state, labels and time, in order and in pages', async () => {
  const day = 86_400_000;
  const { api, octokit } = await start({ now: () => 300 * day });
  for (let index = 0; index < 45; index += 1) {
    api.seedIssue({ title: `issue ${index}`, createdAt: index * day, labels: index % 2 ? ['Breakout'] : [] });
  }
  const over = { state: 'closed', createdAt: 10 * day, closedAt: 200 * day } as const;
  api.seedIssue({ title: 'closed', ...over, login: 'octocat', association: 'OWNER' });
  const first = await octokit.rest.issues.listForRepo(here);
  expect(first.data).toHaveLength(30);
  expect(first.data[0]).toMatchObject({
    title: 'issue 44',
    user: { login: 'stranger' },
    author_association: 'NONE',
  });
  expect(first.headers.link).toContain('page=2>; rel="next"');
  const all = await octokit.paginate(octokit.rest.issues.listForRepo, {
    ...here,
    state: 'all',
    per_page: 20,
  });
  expect(all).toHaveLength(46);
  const labelled = await octokit.rest.issues.listForRepo({ ...here, labels: 'breakout', per_page: 100 });
  expect(labelled.data).toHaveLength(22);
  const since = new Date(150 * day).toISOString();
  const updated = { sort: 'updated', direction: 'asc', state: 'all' } as const;
  const recent = await octokit.rest.issues.listForRepo({ ...here, ...updated, since });
  expect(recent.data.map(({ title }) => title)).toEqual(['closed']);
  expect(api.requests.map(({ query }) => query.page)).toEqual([
    undefined,
    undefined,
    '2',
    '3',
    undefined,
    undefined,
  ]);
});

test('people act on the page: who closed it shows', async () => {
  const { api, octokit } = await start();
  await octokit.rest.issues.create({ ...here, title: 'alert' });
  api.editAs('octocat', 1, { state: 'closed' });
  const { data } = await octokit.rest.issues.get({ ...here, issue_number: 1 });
  expect(data).toMatchObject({ closed_by: { login: 'octocat', type: 'User' }, state_reason: 'completed' });
});

test.each<[string, GithubApiOptions, string, Record<string, unknown>, number, RegExp]>([
  ['a wrong token', {}, 'ghs_wrong', {}, 401, /Bad credentials/],
  [
    'a token without the permission',
    { issues: 'read' },
    'ghs_test',
    {},
    403,
    /not accessible by integration/,
  ],
  ['a repository without issues', { issues: 'disabled' }, 'ghs_test', {}, 410, /disabled/],
  ['another repository', { repository: 'octo/other' }, 'ghs_test', {}, 404, /Not Found/],
  ['a stranger as assignee', {}, 'ghs_test', { assignees: ['nobody'] }, 422, /assignees/],
  ['a body too long', {}, 'ghs_test', { body: 'x'.repeat(65_537) }, 422, /maximum is 65536 characters/],
  ['a title too long', {}, 'ghs_test', { title: 'x'.repeat(257) }, 422, /maximum is 256/],
  ['an empty title', {}, 'ghs_test', { title: ' ' }, 422, /title/],
])('refuses %s', async (_, options, token, parameters, status, words) => {
  const { api, octokit } = await start(options, token);
  const making = octokit.rest.issues.create({ ...here, title: 'alert', ...parameters });
  await expect(making).rejects.toMatchObject({ status, message: expect.stringMatching(words) });
  expect(api.issues()).toEqual([]);
  expect(api.requests).toMatchObject([{ method: 'POST', status }]);
});

test('a body of exactly 65,536 characters is taken', async () => {
  const { octokit } = await start();
  const made = await octokit.rest.issues.create({ ...here, title: 'alert', body: 'x'.repeat(65_536) });
  expect(made.data.body).toHaveLength(65_536);
});

test.each<[GithubFault, number, Record<string, string>]>([
  [{ kind: 'status', status: 502 }, 502, {}],
  [{ kind: 'forbidden' }, 403, {}],
  [{ kind: 'quota', status: 403, resetSeconds: 60 }, 403, { 'x-ratelimit-remaining': '0' }],
  [{ kind: 'too-fast', status: 429, retryAfterSeconds: 7 }, 429, { 'retry-after': '7' }],
])('the second new issue meets %o and the third does not', async (fault, status, headers) => {
  const { api, octokit } = await start();
  api.fail(fault, { method: 'POST', path: /\/issues$/, at: 2 });
  await octokit.rest.issues.create({ ...here, title: 'one' });
  await octokit.rest.issues.listForRepo(here);
  const failing = octokit.rest.issues.create({ ...here, title: 'two' });
  await expect(failing).rejects.toMatchObject({ status, response: { headers } });
  await octokit.rest.issues.create({ ...here, title: 'three' });
  expect(api.issues().map(({ title }) => title)).toEqual(['one', 'three']);
});

test.each<[GithubFault['kind'] & ('cut' | 'unanswered'), number]>([
  ['cut', 0],
  ['unanswered', 1],
])('after a connection that was %s there are %i issues', async (kind, count) => {
  const { api, octokit } = await start();
  api.fail({ kind });
  await expect(octokit.rest.issues.create({ ...here, title: 'alert' })).rejects.toThrow();
  expect(api.issues()).toHaveLength(count);
  expect(api.requests).toMatchObject([{ method: 'POST', status: 'cut' }]);
});

test('a label exists once, whatever its case', async () => {
  const { octokit } = await start();
  await octokit.rest.issues.createLabel({ ...here, name: 'breakout', color: 'ff0000' });
  const again = octokit.rest.issues.createLabel({ ...here, name: 'Breakout' });
  await expect(again).rejects.toMatchObject({ status: 422 });
  await expect(octokit.rest.issues.getLabel({ ...here, name: 'other' })).rejects.toMatchObject({
    status: 404,
  });
  const made = await octokit.rest.issues.create({ ...here, title: 'alert', labels: ['BREAKOUT'] });
  expect(made.data.labels).toMatchObject([{ name: 'breakout', color: 'ff0000' }]);
});

test('the token may do what its job is granted: comments of a pull request with either right, nothing else unasked', async () => {
  const { api, octokit } = await start();
  api.seedIssue({ title: 'an issue' });
  api.seedIssue({ title: 'a pull request', isPullRequest: true });
  const comment = (number: number) =>
    octokit.rest.issues.createComment({ ...here, issue_number: number, body: 'x' });
  api.grant({ 'pull-requests': 'write' });
  await expect(comment(1)).rejects.toMatchObject({ status: 403 });
  const made = await comment(2);
  const edited = await octokit.rest.issues.updateComment({ ...here, comment_id: made.data.id, body: 'y' });
  expect(edited.data.body).toBe('y');
  api.grant({});
  const edit = { ...here, comment_id: made.data.id, body: 'z' };
  await expect(octokit.rest.issues.updateComment(edit)).rejects.toMatchObject({ status: 403 });
  expect(api.comments(2).map(({ body }) => body)).toEqual(['y']);
});

test('labels that people set are events, with who and when', async () => {
  let clock = Date.parse('2026-11-23T10:00:00Z');
  const { api, octokit } = await start({ now: () => clock });
  const number = api.seedIssue({ title: 'alert', labels: ['breakout'] });
  api.editAs('octocat', number, { labels: ['breakout', 'mute 3d'] });
  clock += 3_600_000;
  api.editAs('ann', number, { labels: ['breakout'], state: 'closed' });
  const { data } = await octokit.rest.issues.listEvents({ ...here, issue_number: number });
  expect(data).toMatchObject([
    {
      event: 'labeled',
      actor: { login: 'octocat' },
      label: { name: 'mute 3d' },
      created_at: '2026-11-23T10:00:00Z',
    },
    { event: 'unlabeled', actor: { login: 'ann' }, created_at: '2026-11-23T11:00:00Z' },
    { event: 'closed', actor: { login: 'ann' } },
  ]);
});

test('the comments of all issues are one list, since an instant, the newest first', async () => {
  let clock = Date.parse('2026-11-23T10:00:00Z');
  const { api, octokit } = await start({ now: () => clock });
  const [one, two] = [api.seedIssue({ title: 'one' }), api.seedIssue({ title: 'two' })];
  api.commentAs('octocat', one, 'early');
  clock += 3_600_000;
  api.commentAs('octocat', two, 'late');
  api.commentAs('octocat', one, 'later');
  const since = new Date(clock).toISOString();
  const { data } = await octokit.rest.issues.listCommentsForRepo({
    ...here,
    ...{ since, sort: 'updated', direction: 'desc' },
  });
  expect(data.map(({ body, issue_url: url }) => `${url.at(-1)} ${body}`)).toEqual(['1 later', '2 late']);
});

test('what a person may do: the owner all, anybody else read, and nobody knows who is gone', async () => {
  const { octokit } = await start({ people: { octocat: 'admin', ghost: 'gone' } });
  const ask = (username: string) => octokit.rest.repos.getCollaboratorPermissionLevel({ ...here, username });
  expect((await ask('octocat')).data.permission).toBe('admin');
  expect((await ask('stranger')).data.permission).toBe('read');
  await expect(ask('ghost')).rejects.toMatchObject({ status: 404 });
});

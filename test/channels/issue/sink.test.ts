import { describe, expect, test } from 'vitest';
import { issueMarker } from '../../../src/channels/issue/markers.ts';
import type { GithubFault } from '../../../src/simulator/github/faults.ts';
import { alertNamed } from '../alerts.ts';
import { BOT, message, NOW, owed, sinkFor, startDesk } from './issue-desk.ts';

const opened = alertNamed('rounded-second-reading');
const marker = issueMarker(opened.episode);

describe('the issue that opens an episode', () => {
  test('is made once, with labels and assignees, and found again', async () => {
    const { api, sink, writes } = await startDesk({ assignees: ['octocat'] });
    const receipt = `${api.url}/octo/radar/issues/1`;
    const delivered = { kind: 'delivered', notification: owed(opened).id, receipt };
    expect(await sink.deliver(owed(opened))).toEqual(delivered);
    expect(await sink.deliver(owed(opened))).toEqual(delivered);
    expect(api.issues()).toHaveLength(1);
    expect(api.issues()[0]).toMatchObject({
      title: '#booktok is breaking out: +20 % in 1 h 30 min',
      labels: [{ name: 'breakout' }],
      assignees: [{ login: 'octocat' }],
    });
    expect(writes()).toEqual(['POST issues']);
  });

  test('is found when a person has closed, renamed or edited it, and is never made again', async () => {
    const { api, sink, writes } = await startDesk();
    const number = api.seedIssue({ title: 'ours', body: `edited\r\n${marker}\r\n`, login: BOT });
    api.editAs('octocat', number, { title: 'renamed', state: 'closed', stateReason: 'not_planned' });
    expect(await sink.deliver(owed(opened))).toMatchObject({
      kind: 'delivered',
      receipt: `${api.url}/octo/radar/issues/1`,
    });
    expect(writes()).toEqual([]);
  });

  test('is found behind a hundred others', async () => {
    const { api, sink, writes } = await startDesk();
    api.seedIssue({ title: 'ours', body: marker, login: BOT, createdAt: NOW - 1_000 });
    for (let index = 0; index < 120; index += 1) api.seedIssue({ title: 'other' });
    expect(await sink.deliver(owed(opened))).toMatchObject({ receipt: `${api.url}/octo/radar/issues/1` });
    expect(writes()).toEqual([]);
  });

  test('is ours when a member of the team made it: a token of one’s own', async () => {
    const { api, sink } = await startDesk();
    api.seedIssue({ title: 'ours', body: marker, login: 'octocat', association: 'OWNER' });
    expect(await sink.deliver(owed(opened))).toMatchObject({ receipt: `${api.url}/octo/radar/issues/1` });
  });

  test('is not taken for a stranger’s, a pull request, another episode’s, or one that quotes the marker in a caption', async () => {
    const { api, sink } = await startDesk();
    api.seedIssue({ title: 'stranger', body: marker });
    api.seedIssue({ title: 'contributor', body: marker, association: 'CONTRIBUTOR' });
    api.seedIssue({ title: 'pull request', body: marker, login: BOT, isPullRequest: true });
    api.seedIssue({ title: 'another', body: issueMarker(`${opened.episode}0`), login: BOT });
    api.seedIssue({ title: 'quoting', body: `| [\`${marker}\`](https://www.tiktok.com/x) |`, login: BOT });
    expect(await sink.deliver(owed(opened))).toMatchObject({ receipt: `${api.url}/octo/radar/issues/6` });
  });

  test('is the first one, where a person has doubled it', async () => {
    const { api, sink, writes } = await startDesk();
    api.seedIssue({ title: 'ours', body: marker, login: BOT, createdAt: NOW - 2_000 });
    api.seedIssue({ title: 'its double', body: marker, login: 'octocat', association: 'OWNER' });
    expect(await sink.deliver(owed(opened))).toMatchObject({ receipt: `${api.url}/octo/radar/issues/1` });
    expect(writes()).toEqual([]);
  });

  test.each<readonly [string, GithubFault]>([
    ['its answer was lost', { kind: 'unanswered' }],
    ['nothing came of it', { kind: 'cut' }],
    ['GitHub faltered', { kind: 'status', status: 502 }],
  ])('is never doubled: %s, the next run looks first', async (_why, fault) => {
    const { api, sink } = await startDesk();
    api.fail(fault, { method: 'POST' });
    expect(await sink.deliver(owed(opened))).toMatchObject({ kind: 'failed', final: 'retry' });
    expect(api.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(await sink.deliver(owed(opened))).toMatchObject({ kind: 'delivered' });
    expect(api.issues()).toHaveLength(1);
  });

  test('does without assignees that GitHub refuses, and says so', async () => {
    const { api, sink, writes } = await startDesk({ assignees: ['octocat', 'gone'] });
    const delivery = await sink.deliver(owed(opened));
    expect(delivery).toMatchObject({ kind: 'delivered' });
    expect(delivery.kind === 'delivered' && delivery.receipt).toBe(
      `${api.url}/octo/radar/issues/1 (without assignees: GitHub refused octocat, gone)`,
    );
    expect(api.issues()[0]).toMatchObject({ assignees: [], labels: [{ name: 'breakout' }] });
    expect(writes()).toHaveLength(2);
  });
});

describe('refusals, each with its remedy', () => {
  test.each<readonly [string, GithubFault, string, 'retry' | 'final']>([
    ['401', { kind: 'status', status: 401, message: 'Bad credentials' }, 'GitHub refused the token', 'retry'],
    ['403', { kind: 'forbidden' }, 'the workflow needs `permissions: issues: write`', 'retry'],
    ['404', { kind: 'status', status: 404 }, 'GITHUB_REPOSITORY was not found', 'retry'],
    ['410', { kind: 'status', status: 410 }, 'issues are switched off in this repository', 'retry'],
    [
      '422',
      { kind: 'status', status: 422, message: 'Validation Failed' },
      'GitHub did not take the issue (HTTP 422',
      'retry',
    ],
    ['503', { kind: 'status', status: 503 }, 'GitHub did not take the issue (HTTP 503', 'retry'],
    [
      '403 for a used-up quota',
      { kind: 'quota', status: 403, resetSeconds: 3_000 },
      'GitHub asks to wait',
      'retry',
    ],
    [
      '429 for too much',
      { kind: 'too-fast', status: 429, retryAfterSeconds: 900 },
      'GitHub asks to wait',
      'retry',
    ],
  ])('%s', async (_status, fault, remedy, final) => {
    // The client counts the quota's end from the machine's clock, so the server goes by it too.
    const { api, sink } = await startDesk({ now: Date.now });
    api.fail(fault, { method: 'POST' });
    const delivery = await sink.deliver(owed(opened));
    expect(delivery).toMatchObject({ kind: 'failed', final });
    expect(message(delivery)).toContain(remedy);
    expect(message(delivery)).not.toContain('ghs_test');
    expect(api.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('issues switched off are found when looking', async () => {
    const { sink } = await startDesk({ issues: 'disabled' });
    expect(await sink.deliver(owed(opened))).toMatchObject({ kind: 'failed', final: 'retry' });
  });

  test.each([
    [{}, 'no GITHUB_TOKEN'],
    [{ GITHUB_TOKEN: 'ghs_test' }, 'GITHUB_REPOSITORY must name the repository as owner/name'],
    [{ GITHUB_TOKEN: 'ghs_test', GITHUB_REPOSITORY: 'radar' }, 'GITHUB_REPOSITORY must name'],
    [{ GITHUB_TOKEN: 'ghs_test', GITHUB_REPOSITORY: 'a/b/c' }, 'GITHUB_REPOSITORY must name'],
  ])('the set-up %o waits to be mended', async (variables, remedy) => {
    const delivery = await sinkFor(variables).deliver(owed(opened));
    expect(delivery).toMatchObject({ kind: 'failed', final: 'retry' });
    expect(message(delivery)).toContain(remedy);
  });

  test('a look that is cut off is taken again at once, since looking does no harm', async () => {
    const { api, sink, writes } = await startDesk();
    api.seedIssue({ title: 'ours', body: marker, login: BOT });
    api.fail({ kind: 'cut' }, { method: 'GET' });
    expect(await sink.deliver(owed(opened))).toMatchObject({ kind: 'delivered' });
    expect(writes()).toEqual([]);
  });
});

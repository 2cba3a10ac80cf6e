import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type GithubApi, type GithubApiOptions, startGithubApi } from '../../src/simulator/github/api.ts';
import { foundBody } from '../../src/watch-form/request.ts';
import { createGitRemote, type GitRemote, git } from '../support/git-remote.ts';
import { hasFile } from '../support/pages.ts';
import { bundledFiles } from '../support/pull-request.ts';
import { type JobReport, runJob } from '../support/workflow-runner.ts';
import { formBody } from '../watch-form/form-body.ts';

/** `watch-form.yml` with the real program, each job with the rights that it names and no others. */

const ROOT = resolve(import.meta.dirname, '../..');
const WATCHLIST = '# ours\r\nhashtags:\r\n  - skincare # first\r\n  # - name: later\r\n';
/** A copy may have done without this workflow. */
const isHere = hasFile('.github/workflows/watch-form.yml');
let folder = '';
let remote: GitRemote;
let github: GithubApi;

async function start(options: Partial<GithubApiOptions> = {}, watchlist = WATCHLIST): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'watch-form-'));
  remote = await createGitRemote(folder, { ...(await bundledFiles()), 'watchlist.yml': watchlist });
  github = await startGithubApi({
    git: remote.path,
    people: { writer: 'write', triager: 'read' },
    ...options,
  });
}

afterEach(async () => {
  await github.close();
  await rm(folder, { recursive: true, force: true });
});

interface Happening {
  readonly action: 'opened' | 'edited' | 'labeled';
  /** What an edit changed; left out, the text. */
  readonly changed?: 'title';
  readonly by: string;
  readonly label?: string;
}

/** What GitHub does when something happens to issue `number`: the jobs in their order. */
async function happens({ action, by, label, changed }: Happening, number = 1): Promise<readonly JobReport[]> {
  const issue = github.issues().find((one) => one.number === number);
  const request = {
    file: join(ROOT, '.github/workflows/watch-form.yml'),
    folder,
    remote: remote.url,
    sha: await remote.tip(),
    event: 'issues' as const,
    eventRepository: { fork: false, default_branch: 'main' },
    payload: {
      action,
      ...(action === 'edited' && { changes: { [changed ?? 'body']: { from: 'before' } } }),
      issue: { number, state: issue?.state, body: issue?.body ?? null },
      sender: { login: by },
      ...(label !== undefined && { label: { name: label } }),
    },
    token: github.token,
    githubUrl: github.url,
    install: { kind: 'link' as const, nodeModules: join(ROOT, 'node_modules') },
    grant: (permissions: Readonly<Record<string, string>>) => github.grant(permissions),
  };
  const judge = await runJob({ ...request, job: 'judge' });
  return [judge, await runJob({ ...request, job: 'propose', needs: { judge } })];
}

function asked(body: string, login = 'writer'): void {
  github.seedIssue({ title: 'Watch a hashtag', body, login });
}

/** A commit by hand on top of `branch`, with the same files. */
async function personsCommit(branch: string): Promise<string> {
  const person = ['-c', 'user.name=writer', '-c', 'user.email=writer@example.com'];
  const words = ['commit-tree', `${branch}^{tree}`, '-p', branch, '-m', 'by hand'];
  return (await git(remote.path, ...person, ...words)).trim();
}

/** The answer on the issue; there is never more than one. */
function answer(): string {
  expect(github.comments(1).length).toBeLessThanOrEqual(1);
  return github.comments(1)[0]?.body ?? '';
}

describe.skipIf(!isHere)('with write access', () => {
  beforeEach(() => start());

  test('a request becomes a pull request of its lines alone, with the check in it, once', async () => {
    asked(formBody({ Hashtags: '#BookTok\nstreetfood', Why: 'the spring: "campaign"', Threshold: '5 %/h' }));
    const [judge, propose] = await happens({ action: 'opened', by: 'writer' });
    expect([judge?.result, propose?.result, propose?.log]).toEqual([
      'success',
      'success',
      'Proposed in #2.\n',
    ]);
    expect(github.pulls()).toEqual([{ number: 2, head: 'watch/issue-1', base: 'main' }]);
    const pull = github.issues().find(({ number }) => number === 2);
    expect(pull?.title).toBe('watchlist: watch booktok, streetfood');
    expect(pull?.body).toContain('Closes #1.');
    expect(pull?.body).toContain('### `watchlist.yml` is valid');
    expect(pull?.body).toContain('#### What changes against `main`\n\n- New: `#booktok`, `#streetfood`');
    expect(pull?.body).not.toMatch(/proposal-/);
    const diff = await git(remote.path, 'diff', '-U0', 'main', 'watch/issue-1');
    expect(diff.split('\n').filter((line) => /^[-+]/.test(line))).toEqual([
      '--- a/watchlist.yml',
      '+++ b/watchlist.yml',
      ...['  - name: booktok', '    threshold: 5 %/h'].map((line) => `+${line}\r`),
      `+    note: 'the spring: "campaign"'\r`,
      ...['  - name: streetfood', '    threshold: 5 %/h'].map((line) => `+${line}\r`),
      `+    note: 'the spring: "campaign"'\r`,
    ]);
    expect(answer()).toContain('**Proposed in #2:** `booktok`, `streetfood`.');

    const [again, nothing] = await happens({ action: 'edited', by: 'writer' });
    expect(again?.log).toContain('Nothing is proposed: it is proposed in #2.');
    expect(nothing?.result).toBe('skipped');
    github.editAs('writer', 2, { state: 'closed' });
    await happens({ action: 'labeled', by: 'writer', label: 'watch' });
    expect(github.pulls()).toHaveLength(1);
  });

  test('the issue of a discovery becomes a pull request by the label, and by nothing else', async () => {
    const body = foundBody({
      hashtag: 'romantasy',
      note: 'Found beside skincare on 2026-11-23',
      marker: '<!-- hashtag-radar:discovery=romantasy 2026-11-23T12:00:00Z -->',
      after: '9 creators used it.',
    });
    github.seedIssue({ title: 'Watch #romantasy?', body, login: 'github-actions[bot]' });
    const [awaited] = await happens({ action: 'labeled', by: 'triager', label: 'watch' });
    expect(awaited?.outputs.judgement).toBe('stop');
    const [judge, propose] = await happens({ action: 'labeled', by: 'writer', label: 'watch' });
    expect([judge?.outputs.judgement, propose?.log]).toEqual(['go', 'Proposed in #2.\n']);
    const diff = await git(remote.path, 'diff', '-U0', 'main', 'watch/issue-1');
    expect(diff.split('\n').filter((line) => /^\+ /.test(line))).toEqual([
      '+  - name: romantasy\r',
      '+    note: Found beside skincare on 2026-11-23\r',
    ]);
  });

  test('what is wrong is answered in a comment that is kept current, and formats, mentions and commands nothing', async () => {
    asked(formBody({ Hashtags: 'a`@octocat`b\n::error::owned', Threshold: '10' }));
    const [judge, propose] = await happens({ action: 'opened', by: 'writer' });
    expect([judge?.result, judge?.outputs.judgement, propose?.result]).toEqual([
      'success',
      'stop',
      'skipped',
    ]);
    expect(answer()).toContain('**This cannot be added as it stands:**');
    expect(answer()).not.toMatch(/(?<!`[^`\n]*)@octocat/);
    expect(judge?.steps.flatMap(({ annotations }) => annotations)).toEqual([]);
    github.editAs('writer', 1, { body: formBody({ Hashtags: 'new', Threshold: '10' }) });
    await happens({ action: 'edited', by: 'writer' });
    expect(answer()).toContain('`10` has no unit; write `10 %/h`');
    github.editAs('writer', 1, { body: formBody({ Hashtags: 'skincare' }) });
    await happens({ action: 'edited', by: 'writer' });
    expect(answer()).toContain('**Nothing to do:** `skincare` is watched already.');
    expect(github.pulls()).toEqual([]);
  });

  test('an issue that is not the form’s, or closed, or gets another label starts nothing', async () => {
    asked('please watch #booktok');
    github.seedIssue({ title: 'x', body: formBody({ Hashtags: 'a' }), state: 'closed' });
    github.seedIssue({ title: 'x', body: formBody({ Hashtags: 'a' }) });
    const reports = [
      ...(await happens({ action: 'opened', by: 'writer' }, 1)),
      ...(await happens({ action: 'edited', by: 'writer' }, 2)),
      ...(await happens({ action: 'labeled', by: 'writer', label: 'bug' }, 3)),
      ...(await happens({ action: 'edited', by: 'writer', changed: 'title' }, 3)),
    ];
    expect(reports.map(({ result }) => result)).toEqual(Array.from({ length: 8 }, () => 'skipped'));
    expect(github.requests).toEqual([]);
  });
});

describe.skipIf(!isHere)('without write access', () => {
  beforeEach(() => start());

  test('a request waits for the label of somebody who has it', async () => {
    asked(formBody({ Hashtags: 'booktok' }), 'stranger');
    for (const happening of [
      { action: 'opened', by: 'stranger' },
      { action: 'edited', by: 'stranger' },
      { action: 'labeled', by: 'triager', label: 'watch' },
    ] as const) {
      const [judge, propose] = await happens(happening);
      expect([judge?.result, judge?.outputs.judgement, propose?.result]).toEqual([
        'success',
        'stop',
        'skipped',
      ]);
      expect(answer()).toContain('the label `watch`');
    }
    expect(await git(remote.path, 'branch', '--list', 'watch/*')).toBe('');
    await happens({ action: 'labeled', by: 'writer', label: 'watch' });
    expect(github.pulls()).toHaveLength(1);
    expect(answer()).toContain('**Proposed in #2:**');
  });
});

describe.skipIf(!isHere)('where GitHub stands in the way', () => {
  test('of opening pull requests, the issue says how a person does it, with the branch or by pasting', async () => {
    await start({ actionsOpenPullRequests: 'refused' });
    asked(formBody({ Hashtags: 'booktok', Group: 'books' }));
    const [, propose] = await happens({ action: 'opened', by: 'writer' });
    expect(propose?.result).toBe('success');
    expect(propose?.steps.at(-1)?.annotations).toMatchObject([
      {
        level: 'warning',
        message: expect.stringContaining('Allow GitHub Actions to create and approve pull requests'),
      },
    ]);
    expect(answer()).toContain(`${github.url}/octo/radar/compare/main...watch/issue-1?expand=1`);
    expect(answer()).toContain('- name: booktok\n  group: books\n');
    expect(answer()).toContain('Allow GitHub Actions to create and approve pull requests');
    // Once it is allowed, the same issue goes on from the branch that is there.
    await remote.push({ 'data/state.json': '{}' });
    const [, again] = await happens({ action: 'edited', by: 'writer' });
    expect(again?.log).toContain('The change is on its branch');
    expect((await git(remote.path, 'log', '--format=%s', 'main..watch/issue-1')).trim()).toBe(
      'watchlist: watch booktok',
    );
  });

  test('with commits of a person on the branch, they stay, and the issue says so', async () => {
    await start({ actionsOpenPullRequests: 'refused' });
    asked(formBody({ Hashtags: 'booktok' }));
    await happens({ action: 'opened', by: 'writer' });
    const branch = 'watch/issue-1';
    await git(remote.path, 'update-ref', `refs/heads/${branch}`, await personsCommit(branch));
    const before = await git(remote.path, 'rev-parse', branch);
    const [, propose] = await happens({ action: 'edited', by: 'writer' });
    expect(propose?.log).toContain(
      "Nothing is proposed: the branch watch/issue-1 holds somebody's own commits",
    );
    expect(await git(remote.path, 'rev-parse', branch)).toBe(before);
    expect(answer()).toContain('their work is left as it is');
    expect(answer()).toContain('/octo/radar/compare/main...watch/issue-1?expand=1');
  });

  test('midway, the run is red and the next one goes on', async () => {
    await start();
    asked(formBody({ Hashtags: 'booktok' }));
    github.fail({ kind: 'status', status: 409, message: 'conflict' }, { method: 'PUT' });
    const [, propose] = await happens({ action: 'opened', by: 'writer' });
    expect(propose?.result).toBe('failure');
    expect(propose?.log).toContain('GitHub refused a step of the request in #1 (HTTP 409');
    await happens({ action: 'edited', by: 'writer' });
    expect(github.pulls()).toHaveLength(1);
  });

  test('with a watchlist that is broken already, nothing is made of it', async () => {
    await start({}, 'hashtags: [a]\ntreshold: 5\n');
    asked(formBody({ Hashtags: 'booktok' }));
    await happens({ action: 'opened', by: 'writer' });
    expect(answer()).toContain('watchlist.yml itself has problems');
    expect(github.pulls()).toEqual([]);
  });
});

test('a stranger’s edits ask for the label once, and nothing at all of GitHub’s last 500 requests of the hour', async () => {
  await start();
  asked(formBody({ Hashtags: 'a' }), 'stranger');
  for (const _edit of [1, 2, 3]) await happens({ action: 'edited', by: 'stranger' });
  const made = github.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/labels'));
  expect(made).toHaveLength(1);
  await github.close();
  await rm(folder, { recursive: true, force: true });

  await start({ requestsLeft: 499 });
  asked(formBody({ Hashtags: 'a' }), 'stranger');
  const [judge] = await happens({ action: 'edited', by: 'stranger' });
  expect(judge?.log).toContain('kept for the hourly run');
  expect(github.requests.map(({ path }) => path)).toEqual(['/rate_limit']);
  const [, propose] = await happens({ action: 'labeled', by: 'writer', label: 'watch' });
  expect(propose?.result).toBe('success');
});

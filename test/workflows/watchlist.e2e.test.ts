import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type GithubApi, startGithubApi } from '../../src/simulator/github/api.ts';
import { createGitRemote, type GitRemote } from '../support/git-remote.ts';
import { hasFile } from '../support/pages.ts';
import { bundledFiles, propose } from '../support/pull-request.ts';
import { type JobReport, type JobRequest, runJob } from '../support/workflow-runner.ts';

/** `watchlist.yml` of the workflows, run on pull requests by people who mean well and by people who do not. */

const ROOT = resolve(import.meta.dirname, '../..');
const FILE = join(ROOT, '.github/workflows/watchlist.yml');
const BASE = '# kept\nhashtags:\n  - skincare\n';
const NUMBER = 7;
/** A copy may have done without this workflow. */
const isHere = hasFile('.github/workflows/watchlist.yml');
let folder = '';
let remote: GitRemote;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchlist-workflow-'));
  remote = await createGitRemote(folder, { ...(await bundledFiles()), 'watchlist.yml': BASE });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a job of the workflow on what `change` proposes. */
async function run(
  job: 'check' | 'comment',
  proposal: { readonly sha: string; readonly from?: string },
  more: Partial<JobRequest> = {},
): Promise<JobReport> {
  const { sha, from = 'octo/radar' } = proposal;
  const head = { sha, ref: 'proposal', repo: { full_name: from } };
  return runJob({
    file: FILE,
    job,
    folder,
    remote: remote.url,
    sha,
    event: 'pull_request',
    context: { ref: `refs/pull/${NUMBER}/merge`, base_ref: 'main', head_ref: 'proposal' },
    payload: { pull_request: { number: NUMBER, head } },
    install: { kind: 'link', nodeModules: join(ROOT, 'node_modules') },
    ...more,
  });
}

async function proposed(
  change: (clone: string) => Promise<void>,
  to = remote,
): Promise<{ readonly sha: string }> {
  return { sha: await propose(to, { number: NUMBER, folder, change }) };
}

/** A proposal of files. */
function files(changed: Readonly<Record<string, string>>, to = remote): Promise<{ readonly sha: string }> {
  const write = async (clone: string) => {
    for (const [path, text] of Object.entries(changed)) {
      await mkdir(dirname(join(clone, path)), { recursive: true });
      await writeFile(join(clone, path), text);
    }
  };
  return proposed(write, to);
}

describe.skipIf(!isHere)('the check', () => {
  test('says in summary, annotations and output what a change is, and leaves the rest to the reviewer', async () => {
    const report = await run('check', await files({ 'watchlist.yml': `${BASE}  - booktok\n  - book_tok\n` }));
    expect(report.log).toContain('watchlist.yml');
    expect(report.result).toBe('success');
    expect(report.summary).toContain('### `watchlist.yml` is valid, with 1 warning');
    expect(report.summary).toContain('#### What changes against `main`\n\n- New: `#booktok`, `#book_tok`');
    expect(report.outputs.report).toBe(report.summary);
    const annotations = report.steps.flatMap((step) => step.annotations);
    expect(annotations).toMatchObject([
      { level: 'warning', properties: { file: 'watchlist.yml', line: '5' } },
    ]);
  });

  test('is red on a problem, at its line, and still hands its report on', async () => {
    const report = await run(
      'check',
      await files({ 'watchlist.yml': 'hashtags:\n  - skincare\n  - treshold: 5\n' }),
    );
    expect(report.result).toBe('failure');
    expect(report.outputs.report).toContain('1 problem');
    const [annotation] = report.steps.flatMap((step) => step.annotations);
    expect(annotation).toMatchObject({ level: 'error', properties: { file: 'watchlist.yml', line: '3' } });
  });
});

/** What a stranger would like to have run: it leaves a file behind. */
const attack = (mark: string) => `require('node:fs').writeFileSync(${JSON.stringify(mark)}, 'run')`;

describe.skipIf(!isHere)('a hostile pull request', () => {
  test('runs nothing of its own, wherever it puts it', async () => {
    const mark = join(folder, 'mark-of-its-code');
    const shell = `echo run > ${mark}`;
    const script = `import fs from 'node:fs'; fs.writeFileSync(${JSON.stringify(mark)}, 'run');`;
    const sources = Object.keys(await bundledFiles()).filter((path) => path !== 'package.json');
    const scripts = ['preinstall', 'install', 'postinstall', 'prepare', 'check'].map((name) => [name, shell]);
    const proposal = await files({
      ...Object.fromEntries(sources.map((path) => [path, script])),
      'package.json': JSON.stringify({ name: 'x', type: 'module', scripts: Object.fromEntries(scripts) }),
      'package-lock.json': '{}',
      '.npmrc': `script-shell=${mark}\nnode-options=--require ./evil.cjs\n`,
      'evil.cjs': attack(mark),
      'node_modules/yaml/index.js': attack(mark),
      'node_modules/commander/index.js': attack(mark),
      'proposal/watchlist.yml': 'hashtags: [elsewhere]',
      '.github/workflows/watchlist.yml': 'on: pull_request_target',
      '.gitattributes': '* filter=evil\n',
      '.gitmodules': '[submodule "x"]\n  path = x\n  url = ../x\n  update = !echo run\n',
      'data/state.json': 'not JSON',
      'watchlist.yml': `${BASE}  - booktok\n`,
    });
    const report = await run('check', proposal, { machine: { HOME: folder } });
    expect(report.log).not.toContain('Error');
    expect(report.result).toBe('success');
    expect(existsSync(mark)).toBe(false);
    expect(report.summary).not.toContain('elsewhere');
    expect((await readdir(join(report.workspace, 'proposal'))).toSorted()).toEqual(['.git', 'watchlist.yml']);
    expect(await readFile(join(report.workspace, 'package.json'), 'utf8')).toBe(
      await remote.read('package.json'),
    );
  });

  test('does not get its packages installed', async () => {
    const mark = join(folder, 'mark');
    const lock = '{"name":"base","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"base"}}}';
    const stand = {
      'package.json': '{"name":"base","version":"1.0.0","type":"module"}',
      'package-lock.json': lock,
    };
    const main = "process.stdout.write('the base speaks\\n');";
    const base = await createGitRemote(folder, { ...stand, 'src/main.ts': main, 'watchlist.yml': BASE });
    const scripts = { preinstall: `echo run > ${mark}`, install: `echo run > ${mark}` };
    const proposal = await files(
      {
        'package.json': JSON.stringify({ name: 'base', version: '1.0.0', scripts }),
        '.npmrc': 'ignore-scripts=false\n',
        'src/main.ts': `import fs from 'node:fs'; fs.writeFileSync(${JSON.stringify(mark)}, 'run');`,
        'watchlist.yml': 'hashtags: [x]\n',
      },
      base,
    );
    const report = await run('check', proposal, { remote: base.url, install: { kind: 'run' } });
    expect(report.steps.find(({ name }) => name === 'Install')?.log).toContain('up to date');
    expect(report.log).toContain('the base speaks');
    expect(existsSync(mark)).toBe(false);
  });

  const secretFile = (clone: string) => join(dirname(clone), 'secret.txt');
  test.each<[string, (clone: string) => Promise<void>, RegExp]>([
    [
      'is a link out of the repository',
      async (clone) => {
        await writeFile(secretFile(clone), 'hashtags: [topsecret]\n');
        await rm(join(clone, 'watchlist.yml'));
        await symlink(secretFile(clone), join(clone, 'watchlist.yml'));
      },
      /this is a symbolic link/,
    ],
    [
      'is a link within it',
      async (clone) => {
        await rm(join(clone, 'watchlist.yml'));
        await symlink('.git/config', join(clone, 'watchlist.yml'));
      },
      /this is a symbolic link/,
    ],
    ['is gone', (clone) => rm(join(clone, 'watchlist.yml')), /there is no such file/],
    [
      'is a folder',
      async (clone) => {
        await rm(join(clone, 'watchlist.yml'));
        await mkdir(join(clone, 'watchlist.yml'));
        await writeFile(join(clone, 'watchlist.yml/a'), '');
      },
      /this is not a file/,
    ],
    [
      'is larger than 1 MB',
      (clone) => writeFile(join(clone, 'watchlist.yml'), 'a'.repeat(1_000_001)),
      /larger than 1 MB/,
    ],
    [
      'is binary',
      (clone) => writeFile(join(clone, 'watchlist.yml'), Buffer.from([0xff, 0xfe, 0x00, 0x80])),
      /not a text file in UTF-8/,
    ],
    [
      'is a bomb',
      (clone) => writeFile(join(clone, 'watchlist.yml'), `hashtags: ${'['.repeat(400_000)}`),
      /nested too deeply/,
    ],
    [
      'speaks to the runner',
      (clone) =>
        writeFile(
          join(clone, 'watchlist.yml'),
          [
            'hashtags:',
            '  - "::error file=src/main.ts::owned"',
            '  - "##[error]owned"',
            '  - "a\\n::add-mask::b\\n::stop-commands::c"',
            '  - name: x',
            '    "::warning::@octocat <img src=x> [l](https://evil.example)": 1',
          ].join('\n'),
        ),
      /cannot be a hashtag/,
    ],
    [
      'names secrets',
      (clone) =>
        writeFile(
          join(clone, 'watchlist.yml'),
          `channels:\n  a: { type: slack, url-env: GITHUB_TOKEN }\n  b: { type: slack, url-env: "\${{ secrets.SCAVIO_API_KEY }}" }\nhashtags: [x]\n`,
        ),
      /names a variable that belongs to the run itself/,
    ],
  ])('whose watchlist %s gets a clear answer at that file and no more', async (_, change, words) => {
    const report = await run('check', await proposed(change), {
      secrets: { SCAVIO_API_KEY: 'sk-live-123456' },
    });
    expect(report.result).toBe('failure');
    expect(report.summary).toMatch(words);
    const annotations = report.steps.flatMap((step) => step.annotations);
    expect(annotations.map(({ level, properties }) => [level, properties.file])).toEqual(
      annotations.map(() => ['error', 'watchlist.yml']),
    );
    expect(annotations.length).toBeGreaterThan(0);
    expect(report.log + report.summary).not.toMatch(/topsecret|\[core\]|sk-live/);
    expect(report.steps.every(({ maskedCount }) => maskedCount === 0)).toBe(true);
    expect(report.outputs.report).not.toBe('');
  });
});

describe.skipIf(!isHere)('the comment', () => {
  let github: GithubApi;

  beforeEach(async () => {
    github = await startGithubApi();
    for (let number = 1; number < NUMBER; number += 1) github.seedIssue({ title: 'an issue' });
    github.seedIssue({ title: 'a proposal', isPullRequest: true });
  });
  afterEach(() => github.close());

  /** Both jobs, as GitHub runs them; the second with the rights that its `permissions` name. */
  async function review(text: string, from = 'octo/radar'): Promise<JobReport> {
    const proposal = { ...(await files({ 'watchlist.yml': text })), from };
    const check = await run('check', proposal);
    return run('comment', proposal, {
      needs: { check },
      token: github.token,
      githubUrl: github.url,
      grant: (permissions) => github.grant(permissions),
    });
  }

  test('is one, kept current, and not taken for another that carries its marker', async () => {
    github.commentAs('mallory', NUMBER, '<!-- hashtag-radar:check -->\nmine');
    expect((await review(`${BASE}  - booktok\n`)).result).toBe('success');
    const [, first] = github.comments(NUMBER);
    expect(first?.body).toContain('`watchlist.yml` is valid');
    expect(first?.body).toContain(`${github.url}/octo/radar/actions/runs/1001`);
    expect((await review('hashtags: []\n')).result).toBe('success');
    const [foreign, own, ...more] = github.comments(NUMBER);
    expect(foreign?.body).toContain('mine');
    expect(own?.body).toContain('1 problem');
    expect(more).toEqual([]);
  });

  test('is not tried for a fork, whose token may only read', async () => {
    const report = await review(`${BASE}  - booktok\n`, 'mallory/radar');
    expect(report.result).toBe('skipped');
    expect(github.requests).toEqual([]);
  });

  test('is left out where the token may not write, without failing the run', async () => {
    github.fail({ kind: 'forbidden' }, { method: 'POST' });
    const report = await review(`${BASE}  - booktok\n`);
    expect(report.log).toContain('This run may not comment');
    expect(report.result).toBe('success');
  });
});

import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { DEFAULT_SECRETS } from '../../src/channels/registry.ts';
import { HOME } from '../../src/program.ts';
import { evaluate } from '../support/workflow-expression.ts';

/** What actionlint does not ask for, and the project does. */

const run = promisify(execFile);
const actionlint = resolve(import.meta.dirname, '../lint-workflows.ts');
const folder = resolve(import.meta.dirname, '../../.github/workflows');
const stepShape = z.looseObject({
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.unknown()).optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const workflowShape = z.looseObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  // A called workflow is queued by its caller; a group of its own could wait for itself.
  concurrency: z.strictObject({ group: z.string(), 'cancel-in-progress': z.boolean() }).optional(),
  jobs: z.record(
    z.string(),
    z.looseObject({
      'timeout-minutes': z.number(),
      permissions: z.record(z.string(), z.string()),
      needs: z.union([z.string(), z.array(z.string())]).optional(),
      if: z.string().optional(),
      steps: z.array(stepShape),
    }),
  ),
});
const workflows = readdirSync(folder).map((file) => {
  const text = readFileSync(join(folder, file), 'utf8');
  return { file, text, ...workflowShape.parse(parse(text)) };
});

let seeded = '';

beforeAll(async () => {
  seeded = await mkdtemp(join(tmpdir(), 'workflows-'));
});

afterAll(() => rm(seeded, { recursive: true, force: true }));

/** The workflow of this name; undefined in a copy whose owner did without it. */
function workflowNamed(file: string): (typeof workflows)[number] | undefined {
  return workflows.find((workflow) => workflow.file === file);
}

test('the workflows are here', () => {
  expect(workflows.map(({ file }) => file)).toEqual(expect.arrayContaining(['track.yml', 'doctor.yml']));
});

test('what serves the program alone runs at its home alone, and costs a copy nothing', () => {
  for (const { file, jobs } of workflows) {
    if (!PRODUCT_ONLY.includes(file)) continue;
    for (const { if: condition = '' } of Object.values(jobs))
      expect(condition).toContain(`github.repository == '${HOME}'`);
  }
});

const PRODUCT_ONLY = ['ci.yml', 'codeql.yml', 'release.yml', 'scorecard.yml'];

test('actionlint accepts ours and refuses a seeded fault', async () => {
  const job = 'runs-on: ubuntu-latest\n    steps:\n      - run: echo';
  const file = join(seeded, 'seeded.yml');
  await writeFile(file, `on: push\njobs:\n  a:\n    ${job} "\${{ github.nothing }}"\n`);
  const lint = (pattern: string) => run(process.execPath, [actionlint, pattern]);
  await expect(lint(file)).rejects.toMatchObject({ stdout: expect.stringContaining('"nothing"') });
  expect((await lint(join(folder, '*.yml'))).stdout).toContain(
    `Checking ${workflows.length} workflow file(s)`,
  );
});

describe.each(workflows)('$file', ({ text, on, permissions, jobs, concurrency }) => {
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test('grants nothing at the top, and each job states what it needs', () => {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) expect(Object.keys(job.permissions)).not.toEqual([]);
  });

  test('one run at a time, as its own trigger or its caller says', () => {
    expect(concurrency === undefined).toBe('workflow_call' in on);
  });

  test('every job ends within the hour', () => {
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThan(60);
  });

  test('actions are pinned to a commit, with the version beside it', () => {
    const uses = [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map(([, what]) => what);
    expect(uses).toHaveLength(steps.filter((step) => step.uses !== undefined).length);
    const others = uses.filter((what) => what !== './.hashtag-radar');
    for (const what of others) expect(what).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('the program of a called workflow is the very commit that its caller pinned', () => {
    for (const { steps: own } of Object.values(jobs)) {
      const uses = own.findIndex((step) => step.uses === './.hashtag-radar');
      if (uses < 0) continue;
      const fetched = own.findIndex(({ with: inputs }) => inputs?.path === '.hashtag-radar');
      expect(own[fetched]).toMatchObject({
        uses: expect.stringMatching(/^actions\/checkout@/),
        with: { repository: `\${{ job.workflow_repository }}`, ref: `\${{ job.workflow_sha }}` },
      });
      // A checkout into the workspace itself would take the program away again.
      const [later] = own
        .slice(fetched + 1)
        .filter(
          ({ uses: what, with: inputs }) =>
            what?.startsWith('actions/checkout@') && inputs?.path === undefined,
        );
      expect([fetched < uses, later]).toEqual([true, undefined]);
    }
  });

  test('a checkout leaves no credentials behind, and no cache is shared', () => {
    for (const step of steps) {
      if (step.uses?.startsWith('actions/checkout@')) expect(step.with?.['persist-credentials']).toBe(false);
      if (step.uses?.startsWith('actions/setup-node@'))
        expect(step.with?.['package-manager-cache']).toBe(false);
      expect(step.with ?? {}).not.toHaveProperty('cache');
    }
  });

  test("a stranger's pull request meets no secret", () => {
    expect(Object.keys(on)).not.toContain('pull_request_target');
    if ('pull_request' in on) expect(text).not.toContain('secrets.');
  });

  test('nothing is interpolated into a script', () => {
    for (const step of steps) expect(step.run ?? '').not.toContain('${{');
  });
});

describe('channels', () => {
  test.each(['track.yml', 'track-in-shards.yml', 'doctor.yml', 'reusable-track.yml', 'reusable-doctor.yml'])(
    '%s hands on every variable that a channel has by default',
    (file) => {
      const { text = '' } = workflows.find((workflow) => workflow.file === file) ?? {};
      const handed = (name: string) => text.includes(`\n          ${name}: \${{ secrets.${name} }}\n`);
      expect(DEFAULT_SECRETS.length).toBeGreaterThan(6);
      // The job that records in shards asks no source.
      const unneeded = file === 'track-in-shards.yml' ? ['SCAVIO_API_KEY'] : [];
      expect(DEFAULT_SECRETS.filter((name) => !handed(name))).toEqual(unneeded);
    },
  );
});

describe('track.yml', () => {
  const track = workflows.find(({ file }) => file === 'track.yml');
  const job = track?.jobs.track;

  test('runs on the hour and once more, by hand with `dry-run`, one at a time to its end', () => {
    // Both slots may go: the second saves minutes, the first where another clock starts the run.
    const schedule = z.array(z.strictObject({ cron: z.string() })).parse(track?.on.schedule ?? []);
    expect(schedule.length).toBeLessThanOrEqual(2);
    for (const { cron } of schedule) expect(cron).toMatch(/^[0-5]?\d \* \* \* \*$/);
    expect(track?.on.workflow_dispatch).toMatchObject({
      inputs: { 'dry-run': { type: 'boolean', default: false } },
    });
    expect(track?.concurrency?.['cancel-in-progress']).toBe(false);
  });

  test('may write contents and issues, and nothing else', () => {
    expect(job?.permissions).toEqual({ contents: 'write', issues: 'write' });
  });

  test('secrets reach only the step that tracks; before it, only whether the key is there', () => {
    const naming = job?.steps.filter((step) => JSON.stringify(step).includes('secrets.')) ?? [];
    expect(naming.map(({ name }) => name)).toEqual(['Due?', 'Track']);
    // Whether the key is there, and the token that reads a record on a branch of its own.
    expect(naming[0]?.env).toEqual({
      HAS_KEY: `\${{ secrets.SCAVIO_API_KEY != '' }}`,
      GITHUB_TOKEN: `\${{ secrets.GITHUB_TOKEN }}`,
    });
    expect(track?.text).not.toMatch(/github\.token|toJSON\(secrets\)|secrets\[/);
    expect(track?.text.split('\njobs:')[0]).not.toContain('secrets.');
  });

  test("installs what it runs with, without the tools of development or anybody's install scripts", () => {
    const installs = job?.steps.flatMap((step) => (step.run?.includes('npm') ? [step.run] : [])) ?? [];
    expect(installs.at(-1)).toBe('npm ci --omit=dev --omit=optional --ignore-scripts');
  });
});

describe.skipIf(workflowNamed('track-in-shards.yml') === undefined)('track-in-shards.yml', () => {
  const shards = workflowNamed('track-in-shards.yml');
  const { plan, sample, record } = shards?.jobs ?? {};

  test('is off until a person starts it, and shares the group of the one writer', () => {
    expect(Object.keys(shards?.on ?? {})).toEqual(['workflow_dispatch']);
    expect(shards?.concurrency).toEqual(workflowNamed('track.yml')?.concurrency);
  });

  test('one job may write, and only it knows the channels; each that samples has one key', () => {
    const write = { contents: 'write', issues: 'write' };
    expect([plan, sample, record].map((job) => job?.permissions)).toEqual([
      { contents: 'read' },
      { contents: 'read' },
      write,
    ]);
    const secretsOf = (job: typeof plan) =>
      [...JSON.stringify(job?.steps).matchAll(/\$\{\{ (secrets[^}]*?) \}\}/g)].map(([, secret]) => secret);
    expect(secretsOf(plan)).toEqual(["secrets.SCAVIO_API_KEY != ''"]);
    expect(secretsOf(sample)).toEqual(['secrets[matrix.key]']);
    expect(secretsOf(record)).toContain('secrets.SLACK_WEBHOOK_URL');
  });
});

describe('doctor.yml', () => {
  const doctor = workflows.find(({ file }) => file === 'doctor.yml');
  const job = doctor?.jobs.examine;

  test('is started by hand only, and sends nothing unless it is asked to', () => {
    expect(Object.keys(doctor?.on ?? {})).toEqual(['workflow_dispatch']);
    expect(doctor?.on.workflow_dispatch).toMatchObject({
      inputs: {
        'send-test': { type: 'boolean', default: false },
        rehearse: { type: 'string', default: '' },
      },
    });
  });

  test('may write issues, and nothing else', () => {
    expect(job?.permissions).toEqual({ contents: 'read', issues: 'write', actions: 'read' });
  });

  test('secrets reach only the step that examines, and are those that the hourly run has', () => {
    const naming = job?.steps.filter((step) => JSON.stringify(step).includes('secrets.')) ?? [];
    expect(naming.map(({ name }) => name)).toEqual(['Examine']);
    const secretsOf = (text = '') =>
      new Set([...text.matchAll(/\$\{\{ secrets\.(\w+) \}\}/g)].map(([, name]) => name));
    const track = workflows.find(({ file }) => file === 'track.yml');
    expect(secretsOf(doctor?.text)).toContain('SCAVIO_API_KEY');
    expect(secretsOf(doctor?.text)).toEqual(secretsOf(track?.text));
  });
});

test.skipIf(workflowNamed('ci.yml') === undefined)('ci.yml may only read', () => {
  const ci = workflowNamed('ci.yml');
  expect(ci?.jobs.check?.permissions).toEqual({ contents: 'read' });
  expect(ci?.jobs.check?.steps.at(-1)?.run).toBe('.ci/run');
});

/** Steps that a token or another's text reaches, as `job: step`, with their variables. */
function handedOver(file: string): Readonly<Record<string, unknown>> {
  const { jobs = {} } = workflows.find((workflow) => workflow.file === file) ?? {};
  return Object.fromEntries(
    Object.entries(jobs).flatMap(([id, { steps }]) =>
      steps.flatMap(({ name, env }) => (env === undefined ? [] : [[`${id}: ${name}`, env]])),
    ),
  );
}

const TOKEN = `\${{ github.token }}`;

describe.skipIf(workflowNamed('watchlist.yml') === undefined)('watchlist.yml', () => {
  const review = workflows.find(({ file }) => file === 'watchlist.yml');
  const { check, comment } = review?.jobs ?? {};

  test('runs on pull requests that touch the watchlist, never with the rights of the repository', () => {
    expect(review?.on).toEqual({ pull_request: { paths: ['watchlist.yml'] } });
    expect(check?.permissions).toEqual({ contents: 'read' });
    expect(comment?.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  });

  test('checks out the base branch everywhere, and of the pull request one file beside it', () => {
    const checkouts = [check, comment].map((job) =>
      job?.steps.flatMap(({ uses, with: inputs }) => (uses?.startsWith('actions/checkout@') ? [inputs] : [])),
    );
    const base = { ref: `\${{ github.base_ref }}`, 'persist-credentials': false };
    const file = {
      path: 'proposal',
      'sparse-checkout': '/watchlist.yml',
      'sparse-checkout-cone-mode': false,
      'persist-credentials': false,
    };
    expect(checkouts).toEqual([[base, file], [base]]);
  });

  test('installs before the proposal is there, and runs nothing but the program of the base branch', () => {
    const order = check?.steps.map(({ uses, run: script }) => script ?? uses?.split('@')[0]);
    const install = 'npm ci --omit=dev --omit=optional --ignore-scripts';
    const [checkout, node] = ['actions/checkout', 'actions/setup-node'];
    const fetch = 'node src/main.ts fetch-record';
    expect(order).toEqual([checkout, node, install, fetch, checkout, 'node src/main.ts review']);
    expect(comment?.steps.flatMap(({ run: script }) => script ?? [])).toEqual([
      install,
      'node src/main.ts comment',
    ]);
    expect(review?.text).not.toMatch(/working-directory|head_ref|head\.ref|head\.sha/);
  });

  test('gives the token to steps that never see the proposal, and to comment only where the repository itself asks', () => {
    expect(handedOver('watchlist.yml')).toEqual({
      'check: Fetch the record': { GITHUB_TOKEN: TOKEN },
      'comment: Comment': { GITHUB_TOKEN: TOKEN, REPORT: `\${{ needs.check.outputs.report }}` },
    });
    expect(comment?.needs).toBe('check');
    expect(comment?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
  });
});

describe.skipIf(workflowNamed('watch-form.yml') === undefined)('watch-form.yml', () => {
  const form = workflows.find(({ file }) => file === 'watch-form.yml');
  const { judge, propose } = form?.jobs ?? {};

  test('may write to the repository only after the job that judges said so', () => {
    expect(form?.on).toEqual({ issues: { types: ['opened', 'edited', 'labeled'] } });
    expect(judge?.permissions).toEqual({ contents: 'read', issues: 'write', 'pull-requests': 'read' });
    expect(propose?.permissions).toEqual({ contents: 'write', issues: 'write', 'pull-requests': 'write' });
    expect([propose?.needs, propose?.if]).toEqual(['judge', "needs.judge.outputs.judgement == 'go'"]);
  });

  test('takes one request of an issue at a time, stops none midway, and lets nothing displace a consent', () => {
    expect(form?.concurrency?.['cancel-in-progress']).toBe(false);
    const [, expression = ''] = /^watch-form-\$\{\{(.+)\}\}$/.exec(form?.concurrency?.group ?? '') ?? [];
    const groupOf = (action: string, label?: string, changed = 'body') => {
      const changes = action === 'edited' ? { changes: { [changed]: { from: 'x' } } } : {};
      const labelled = label === undefined ? {} : { label: { name: label } };
      const event = { action, issue: { number: 7 }, ...changes, ...labelled };
      return evaluate(expression, { github: { event, run_id: '4711' } }, 'success').coerceString();
    };
    expect([groupOf('opened'), groupOf('edited')]).toEqual(['7-text', '7-text']);
    expect(groupOf('labeled', 'watch')).toBe('7-consent');
    expect([groupOf('labeled', 'spring'), groupOf('edited', undefined, 'title')]).toEqual(['4711', '4711']);
  });

  test("hands no text of the issue to any step, and the token to the program's steps alone", () => {
    expect(handedOver('watch-form.yml')).toEqual({
      'judge: Judge': { GITHUB_TOKEN: TOKEN },
      'propose: Propose': { GITHUB_TOKEN: TOKEN },
    });
    expect(form?.text).not.toContain('secrets.');
  });
});

describe.skipIf(workflowNamed('pages.yml') === undefined)('pages.yml', () => {
  const pages = workflows.find(({ file }) => file === 'pages.yml');
  const { build, deploy } = pages?.jobs ?? {};

  test('comes after each run that tracks, or by hand, and lets a publication end', () => {
    const track = workflows.find(({ file }) => file === 'track.yml');
    expect(pages?.on).toEqual({
      workflow_run: { workflows: [track?.name, 'Track hashtags in shards'], types: ['completed'] },
      workflow_dispatch: null,
    });
    expect(pages?.concurrency?.['cancel-in-progress']).toBe(false);
  });

  test('the job that builds may only read; the one that publishes does nothing else, and runs no code of ours', () => {
    expect(build?.permissions).toEqual({ contents: 'read', pages: 'read' });
    expect(deploy?.permissions).toEqual({ pages: 'write', 'id-token': 'write' });
    expect(deploy?.steps.map(({ uses }) => uses?.split('@')[0])).toEqual(['actions/deploy-pages']);
    expect(Object.keys(pages?.jobs ?? {})).toEqual(['build', 'deploy']);
  });

  test('it meets no secret, commits nothing, and installs nobody’s scripts', () => {
    expect(pages?.text).not.toMatch(/secrets|git (?:push|commit|add)/);
    expect(Object.keys(handedOver('pages.yml'))).toEqual([
      'build: Set up?',
      'build: Changed?',
      'build: Write the site',
    ]);
    const installs = build?.steps.flatMap(({ run: script }) =>
      script?.startsWith('npm ci') ? [script] : [],
    );
    expect(installs).toEqual(['npm ci --omit=dev --ignore-scripts']);
  });
});

/**
 * Runs one job of our workflows on this machine, on GitHub's own parser and evaluator. `actions/checkout` becomes a
 * real clone of depth 1, `actions/setup-node` nothing (the Node that runs the tests is first on the PATH).
 */
import { globSync } from 'node:fs';
import { access, appendFile, cp, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { HOME } from '../../src/program.ts';
import { gitEnvironment } from '../../src/simulator/github/bare-repository.ts';
import { checkOut } from './git-remote.ts';
import type { Annotation } from './workflow-commands.ts';
import { type Contexts, fillIn, holds, type JobStatus, type Json } from './workflow-expression.ts';
import { type PlannedCall, type PlannedJob, type PlannedStep, planCall, planJob } from './workflow-plan.ts';
import { mask, runScript } from './workflow-script.ts';

export interface JobRequest {
  /** Workflow file and the id of the job in it. */
  readonly file: string;
  readonly job: string;
  /** An existing folder to work in; the test removes it. */
  readonly folder: string;
  /** What `actions/checkout` clones. */
  readonly remote: string;
  /** The commit of the trigger (`github.sha`), for a checkout without `ref`. */
  readonly sha?: string;
  readonly event?: 'schedule' | 'push' | 'pull_request' | 'workflow_dispatch' | 'workflow_run' | 'issues';
  /** What `github.event` holds besides `inputs` and `repository`. */
  readonly payload?: Readonly<Record<string, Json>>;
  /** Further fields of the `github` context, such as `ref` and `base_ref` of a pull request. */
  readonly context?: Readonly<Record<string, string>>;
  /** How the jobs that this one needs ended. */
  readonly needs?: Readonly<Record<string, Pick<JobReport, 'result' | 'outputs'>>>;
  /** Gets the job's `permissions` before its first step: what the token may do from now on. */
  readonly grant?: (permissions: Readonly<Record<string, string>>) => void;
  /** Inputs of a `workflow_dispatch`; those absent take their defaults. */
  readonly inputs?: Readonly<Record<string, string | number | boolean>>;
  /** `github.event.repository`; default an original, `{ fork: false }`. */
  readonly eventRepository?: Readonly<Record<string, Json>>;
  /** The branch that the run was started on; default `main`, which is the default branch. */
  readonly branch?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  /** The repository's variables. */
  readonly vars?: Readonly<Record<string, string>>;
  /** GITHUB_TOKEN; default `ghs_test`. */
  readonly token?: string;
  /** `owner/name`; default `octo/radar`. */
  readonly repository?: string;
  /** Origin of GitHub's pages and API; default github.com. */
  readonly githubUrl?: string;
  /** Variables of the machine that every step sees, for what a test redirects, such as `SCAVIO_BASE_URL`. */
  readonly machine?: Readonly<Record<string, string>>;
  /** Whether a step of `npm ci` runs, or gets a link to an installed `node_modules` in its place. */
  readonly install: { readonly kind: 'run' } | { readonly kind: 'link'; readonly nodeModules: string };
  /** The program's own repository, for workflows that call one of its workflows at a commit: an address that git takes. */
  readonly program?: string;
  /** The entry of the matrix that this job is for. */
  readonly matrix?: Readonly<Record<string, Json>>;
  /** The folder through which jobs of one run hand artifacts on: a folder for each. */
  readonly artifacts?: string;
  /** Which job of a called workflow runs; default the one of the same name as the caller's. */
  readonly calledJob?: string;
  /** After this a step is killed and fails; default 2 minutes. */
  readonly stepTimeoutMs?: number;
}

export interface StepReport {
  readonly id: string;
  readonly name: string;
  readonly outcome: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  /** Output and error output, secrets masked as `***`. */
  readonly log: string;
  /** Markdown that the step added to the job summary, masked alike. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** How many secrets had to be masked: a careful program keeps this at 0. */
  readonly maskedCount: number;
}

export interface JobReport {
  readonly result: 'success' | 'failure' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepReport[];
  /** The job summary as a person reads it. */
  readonly summary: string;
  readonly log: string;
  /** Folder the job worked in. */
  readonly workspace: string;
}

/** What changes from step to step. */
interface Progress {
  readonly status: JobStatus;
  readonly steps: readonly StepReport[];
  /** From GITHUB_ENV and GITHUB_PATH. */
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly masks: readonly string[];
}

interface Machine {
  readonly request: JobRequest;
  readonly workspace: string;
  /** Folder for command files, scripts and HOME. */
  readonly temp: string;
  readonly github: Readonly<Record<string, Json>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, Json>>;
  /** The repository and the commit that the running workflow comes from: the called one's own where one is called. */
  readonly origin: { readonly workflow_repository: string; readonly workflow_sha: string };
}

/** Runs the job; a failing step is part of the report, what the runner does not know is thrown. */
export async function runJob(request: JobRequest): Promise<JobReport> {
  const call = await planCall(request.file, request.job);
  if (call !== undefined) return runCalledJob(request, call);
  const plan = await planJob(request.file, request.job);
  return runPlan(plan, await setUp(request, plan.workflow, plan.inputs));
}

/** Runs a job of a workflow of the program, in the repository and with the secrets of the caller, who says what it may do. */
async function runCalledJob(request: JobRequest, call: PlannedCall): Promise<JobReport> {
  const { program } = request;
  if (program === undefined)
    throw new Error(`The workflow calls ${call.called}: the runner needs the program's repository.`);
  const caller = await setUp(request, call.workflow, call.inputs);
  const contexts = contextsOf(caller, { status: 'success', steps: [], env: {}, path: [], masks: [] });
  if (!holds(call.condition, contexts, 'success')) {
    return { result: 'skipped', outputs: {}, steps: [], summary: '', log: '', workspace: caller.workspace };
  }
  const source = await mkdtemp(join(request.folder, 'called-'));
  await checkOut(source, { url: program, ref: call.commit, only: `/${call.called}` });
  const plan = await planJob(join(source, call.called), request.calledJob ?? request.job);
  for (const [scope, level] of Object.entries(plan.permissions)) {
    const granted = call.permissions[scope];
    if (granted !== level && granted !== 'write')
      throw new Error(
        `${call.called} asks for ${scope}: ${level}, and its caller grants ${granted ?? 'nothing'}.`,
      );
  }
  const handed = call.with.map(([name, value]) => [name, asInput(fillIn(value, contexts, 'success'))]);
  const origin = { workflow_repository: HOME, workflow_sha: call.commit };
  return runPlan(plan, { ...caller, inputs: Object.fromEntries(handed), origin });
}

/** An expression alone keeps its type when it is handed to a called workflow. */
function asInput(text: string): Json {
  return text === 'true' ? true : text === 'false' ? false : text;
}

async function runPlan(plan: PlannedJob, machine: Machine): Promise<JobReport> {
  const { request } = machine;
  const token = request.token ?? 'ghs_test';
  let progress: Progress = { status: 'success', steps: [], env: {}, path: [], masks: [token] };
  const { workspace } = machine;
  const needed = Object.values(request.needs ?? {});
  const before = needed.every(({ result }) => result === 'success') ? 'success' : 'failure';
  if (!holds(plan.condition, contextsOf(machine, progress), before)) {
    return { result: 'skipped', outputs: {}, steps: [], summary: '', log: '', workspace };
  }
  request.grant?.(plan.permissions);
  const contexts = contextsOf(machine, progress);
  const env = Object.fromEntries(plan.env.map(([key, value]) => [key, fillIn(value, contexts, 'success')]));
  progress = { ...progress, env };
  for (const step of plan.steps) progress = await runStep(machine, progress, step);
  const { status, steps } = progress;
  const join = (part: 'log' | 'summary') => steps.map((step) => step[part]).join('');
  const after = contextsOf(machine, progress);
  const outputs = Object.fromEntries(
    plan.outputs.map(([name, value]) => [name, fillIn(value, after, 'success')]),
  );
  return { result: status, outputs, steps, summary: join('summary'), log: join('log'), workspace };
}

async function setUp(request: JobRequest, workflow: string, defaults: Machine['inputs']): Promise<Machine> {
  const root = await mkdtemp(join(request.folder, 'job-'));
  const workspace = join(root, 'workspace');
  const temp = join(root, 'temp');
  await mkdir(workspace);
  await mkdir(temp);
  await shareCompiled(root);
  const repository = request.repository ?? 'octo/radar';
  const branch = request.branch ?? 'main';
  const inputs = request.event === 'workflow_dispatch' ? { ...defaults, ...request.inputs } : {};
  const event: Json = {
    inputs,
    repository: {
      full_name: repository,
      default_branch: 'main',
      ...(request.eventRepository ?? { fork: false }),
    },
    ...request.payload,
  };
  await writeFile(join(temp, 'event.json'), JSON.stringify(event));
  const github = {
    token: request.token ?? 'ghs_test',
    workflow,
    repository,
    repository_owner: repository.split('/')[0] ?? '',
    event_name: request.event ?? 'schedule',
    event,
    event_path: join(temp, 'event.json'),
    actor: 'octocat',
    ref: `refs/heads/${branch}`,
    ref_name: branch,
    sha: request.sha ?? '0'.repeat(40),
    run_id: '1001',
    run_number: '7',
    run_attempt: '1',
    job: request.job,
    server_url: request.githubUrl ?? 'https://github.com',
    api_url: request.githubUrl ?? 'https://api.github.com',
    workspace,
    ...request.context,
  };
  const secrets = { ...request.secrets, GITHUB_TOKEN: github.token };
  const origin = { workflow_repository: repository, workflow_sha: github.sha };
  return { request, workspace, temp, github, secrets, inputs, origin };
}

/**
 * Node keeps compiled code by the path from its cache to the file. With a link to the one cache beside each workspace, the
 * same program has the same path in every job, so that only the first one compiles it.
 */
async function shareCompiled(root: string): Promise<void> {
  const compiled = join(process.env.NODE_COMPILE_CACHE ?? tmpdir(), 'workspaces');
  await mkdir(compiled, { recursive: true });
  await symlink(compiled, join(root, 'compiled'));
}

/** https://nodejs.org/api/module.html#portability-of-the-compile-cache */
function compiledIn(root: string): Readonly<Record<string, string>> {
  return { NODE_COMPILE_CACHE: join(root, 'compiled'), NODE_COMPILE_CACHE_PORTABLE: '1' };
}

function contextsOf(machine: Machine, progress: Progress): Contexts {
  const steps = progress.steps.map(({ id, outcome, outputs }) => [
    id,
    { outcome, conclusion: outcome, outputs },
  ]);
  return {
    github: machine.github,
    secrets: machine.secrets,
    inputs: machine.inputs,
    needs: { ...machine.request.needs },
    vars: { ...machine.request.vars },
    matrix: { ...machine.request.matrix },
    env: progress.env,
    steps: Object.fromEntries(steps),
    job: { status: progress.status, ...machine.origin },
    runner: { os: 'Linux', arch: 'X64', temp: machine.temp },
  };
}

async function runStep(machine: Machine, progress: Progress, step: PlannedStep): Promise<Progress> {
  const contexts = contextsOf(machine, progress);
  const silent = { outputs: {}, log: '', summary: '', annotations: [], maskedCount: 0 };
  const report = { id: step.id, name: step.name, ...silent };
  if (!holds(step.condition, contexts, progress.status)) {
    return { ...progress, steps: [...progress.steps, { ...report, outcome: 'skipped' }] };
  }
  const fill = (pairs: PlannedStep['env']) =>
    Object.fromEntries(pairs.map(([key, value]) => [key, fillIn(value, contexts, progress.status)]));
  if (step.act.kind === 'uses' && !step.act.action.startsWith('./')) {
    const outputs = await useAction(machine, step.act.action, fill(step.with));
    return { ...progress, steps: [...progress.steps, { ...report, outcome: 'success', outputs }] };
  }
  const own =
    step.act.kind === 'uses' ? await actionOf(machine, step.act.action, fill(step.with)) : undefined;
  const script =
    step.act.kind === 'run' ? fillIn(step.act.script, contexts, progress.status) : (own?.script ?? '');
  const shell = step.shell === undefined ? undefined : fillIn(step.shell, contexts, progress.status);
  const env = {
    ...machineEnvironment(machine, progress.path),
    ...progress.env,
    ...fill(step.env),
    ...own?.env,
  };
  const { workspace: cwd, temp } = machine;
  const ran = await runScript({
    script: await withLinkedModules(machine, script),
    shell,
    cwd,
    env,
    temp,
    timeoutMs: machine.request.stepTimeoutMs ?? 280_000,
  });
  const masks = [...progress.masks, ...Object.values(machine.secrets), ...ran.masks].filter(Boolean);
  const log = mask(ran.log, masks);
  const summary = mask(ran.summary, masks);
  const done: StepReport = {
    ...report,
    outcome: ran.ok ? 'success' : 'failure',
    outputs: ran.outputs,
    log: log.text,
    summary: summary.text,
    annotations: ran.annotations,
    maskedCount: log.count + summary.count,
  };
  return {
    status: ran.ok ? progress.status : 'failure',
    steps: [...progress.steps, done],
    env: { ...progress.env, ...ran.env },
    path: [...ran.path, ...progress.path],
    masks,
  };
}

/** Does what the action would do to the workspace, and answers with its outputs. Unknown actions are an error. */
async function useAction(
  machine: Machine,
  action: string,
  inputs: Readonly<Record<string, string>>,
): Promise<StepReport['outputs']> {
  const { workspace, github } = machine;
  switch (action.split('@')[0]) {
    case 'actions/checkout': {
      if (inputs['persist-credentials'] !== 'false')
        throw new Error('The runner keeps no credentials in a clone.');
      const ref = inputs.ref ?? String(github.sha);
      const folder = join(workspace, inputs.path ?? '.');
      await mkdir(folder, { recursive: true });
      const url = remoteOf(machine, inputs.repository);
      const only = inputs['sparse-checkout'];
      if (only !== undefined && inputs['sparse-checkout-cone-mode'] !== 'false')
        throw new Error('The runner knows sparse checkouts by patterns only.');
      const checkout = { url, ref, token: String(github.token) };
      await checkOut(folder, { ...checkout, ...(only !== undefined && { only }) });
      return {};
    }
    case 'actions/upload-artifact': {
      const to = join(artifactsOf(machine), inputs.name ?? 'artifact');
      await mkdir(to, { recursive: true });
      await cp(join(workspace, inputs.path ?? ''), join(to, basename(inputs.path ?? '')));
      return {};
    }
    case 'actions/download-artifact': {
      if (inputs.name === undefined && inputs['merge-multiple'] !== 'true')
        throw new Error('The runner lays several artifacts into one folder only.');
      const from = artifactsOf(machine);
      const named = globSync(inputs.name ?? inputs.pattern ?? '*', { cwd: from });
      if (inputs.name !== undefined && named.length === 0)
        throw new Error(`There is no artifact ${inputs.name}.`);
      for (const name of named)
        await cp(join(from, name), join(workspace, inputs.path ?? '.'), { recursive: true });
      return {};
    }
    case 'actions/setup-node':
      return {};
    case 'actions/configure-pages':
      return { base_url: 'https://octo.example/radar' };
    case 'actions/upload-pages-artifact':
      // What it takes is what a test finds there.
      await access(join(workspace, inputs.path ?? '_site/', 'index.html'));
      return {};
    default:
      throw new Error(`The workflow runner does not know the action ${action}.`);
  }
}

function artifactsOf({ request }: Machine): string {
  if (request.artifacts === undefined)
    throw new Error('The job hands artifacts on: the runner needs a folder for them.');
  return request.artifacts;
}

/** What a checkout clones: this repository, or the program's where a called workflow names it. */
function remoteOf({ request, github }: Machine, repository = String(github.repository)): string {
  if (repository === github.repository) return request.remote;
  if (repository === HOME && request.program !== undefined) return request.program;
  throw new Error(`The workflow runner does not know the repository "${repository}".`);
}

/** An action in a folder that was checked out: a script that starts the file which action.yml names, and its inputs. */
async function actionOf(
  { workspace }: Machine,
  uses: string,
  given: Readonly<Record<string, string>>,
): Promise<{ readonly script: string; readonly env: Readonly<Record<string, string>> }> {
  const folder = join(workspace, uses);
  const action = actionShape.parse(parse(await readFile(join(folder, 'action.yml'), 'utf8')));
  const stranger = Object.keys(given).find((name) => !(name in action.inputs));
  if (stranger !== undefined) throw new Error(`action.yml has no input "${stranger}".`);
  const inputs = Object.entries(action.inputs).map(([name, { default: value }]) => [
    `INPUT_${name.toUpperCase()}`,
    given[name] ?? value,
  ]);
  return { script: `exec node '${join(folder, action.runs.main)}'`, env: Object.fromEntries(inputs) };
}

const actionShape = z.looseObject({
  inputs: z.record(z.string(), z.looseObject({ default: z.string() })),
  runs: z.strictObject({ using: z.literal('node24'), main: z.string() }),
});

/**
 * The script without the `npm ci` in its first line where the test links modules in. The link is out of git's sight: the
 * pattern `node_modules/` of .gitignore matches folders only.
 */
async function withLinkedModules({ request, workspace }: Machine, script: string): Promise<string> {
  const [install, prefix = '.'] = /^npm ci\b(?: --prefix (\S+))?.*(?:\n|$)/.exec(script) ?? [];
  if (request.install.kind === 'run' || install === undefined) return script;
  const folder = join(workspace, prefix);
  await symlink(request.install.nodeModules, join(folder, 'node_modules'));
  await appendFile(join(folder, '.git/info/exclude'), 'node_modules\n');
  return script.slice(install.length);
}

/** The variables that GitHub's runner gives to every step; of the machine that runs the tests only the compile cache. */
function machineEnvironment(machine: Machine, path: readonly string[]): Record<string, string> {
  const isolated = gitEnvironment(machine.temp);
  const github = Object.entries(machine.github).flatMap(([key, value]) =>
    typeof value === 'string' && key !== 'token' ? [[`GITHUB_${key.toUpperCase()}`, value]] : [],
  );
  return {
    ...isolated,
    PATH: [...path, dirname(process.execPath), isolated.PATH].join(delimiter),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_TEMP: machine.temp,
    ...compiledIn(dirname(machine.workspace)),
    ...Object.fromEntries(github),
    ...machine.request.machine,
  };
}

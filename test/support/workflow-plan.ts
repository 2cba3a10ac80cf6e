/** Reads a workflow file with GitHub's own parser into the little that the runner needs of it. */
import { readFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { basename } from 'node:path';
import type { TemplateParseResult } from '@actions/workflow-parser';
import { HOME } from '../../src/program.ts';

type Token = NonNullable<TemplateParseResult['value']>;
type Entries = readonly (readonly [string, Token])[];

export interface PlannedStep {
  readonly id: string;
  readonly name: string;
  /** Expression, GitHub's implied `success()` included. */
  readonly condition: string;
  readonly env: Entries;
  readonly with: Entries;
  readonly shell: Token | undefined;
  readonly act:
    | { readonly kind: 'run'; readonly script: Token }
    | { readonly kind: 'uses'; readonly action: string };
}

export interface PlannedJob {
  readonly workflow: string;
  readonly condition: string;
  /** The workflow's and the job's. */
  readonly env: Entries;
  readonly outputs: Entries;
  /** What the job's token may do. */
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly PlannedStep[];
  /** Defaults of the inputs of `workflow_dispatch`. */
  readonly inputs: Readonly<Record<string, string | number | boolean>>;
}

/** A job that calls a workflow of this program: which, and what it hands over. */
export interface PlannedCall {
  /** `.github/workflows/reusable-track.yml`. */
  readonly called: string;
  /** The commit of the program behind the `@`. */
  readonly commit: string;
  readonly condition: string;
  readonly with: Entries;
  readonly permissions: Readonly<Record<string, string>>;
  /** Of the calling workflow, as `planJob` has them. */
  readonly workflow: string;
  readonly inputs: PlannedJob['inputs'];
}

/** What the runner honours or can safely leave out; anything else in a workflow is an error and not a silent gap. */
const KNOWN_KEYS = {
  workflow: ['name', 'on', 'permissions', 'concurrency', 'env', 'jobs'],
  job: [
    ...['name', 'if', 'runs-on', 'timeout-minutes', 'permissions', 'env', 'needs', 'outputs', 'steps'],
    // A test starts one job for each entry of the matrix.
    'strategy',
  ],
  call: ['name', 'if', 'permissions', 'needs', 'uses', 'with', 'secrets'],
  step: ['name', 'id', 'if', 'env', 'run', 'uses', 'with', 'shell'],
};

/** Plans the job `id` where it calls a workflow of this program; undefined where it has steps of its own. */
export async function planCall(file: string, id: string): Promise<PlannedCall | undefined> {
  const { value, template } = await parse(file);
  const job = template.jobs.find((candidate) => candidate.id.value === id);
  if (job?.type !== 'reusableWorkflowJob') return undefined;
  const root = entries(value, KNOWN_KEYS.workflow);
  const own = entries(take(entries(take(root, 'jobs')), id), KNOWN_KEYS.call);
  const uses = take(own, 'uses')?.assertString('uses').value ?? '';
  const [, called = '', commit = ''] =
    new RegExp(`^${HOME}/(\\.github/workflows/[\\w-]+\\.yml)@([0-9a-f]{40})$`).exec(uses) ?? [];
  if (called === '') throw new Error(`The workflow runner does not know the workflow ${uses}.`);
  return {
    called,
    commit,
    condition: job.if.expression,
    with: entries(take(own, 'with')),
    permissions: permissionsOf(own),
    workflow: take(root, 'name')?.assertString('name').value ?? basename(file),
    inputs: defaultsOf(template.events.workflow_dispatch?.inputs),
  };
}

/** Throws with GitHub's messages when the file is not a valid workflow. */
async function parse(file: string) {
  const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await loadParser();
  const content = await readFile(file, 'utf8');
  const parsed = parseWorkflow({ name: basename(file), content }, new NoOperationTraceWriter());
  const { context, value } = parsed;
  const complain = () => {
    const problems = context.errors.getErrors().map(({ message }) => message);
    return new Error(`${file}: ${problems.join('; ')}`);
  };
  if (value === undefined || context.errors.count > 0) throw complain();
  const template = await convertWorkflowTemplate(context, value);
  if (context.errors.count > 0) throw complain();
  return { value, template };
}

function permissionsOf(job: Entries): PlannedJob['permissions'] {
  const granted = entries(take(job, 'permissions')).map(([scope, level]) => [scope, level.toString()]);
  return Object.fromEntries(granted);
}

function defaultsOf(
  inputs: Readonly<Record<string, { readonly default?: string | number | boolean }>> = {},
): PlannedJob['inputs'] {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, { default: value }]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** Plans the job `id` of a workflow file. Throws with GitHub's messages when the file is not a valid workflow. */
export async function planJob(file: string, id: string): Promise<PlannedJob> {
  const { value, template } = await parse(file);
  const job = template.jobs.find((candidate) => candidate.id.value === id);
  if (job?.type !== 'job') throw new Error(`${file} has no job "${id}" with steps`);
  const root = entries(value, KNOWN_KEYS.workflow);
  const jobs = entries(take(root, 'jobs'));
  const own = entries(take(jobs, id), KNOWN_KEYS.job);
  const written = take(own, 'steps')?.assertSequence('steps');
  const steps = job.steps.map((step, index): PlannedStep => {
    const keys = entries(written?.get(index), KNOWN_KEYS.step);
    const script = take(keys, 'run');
    const action = take(keys, 'uses')?.assertString('uses').value ?? '';
    return {
      id: step.id,
      name: step.name?.toString() ?? (action || step.id),
      condition: step.if?.expression ?? 'success()',
      env: entries(take(keys, 'env')),
      with: entries(take(keys, 'with')),
      shell: take(keys, 'shell'),
      act: script === undefined ? { kind: 'uses', action } : { kind: 'run', script },
    };
  });
  return {
    workflow: take(root, 'name')?.assertString('name').value ?? basename(file),
    condition: job.if.expression,
    env: [...entries(take(root, 'env')), ...entries(take(own, 'env'))],
    outputs: entries(take(own, 'outputs')),
    permissions: permissionsOf(own),
    steps,
    inputs: defaultsOf(template.events.workflow_dispatch?.inputs),
  };
}

function entries(token: Token | undefined, known?: readonly string[]): Entries {
  if (token === undefined) return [];
  const pairs = [...token.assertMapping('workflow')].map(
    ({ key, value }) => [key.toString(), value] as const,
  );
  const stranger = pairs.find(([key]) => known !== undefined && !known.includes(key));
  if (stranger !== undefined) throw new Error(`The workflow runner does not know "${stranger[0]}".`);
  return pairs;
}

function take(pairs: Entries, key: string): Token | undefined {
  return pairs.find(([name]) => name === key)?.[1];
}

/**
 * Loads GitHub's parser. The package imports its JSON schema without the import attribute that Node asks for
 * (https://nodejs.org/api/esm.html#json-modules), being made for bundlers; so the attribute is added on the way.
 */
async function loadParser(): Promise<typeof import('@actions/workflow-parser')> {
  const hooks = registerHooks({
    load: (url, context, next) =>
      next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
  });
  try {
    return await import('@actions/workflow-parser');
  } finally {
    hooks.deregister();
  }
}

/** Evaluates `${{ }}` with GitHub's own evaluator. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { truthy } from '@actions/expressions/result';
import type { PlannedStep } from './workflow-plan.ts';

/** A plain JSON value as an expression sees it. */
export type Json =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Json[]
  | { readonly [key: string]: Json };

/** The contexts by name: `github`, `secrets`, `steps`, … */
export type Contexts = Readonly<Record<string, Json>>;

/** How the job stands, for `success()` and `failure()`. */
export type JobStatus = 'success' | 'failure';

type Token = PlannedStep['env'][number][1];

/** Throws on an unknown context or function, and on bad syntax. */
export function evaluate(expression: string, contexts: Contexts, status: JobStatus): data.ExpressionData {
  const answers = {
    success: status === 'success',
    failure: status === 'failure',
    always: true,
    cancelled: false,
  };
  const functions = Object.entries(answers).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: (): data.ExpressionData => new data.BooleanData(answer),
  }));
  const hashing = {
    name: 'hashFiles',
    minArgs: 1,
    maxArgs: 255,
    call: (...patterns: readonly data.ExpressionData[]) =>
      new data.StringData(
        hashOf(
          patterns.map((pattern) => pattern.coerceString()),
          contexts,
        ),
      ),
  };
  const known = [...functions, hashing];
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), known).parse();
  const values = new data.Dictionary(...pairs(contexts));
  return new Evaluator(parsed, values, new Map(known.map((one) => [one.name.toLowerCase(), one]))).evaluate();
}

/** One hash of all files of the workspace that match; an empty text where none does, as GitHub's `hashFiles` has it. */
function hashOf(patterns: readonly string[], { github }: Contexts): string {
  const workspace = github instanceof Object && 'workspace' in github ? String(github.workspace) : '';
  if (workspace === '') throw new Error('hashFiles is for steps: before them there is no workspace.');
  const files = globSync(patterns, { cwd: workspace }).toSorted();
  if (files.length === 0) return '';
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(workspace, file)));
  return hash.digest('hex');
}

/** Whether an `if` holds, by GitHub's rules of truth. */
export function holds(expression: string, contexts: Contexts, status: JobStatus): boolean {
  return truthy(evaluate(expression, contexts, status));
}

/** The text of a scalar of the workflow file with its expressions filled in. */
export function fillIn(token: Token, contexts: Contexts, status: JobStatus): string {
  if ('expression' in token && typeof token.expression === 'string') {
    return evaluate(token.expression, contexts, status).coerceString();
  }
  return token.assertScalar('value').toString();
}

function pairs(values: { readonly [key: string]: Json }) {
  return Object.entries(values).map(([key, value]) => ({ key, value: toData(value) }));
}

function toData(value: Json): data.ExpressionData {
  if (value === null || value === undefined) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  if (isList(value)) return new data.Array(...value.map(toData));
  return new data.Dictionary(...pairs(value));
}

function isList(value: readonly Json[] | { readonly [key: string]: Json }): value is readonly Json[] {
  return Array.isArray(value);
}

/** Reads what clients send to the simulated GitHub, and refuses what GitHub refuses, in its words. */
import type { components } from '@octokit/openapi-types';
import type { IssueRecord, StateReason } from './records.ts';

/** GithubIssue and comment bodies end here; counted in UTF-16 units, the stricter reading of GitHub's "characters". */
const BODY_CHARS_MAX = 65_536;
const TITLE_CHARS_MAX = 256;

type Schemas = components['schemas'];
type Body = Readonly<Record<string, unknown>>;

/** A change to an issue by somebody; what is absent stays as it is. */
export type IssueChange = Partial<
  Pick<IssueRecord, 'title' | 'body' | 'state' | 'stateReason' | 'labels' | 'assignees'>
>;

/** A refusal as GitHub words it. */
export class Refused extends Error {
  readonly status: number;
  readonly body: Schemas['validation-error'] | Schemas['basic-error'];
  constructor(status: number, body: Schemas['validation-error'] | Schemas['basic-error']) {
    super(body.message ?? String(status));
    this.status = status;
    this.body = body;
  }
}

const STATE_REASONS: Readonly<Record<string, StateReason>> = {
  completed: 'completed',
  not_planned: 'not_planned',
  duplicate: 'duplicate',
  reopened: 'reopened',
};

/** A new issue's fields or an edit's; only the logins in `assignable` may be assigned. */
export function parseChange(body: Body, assignable: readonly string[]): IssueChange {
  const state = text(body, 'state');
  if (state !== undefined && state !== 'open' && state !== 'closed')
    throw invalid('Issue', 'state', 'invalid');
  const reason = text(body, 'state_reason');
  if (reason !== undefined && !(reason in STATE_REASONS)) throw invalid('Issue', 'state_reason', 'invalid');
  const title = text(body, 'title');
  if (title?.trim() === '') throw invalid('Issue', 'title', 'missing_field');
  const words = text(body, 'body');
  const assignees = list(body, 'assignees');
  const stranger = assignees?.find((login) => !assignable.includes(login));
  if (stranger !== undefined) throw invalid('Issue', 'assignees', 'invalid', stranger);
  const labels = list(body, 'labels');
  const stateReason = STATE_REASONS[reason ?? ''];
  return {
    ...(title === undefined ? {} : { title: limited('Issue', 'title', title, TITLE_CHARS_MAX) }),
    ...(words === undefined ? {} : { body: limited('Issue', 'body', words, BODY_CHARS_MAX) }),
    ...(state === undefined ? {} : { state }),
    ...(stateReason === undefined ? {} : { stateReason }),
    ...(assignees === undefined ? {} : { assignees }),
    ...(labels === undefined ? {} : { labels }),
  };
}

export function parseComment(body: Body): string {
  const words = text(body, 'body') ?? '';
  if (words.trim() === '') throw invalid('IssueComment', 'body', 'missing_field');
  return limited('IssueComment', 'body', words, BODY_CHARS_MAX);
}

export function parseLabel(body: Body): readonly [name: string, color: string, description: string | null] {
  const name = text(body, 'name') ?? '';
  if (name === '') throw invalid('Label', 'name', 'missing_field');
  return [name, text(body, 'color') ?? 'ededed', text(body, 'description') ?? null];
}

function limited(resource: string, field: string, words: string, charsMax: number): string {
  if (words.length <= charsMax) return words;
  const message = `${field} is too long (maximum is ${charsMax} characters)`;
  throw new Refused(422, {
    message: 'Validation Failed',
    errors: [{ resource, field, code: 'custom', message }],
  });
}

export function invalid(resource: string, field: string, code: string, value: string | null = null): Refused {
  return new Refused(422, { message: 'Validation Failed', errors: [{ resource, field, code, value }] });
}

/** A text that a request must have. */
export function requiredText(body: Body, key: string): string {
  const value = body[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new Refused(422, { message: `Invalid request. "${key}" wasn't supplied.` });
}

function text(body: Body, key: string): string | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string')
    throw new Refused(422, { message: `Invalid request. "${key}" is not a string.` });
  return value;
}

function list(body: Body, key: string): readonly string[] | undefined {
  const value = body[key];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value))
    throw new Refused(422, { message: `Invalid request. "${key}" is not an array.` });
  return value.map((item: unknown) => {
    const name = typeof item === 'object' && item !== null && 'name' in item ? item.name : item;
    if (typeof name !== 'string')
      throw new Refused(422, { message: `Invalid request. "${key}" has a non-string.` });
    return name;
  });
}

import { normaliseHashtag } from '../readings/hashtag.ts';
import { plainLine } from '../text/untrusted.ts';

/** What somebody asks for with the form "Watch a hashtag". The settings are as they were typed: nobody has checked them. */
export interface WatchRequest extends Partial<Readonly<Record<FormKey, string>>> {
  /** Normalised, unique, at least one. */
  readonly hashtags: readonly string[];
}

export type ReadRequest =
  | { readonly kind: 'request'; readonly request: WatchRequest }
  /** In sentences that quote a stranger's text between backticks. */
  | { readonly kind: 'unreadable'; readonly problems: readonly string[] };

/** The form's settings in their order: the heading in the issue's body, and the key of a hashtag that it sets. */
const FORM_KEYS = {
  Why: 'note',
  Group: 'group',
  Sensitivity: 'sensitivity',
  Threshold: 'threshold',
} as const;
type FormKey = (typeof FORM_KEYS)[keyof typeof FORM_KEYS];

/** All headings in their order. `.github/ISSUE_TEMPLATE/watch-a-hashtag.yml` has the same. */
export const FORM_FIELDS: readonly string[] = ['Hashtags', ...Object.keys(FORM_KEYS)];

/** The fields of a discovery's issue; what stands below its marker is for people alone. */
const FOUND_FIELDS: readonly string[] = ['Hashtags', 'Why'];
const FOUND_MARKER = /^<!-- hashtag-radar:discovery=\S+ \S+ -->$/;

/** The body of a discovery's issue: the form as `readRequest` takes it, the marker, and what people read. */
export function foundBody(issue: {
  readonly hashtag: string;
  readonly note: string;
  readonly marker: string;
  readonly after: string;
}): string {
  const { hashtag, note, marker, after } = issue;
  return `${['### Hashtags', hashtag, '### Why', note, marker, after].join('\n\n')}\n`;
}

/** A form is for a handful; who wants more edits the file. */
const FORM_HASHTAGS_MAX = 20;
const PROBLEMS_MAX = 5;
/** More than any setting may have, so that the check refuses what is too long: nothing is cut off unsaid. */
const SETTING_CHARS_MAX = 2000;
const NAME_CHARS_SHOWN = 60;

/**
 * Reads the body of an issue made with the form. GitHub writes each field as a heading `### Field` with the answer below
 * it, `_No response_` where there is none. Anybody can write such a body by hand: every heading has to be there once, in
 * its order, and nothing before the first. A discovery's issue has two of them, and ends at its marker.
 * @see https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
 */
export function readRequest(body: string): ReadRequest {
  const answers = answersIn(body);
  if (answers === undefined) {
    return {
      kind: 'unreadable',
      problems: [`the headings of the form have been changed: ${FORM_FIELDS.join(', ')}`],
    };
  }
  const names = namesIn(answers.get('Hashtags') ?? '');
  if (names.length === 0) return { kind: 'unreadable', problems: ['there is no hashtag'] };
  if (names.length > FORM_HASHTAGS_MAX) {
    const problem = `these are ${names.length} hashtags, and the form takes ${FORM_HASHTAGS_MAX}: edit watchlist.yml instead`;
    return { kind: 'unreadable', problems: [problem] };
  }
  const hashtags = names.map((name) => ({ name, read: normaliseHashtag(name) }));
  const problems = hashtags.flatMap(({ name, read }) =>
    read.kind === 'ok'
      ? []
      : [`\`${plainLine(name, NAME_CHARS_SHOWN)}\` cannot be a hashtag: it ${read.reason}; ${read.remedy}`],
  );
  if (problems.length > 0) return { kind: 'unreadable', problems: problems.slice(0, PROBLEMS_MAX) };
  const given = Object.entries(FORM_KEYS)
    .map(([field, key]) => [key, plainLine(answers.get(field) ?? '', SETTING_CHARS_MAX)] as const)
    .filter(([, value]) => value !== '');
  const unique = [...new Set(hashtags.flatMap(({ read }) => (read.kind === 'ok' ? [read.name] : [])))];
  return { kind: 'request', request: { hashtags: unique, ...Object.fromEntries(given) } };
}

/** Each field's answer, undefined when these are not the form's headings. */
function answersIn(body: string): ReadonlyMap<string, string> | undefined {
  const whole = body.split(/\r?\n/);
  const marker = whole.findIndex((line) => FOUND_MARKER.test(line.trim()));
  const [lines, fields] = marker < 0 ? [whole, FORM_FIELDS] : [whole.slice(0, marker), FOUND_FIELDS];
  const headings = lines.flatMap((line, index) => {
    const field = FORM_FIELDS.find((name) => line.trimEnd() === `### ${name}`);
    return field === undefined ? [] : [{ field, index }];
  });
  const inOrder = fields.every((field, index) => headings[index]?.field === field);
  if (!inOrder || headings.length !== fields.length) return undefined;
  if (lines.slice(0, headings[0]?.index).some((line) => line.trim() !== '')) return undefined;
  return new Map(
    headings.map(({ field, index }, order) => {
      const answer = lines
        .slice(index + 1, headings[order + 1]?.index)
        .join('\n')
        .trim();
      return [field, answer === '_No response_' ? '' : answer];
    }),
  );
}

/** One a line or between commas, with or without bullets; `#a #b` are two, `a b` is one with a space in it. */
function namesIn(answer: string): readonly string[] {
  return answer
    .split(/[\n,]|\s(?=[#＃])/)
    .map((part) => part.replace(/^\s*[-*]\s+/, '').trim())
    .filter((part) => part !== '');
}

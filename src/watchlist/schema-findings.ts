import type { z } from 'zod';
import { CHANNELS } from '../channels/registry.ts';
import { clippedText } from '../text/shown.ts';
import type { Advice } from './advice/advice.ts';
import { quoted } from './advice/advice.ts';
import { hiddenInvisibleAdvice, invisibleAdvice } from './advice/invisible.ts';
import { listOfNames } from './advice/listed-names.ts';
import { nearest } from './advice/nearest.ts';
import type { Finding } from './problem.ts';
import { watchlistSchema } from './schema.ts';
import { exampleOf, isChannelType, knownKeys } from './schema-text.ts';
import { commentTrap, lineAround } from './syntax.ts';
import type { Place } from './tree.ts';
import { unknownKeyAdvice } from './unknown-key.ts';
import { adviceOn } from './value-advice.ts';

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

/** What the schema finds wrong with the tree, each at its place: unknown keys, missing keys, values that will not do. */
export function schemaFindings(root: Place): readonly Finding[] {
  const result = watchlistSchema.safeParse(root.value);
  if (result.success) return [];
  const issues = result.error.issues.flatMap((issue) => leafIssues(issue, []));
  const told = new Set<Place>();
  const findings: Finding[] = [];
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') findings.push(...unknownKeys(root, issue.path, issue.keys));
    else {
      const place = placeAt(root, issue.path);
      const key = placeAt(root, issue.path.slice(0, -1))?.entries?.get(String(issue.path.at(-1)))?.key;
      if (issue.code === 'invalid_key' && key !== undefined) {
        const advice = issue.path[0] === 'groups' ? GROUP_NAME : CHANNEL_NAME;
        findings.push({ start: key.start, end: key.end, tell: () => advice });
      } else if (place === undefined) findings.push(...missingKey(root, issue.path));
      else if (!told.has(place)) {
        told.add(place);
        findings.push(valueFinding(place, issue));
      }
    }
  }
  return findings;
}

/**
 * A union fails with the issues of each of its branches; those of the branch that fits the kind of value are the ones
 * that help. Without such a branch the union's own issue stands: the kind of value is wrong.
 */
function leafIssues(issue: Issue, above: Path): readonly Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') {
    const fitting = issue.errors.find((branch) => !branch.some(isWrongKind));
    if (fitting !== undefined) return fitting.flatMap((inner) => leafIssues(inner, path));
  }
  return [{ ...issue, path } as Issue];
}

function isWrongKind(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((branch) => branch.some(isWrongKind));
  return issue.code === 'invalid_type';
}

function placeAt(root: Place, path: Path): Place | undefined {
  return path.reduce<Place | undefined>(
    (place, step) =>
      typeof step === 'number' ? place?.items?.[step] : place?.entries?.get(String(step))?.value,
    root,
  );
}

function unknownKeys(root: Place, path: Path, keys: readonly string[]): readonly Finding[] {
  const place = placeAt(root, path);
  return keys.flatMap((key) => {
    const at = place?.entries?.get(key)?.key;
    return at === undefined
      ? []
      : [{ start: at.start, end: at.end, tell: () => unknownKeyAdvice(key, path, place?.value) }];
  });
}

function missingKey(root: Place, path: Path): readonly Finding[] {
  const key = String(path.at(-1));
  const parent = placeAt(root, path.slice(0, -1));
  const known = knownKeys(path.slice(0, -1), parent?.value);
  // `hashtag:` for `hashtags:` is one mistake, and so is `- booktok: { … }`: they are reported as unknown keys.
  const strange = [...(parent?.entries?.keys() ?? [])].filter((word) => !known.includes(word));
  const misspelt = strange.some((word) => nearest(word, known) === key);
  const nested = key === 'name' && strange.length === 1 && parent?.entries?.size === 1;
  if (parent === undefined || misspelt || nested) return [];
  const owner = ownerOf(root, path) ?? parent;
  const end = owner === parent ? parent.start : owner.end;
  return [{ start: owner.start, end, tell: () => missingAdvice(key, path) }];
}

/** The key under which the incomplete settings stand, for a caret that points at a name rather than at a brace. */
function ownerOf(root: Place, path: Path): Place | undefined {
  return placeAt(root, path.slice(0, -2))?.entries?.get(String(path.at(-2)))?.key;
}

function missingAdvice(key: string, path: Path): Advice {
  const example = exampleOf(key);
  if (path.length === 1)
    return { message: `there is no \`${key}\``, remedy: `add it, for example \`${example}\`` };
  if (path[0] === 'channels') {
    const remedy =
      key === 'type'
        ? `add one of ${Object.keys(CHANNELS).map(quoted).join(', ')}`
        : `add it, for example \`${example}\``;
    return { message: `the channel ${quoted(path[1])} needs \`${key}\``, remedy };
  }
  return { message: 'this entry has no `name`', remedy: 'add it, for example `- name: booktok`' };
}

function valueFinding(place: Place, issue: Issue): Finding {
  const key = String(issue.path.findLast((step) => typeof step === 'string') ?? '');
  const { start, end, value } = place;
  const tell: Finding['tell'] = ({ text }) => {
    if (value === null) return emptyAdvice(key, issue.path, lineAround(text, start));
    if (key === 'hashtags' && issue.path.length === 1) return generalAdvice(key, value, issue);
    return unseen(issue.path, value) ?? adviceOn(issue.path, value) ?? generalAdvice(key, value, issue);
  };
  return key.endsWith('-env') ? { start, end, hidden: true, tell } : { start, end, tell };
}

/** Names of hashtags have better words of their own: src/readings/hashtag.ts. */
function unseen(path: Path, value: unknown): Advice | undefined {
  if (path[0] === 'hashtags' && (path.length === 2 || path.at(-1) === 'name')) return undefined;
  return String(path.findLast((step) => typeof step === 'string')).endsWith('-env')
    ? hiddenInvisibleAdvice(value)
    : invisibleAdvice(value);
}

const CHANNEL_NAME: Advice = {
  message: 'this cannot be the name of a channel',
  remedy: 'at most 40 letters, digits, `-`, `_` and `.`, the first a letter or digit',
};

const GROUP_NAME: Advice = {
  message: 'this cannot be the name of a group',
  remedy: 'write a name of 1 to 60 characters',
};

function emptyAdvice(key: string, path: Path, line: string): Advice {
  if (path.length === 0) {
    return { message: 'the watchlist is empty', remedy: 'the smallest one is `hashtags: [skincare]`' };
  }
  const inList = typeof path.at(-1) === 'number';
  const message = inList ? `an entry of \`${key}\` is empty` : `\`${key}\` is empty`;
  const otherwise = inList ? 'write a name there, or delete the line' : 'give it a value, or delete the line';
  const example =
    inList || exampleOf(key) === '' ? otherwise : `${otherwise}; for example \`${exampleOf(key)}\``;
  return { message, remedy: commentTrap(line) ?? example };
}

function generalAdvice(key: string, value: unknown, issue: Issue): Advice {
  const choices = choicesOf(key, issue);
  if (choices.length > 0 && typeof value !== 'object') {
    const near = nearest(String(value), choices);
    return {
      message: `\`${key}\` is ${quoted(value)}, which is none of ${choices.map(quoted).join(', ')}`,
      remedy: near === undefined ? 'write one of these' : `did you mean \`${near}\`?`,
    };
  }
  if (issue.path.length === 0) {
    const remedy = Array.isArray(value) ? 'put the list under the key `hashtags:`' : textRemedy(value);
    return { message: `a watchlist is keys with values, not ${kindOf(value)}`, remedy };
  }
  if (key === 'hashtags') return hashtagListAdvice(value, issue);
  if (issue.path[0] === 'channels' && issue.path.length === 2) {
    const type = isChannelType(value) ? value : 'issue';
    const write = `write \`${clippedText(key, 40)}: { type: ${type} }\``;
    return { message: `a channel is settings with a \`type\`, not ${kindOf(value)}`, remedy: write };
  }
  if (issue.path[0] === 'groups' && issue.path.length === 2) {
    const write = `write \`${clippedText(key, 40)}: { every: 3 h }\`, or delete the group`;
    return { message: `a group is settings for its hashtags, not ${kindOf(value)}`, remedy: write };
  }
  const remedy = exampleOf(key) === '' ? 'see docs/watchlist.md' : `for example \`${exampleOf(key)}\``;
  if (issue.code === 'too_big')
    return { message: `\`${key}\` is too long: at most ${issue.maximum}`, remedy: 'shorten it' };
  if (issue.code === 'too_small') return { message: `\`${key}\` is empty`, remedy };
  return { message: `\`${key}\` cannot be ${kindOf(value)}`, remedy };
}

function hashtagListAdvice(value: unknown, issue: Issue): Advice {
  if (issue.code === 'too_big')
    return { message: `there are more than ${issue.maximum} hashtags`, remedy: 'watch fewer' };
  if (issue.code === 'too_small')
    return { message: '`hashtags` lists none', remedy: 'write at least one: `hashtags: [skincare]`' };
  if (issue.path.length > 1) {
    const names = Array.isArray(value) ? listOfNames(value.join(' ')) : undefined;
    return {
      message: `an entry of \`hashtags\` is a name, or settings with a \`name\`, and this is ${kindOf(value)}`,
      remedy: `give each name a dash of its own${names === undefined ? '' : `, or write \`hashtags: ${names}\``}`,
    };
  }
  return { message: `\`hashtags\` is a list, and this is ${kindOf(value)}`, remedy: listRemedy(value) };
}

/** A file that is one text: mostly its colons are none to YAML. */
function textRemedy(value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  if (text.includes('：'))
    return 'type an ordinary colon and a space after each key: `：` is a full-width one';
  if (/^[a-z-]+:\S/.test(text)) return 'put a space after the colon: `hashtags: [skincare]`';
  return 'the smallest one is `hashtags: [skincare]`';
}

/** A list inside of the list, or none at all. */
function listRemedy(value: unknown): string {
  if (typeof value === 'object') return 'write a list, an entry a line: `- booktok` or `- name: booktok`';
  // Full-width signs of other keyboards are none to YAML.
  const text = String(value).normalize('NFKC');
  const meant = `write \`hashtags: ${listOfNames(text) ?? '[skincare]'}\``;
  return /^-\S/.test(text) ? `put a space after each dash, or ${meant}` : meant;
}

function choicesOf(key: string, issue: Issue): readonly string[] {
  if (issue.code === 'invalid_union' && key === 'type') return Object.keys(CHANNELS);
  return issue.code === 'invalid_value' ? issue.values.map(String) : [];
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return 'a number';
  return typeof value === 'string' ? `the text ${quoted(value)}` : 'a mapping of keys';
}

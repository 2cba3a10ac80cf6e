import { codePointName } from '../text/shown.ts';
import { listSlips } from './list-slips.ts';
import { type Finding, lineOf } from './problem.ts';

/**
 * Slips that can be seen in the text alone, and that YAML's own errors say nothing helpful of: a merge conflict, a dash that
 * is not under the one above, a space that is none. They are looked for where something is wrong, and each takes the place
 * of what YAML says of the same lines.
 */
export function withSlips(text: string, findings: readonly Finding[]): readonly Finding[] {
  const conflict = conflictMarks(text, findings.length > 0 ? LIKELY_MARK : SURE_MARK);
  if (conflict !== undefined) return [conflict];
  if (findings.length === 0) return [];
  const slips = [...strangeSpaces(text), ...misplacedDashes(text), ...listSlips(text)].toSorted(
    (a, b) => a.start - b.start,
  );
  const covered = slips.map(({ start }) => lineAt(text, start));
  const others = findings.filter(({ start }) => !covered.some((line) => near(lineAt(text, start), line)));
  return [...slips, ...others];
}

/** What git writes into a file that two branches have changed: `<<<<<<< HEAD`, `=======`, `>>>>>>> branch`. */
const SURE_MARK = /^(?:<{7}|\|{7}|>{7})(?= |\r?$)/m;
/** The same where something is wrong anyhow: moved, longer, or one that was forgotten when the others were deleted. */
const LIKELY_MARK = /^(?:[ \t]*(?:<{7,}|\|{7,}|>{7,})|={7,})(?= |\r?$)/m;

function conflictMarks(text: string, pattern: RegExp): Finding | undefined {
  if (!pattern.test(text)) return undefined;
  const marks = [...text.matchAll(new RegExp(LIKELY_MARK, 'gm'))];
  const [first] = marks;
  if (first === undefined) return undefined;
  return {
    start: first.index,
    end: first.index + first[0].length,
    tell: (source) => ({
      message: `a merge conflict was left in the file, ${marks.length === 1 ? 'line' : 'lines'} ${marks
        .slice(0, MARKS_MAX)
        .map(({ index }) => lineOf(source, index))
        .join(', ')}`,
      remedy:
        'keep one of the two sides, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`',
    }),
  };
}

/** Lines named in one message. */
const MARKS_MAX = 6;

/** Spaces that are none to YAML, at the start of a line, after a dash or after a key. */
const STRANGE_SPACE =
  /^([ \t]*(?:-[ \t]*)?(?:[\w-]{1,40}:[ \t]*)?)([\u00A0\u1680\u2000-\u200B\u202F\u205F\u3000\uFEFF])/gmu;

function strangeSpaces(text: string): readonly Finding[] {
  return [...text.matchAll(STRANGE_SPACE)].slice(0, SLIPS_MAX).map((match) => {
    const [, before = '', space = ' '] = match;
    const start = match.index + before.length;
    const tell = () => ({
      message: `the invisible character ${codePointName(space)} stands here in place of a space`,
      remedy: 'delete it, and type an ordinary space',
    });
    return { start, end: start + space.length, tell };
  });
}

/** Slips of one kind that are looked for; a file can hold thousands. */
const SLIPS_MAX = 20;

interface Dash {
  readonly indent: number;
  readonly at: number;
}

/** Dashes that stand neither under one above nor begin a list of their own. */
function misplacedDashes(text: string): readonly Finding[] {
  const found: Finding[] = [];
  let open: readonly Dash[] = [];
  let opensList = true;
  for (const match of text.matchAll(/^([ ]*)(\S.*)$/gm)) {
    const [, spaces = '', rest = ''] = match;
    if (rest.startsWith('#')) continue;
    const here = { indent: spaces.length, at: match.index + spaces.length };
    const isDash = /^-(?:\s|$)/.test(rest);
    if (isDash) {
      const above = open.find(({ indent }) => indent === here.indent);
      const last = open.at(-1);
      if (above === undefined && !opensList && last !== undefined) found.push(misplaced(here, last));
      else open = [...open.filter(({ indent }) => indent < here.indent), here];
    } else if (here.indent === 0) open = [];
    opensList = /:\s*(?:#.*)?$/.test(rest);
    if (found.length >= SLIPS_MAX) break;
  }
  return found;
}

function misplaced({ at }: Dash, above: Dash): Finding {
  return {
    start: at,
    end: at + 1,
    tell: (source) => ({
      message: `this \`-\` is not under the one above, in line ${lineOf(source, above.at)}`,
      remedy: `move it under that one: ${above.indent === 0 ? 'no space' : `${above.indent} space${above.indent === 1 ? '' : 's'}`} before it`,
    }),
  };
}

function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** YAML complains of the line itself, or of the one before, where its value began. */
function near(line: number, slip: number): boolean {
  return line === slip || line === slip - 1;
}

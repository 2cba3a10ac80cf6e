import { clippedText } from '../text/shown.ts';
import type { Advice } from './advice/advice.ts';
import { maskSecrets } from './advice/secrets.ts';
import type { Finding } from './problem.ts';

/** What people write where YAML wants `- `: other dashes, bullets, numbers, nothing at all. Each with its remedy. */

/** Slips of one kind that are looked for; a file can hold thousands. */
const SLIPS_MAX = 20;

interface Slip {
  /** Where the slip is: its second group is what is marked, its third what stands behind. */
  readonly pattern: RegExp;
  readonly advice: (what: string, rest: string) => Advice;
}

const SLIPS: readonly Slip[] = [
  {
    pattern: /^([ \t]*)((?!-(?!-))[\p{Pd}−•‣◦▪●·*+]-*)[ \t]*(?=[\p{L}\p{N}_#"'])(.*)$/gmu,
    advice: (what, rest) => ({
      message: `\`${what}\` begins no entry of a list`,
      remedy: `write a hyphen and a space: \`- ${shown(rest)}\``,
    }),
  },
  {
    pattern: /^([ \t]*)(\d{1,3}[.)])[ \t]+(?=[\p{L}\p{N}_#"'])([^:\r\n]*)$/gmu,
    advice: (what, rest) => ({
      message: `\`${what}\` begins no entry of a list`,
      remedy: `write a hyphen and a space: \`- ${shown(rest)}\``,
    }),
  },
  {
    pattern: /^([\w-]{1,40}:[ \t]+)(-)[ \t]+(\S.*)$/gmu,
    advice: () => ({
      message: 'a list begins in a line of its own',
      remedy: 'put each `-` with its entry into a line below the key',
    }),
  },
  {
    pattern: /^([ \t]*-[ \t]+)(name:)(?=[\p{L}\p{N}_#"'])(.*)$/gmu,
    advice: (_, rest) => ({
      message: 'there is no space after `name:`',
      remedy: `write \`name: ${shown(rest)}\``,
    }),
  },
];

/** A list of which no dash has its space is one text to YAML, and one problem. */
const NO_SPACE: Slip = {
  pattern: /^([ \t]*)(-)(?=[\p{L}_#"'])(.*)$/gmu,
  advice: (_, rest) => ({
    message: 'there is no space after this `-`',
    remedy: `write \`- ${shown(rest)}\``,
  }),
};

/** @param text of a watchlist in which something is wrong */
export function listSlips(text: string): readonly Finding[] {
  const slips = /^[ \t]*-[ \t]/m.test(text) ? [...SLIPS, NO_SPACE] : SLIPS;
  const alone = slips.flatMap(({ pattern, advice }) =>
    [...text.matchAll(pattern)].slice(0, SLIPS_MAX).map((match) => {
      const [, before = '', what = '', rest = ''] = match;
      const start = match.index + before.length;
      return { start, end: start + what.length, tell: () => advice(what, rest.trim()) };
    }),
  );
  return [...alone, ...strayLines(text)];
}

/** A line as far as its place tells what it belongs to. */
interface Line {
  readonly start: number;
  readonly indent: number;
  readonly isDash: boolean;
  /** Where the text begins that is behind the dash, or the line's own, in columns. */
  readonly column: number;
  /** The key before a colon; absent where there is none. */
  readonly key?: string;
  /** What stands behind the key, or the whole text. */
  readonly value: string;
}

function linesOf(text: string): readonly Line[] {
  return [...text.matchAll(/^([ ]*)((?:-[ ]+)?)([^\s#][^\r\n]*)\r?$/gm)].map((match) => {
    const [, spaces = '', dash = '', rest = ''] = match;
    const [, key, value = rest] = /^([\w-]{1,40}):(?:\s+(.*))?$/.exec(rest) ?? [];
    return {
      start: match.index + spaces.length,
      indent: spaces.length,
      isDash: dash !== '',
      column: spaces.length + dash.length,
      ...(key !== undefined && { key }),
      value: key !== undefined && value === rest ? '' : value,
    };
  });
}

/** Lines that belong to nothing by their place: a forgotten dash, or a key that is beside the other keys of its entry. */
function strayLines(text: string): readonly Finding[] {
  const lines = linesOf(text);
  const found: Finding[] = [];
  let list: { readonly indent: number; readonly column: number; readonly hasOwnLevel: boolean } | undefined;
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    if (line.isDash) {
      const hasOwnLevel = list?.indent === line.indent ? list.hasOwnLevel : before?.indent !== line.indent;
      list = { indent: line.indent, column: line.column, hasOwnLevel };
    } else if (list !== undefined && (line.indent < list.indent || line.indent === 0)) list = undefined;
    else if (list !== undefined) found.push(...stray(line, before, list));
    if (found.length >= SLIPS_MAX) break;
  }
  return found;
}

function stray(
  { start, indent, key, value }: Line,
  before: Line | undefined,
  list: { readonly indent: number; readonly column: number; readonly hasOwnLevel: boolean },
): readonly Finding[] {
  const isBeside = list.hasOwnLevel && indent >= list.indent && indent < list.column;
  if (key === undefined)
    return isBeside && indent === list.indent && /^[\p{L}\p{N}_]+$/u.test(value)
      ? [noDash(start, value)]
      : [];
  if (isBeside) return [strayKey(start, key, list.column)];
  if (before === undefined || before.value === '' || indent <= before.indent || /^[|>[{]/.test(before.value))
    return [];
  if (before.key !== undefined) return indent > before.column ? [strayKey(start, key, before.column)] : [];
  return before.isDash && /^["']?[\p{L}\p{N}_#]+["']?$/u.test(before.value) ? [bareName(before)] : [];
}

function strayKey(start: number, key: string, depth: number): Finding {
  const advice = {
    message: `\`${key}\` is not under the other settings of its entry`,
    remedy: `put ${depth} spaces before it, so that it begins under the first letter behind the \`-\``,
  };
  return { start, end: start + key.length, tell: () => advice };
}

function bareName({ start, indent, column, value }: Line): Finding {
  const advice = {
    message: `settings stand below ${`\`${shown(value)}\``}, which is a name alone`,
    remedy: `write \`- name: ${shown(value)}\``,
  };
  const at = start + column - indent;
  return { start: at, end: at + value.length, tell: () => advice };
}

function noDash(start: number, word: string): Finding {
  const advice = { message: 'this entry has no `-`', remedy: `write \`- ${shown(word)}\`` };
  return { start, end: start + word.length, tell: () => advice };
}

function shown(text: string): string {
  return clippedText(maskSecrets(text), 60);
}

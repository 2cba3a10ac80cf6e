/** The project's Markdown pages, as GitHub shows them: their links, and the anchors of their headings. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

/** Folders that hold other people's pages, or those that programs write. */
const STRANGERS = ['node_modules', 'site', 'demo', 'golden', '.git'];

/** Paths of all pages, relative to the root. */
export function pagePaths(): readonly string[] {
  const paths = globSync('**/*.md', { cwd: ROOT, exclude: (name) => STRANGERS.includes(name) });
  return paths.map((path) => path.replaceAll('\\', '/')).toSorted();
}

export function readPage(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Whether a path of the repository is there. */
export function hasFile(path: string): boolean {
  return existsSync(join(ROOT, path));
}

/** Texts of the headings of a page, in order. */
export function headingsOf(text: string): readonly string[] {
  return [...withoutFences(text).matchAll(/^#{1,6} +(.+?) *#*$/gm)].map(([, heading = '']) => heading);
}

/** The anchors that GitHub gives to the headings of a page: a repeated one gets a number. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  return new Set(
    headingsOf(text).map((heading) => {
      const slug = slugOf(heading);
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    }),
  );
}

/** Targets of the links and pictures of a page, those to other sites left out. */
export function relativeLinksOf(text: string): readonly string[] {
  const prose = withoutFences(text).replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll(/[[\]()]/g, ' '));
  const targets = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)].map(([, to = '']) => to);
  return targets.filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}

/** GitHub's own: lower case, punctuation left out, blanks as hyphens. Links count by their text, code by its own. */
function slugOf(heading: string): string {
  return heading
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

/** A page without its blocks of code, where `#` and brackets mean something else. */
function withoutFences(text: string): string {
  return text.replaceAll(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2[^\n]*$/gm, '');
}

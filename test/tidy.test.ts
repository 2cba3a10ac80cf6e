import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const LINES_MAX = 300;
const MEDIAN_LINES_MAX = 100;

interface SourceFile {
  /** `src/core/alert/alert.ts`. */
  readonly path: string;
  readonly text: string;
  /** Files of ours as their paths, packages and `node:` modules as they stand. */
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = await Promise.all(
  (await readdir(join(ROOT, 'src'), { recursive: true }))
    .filter((path) => path.endsWith('.ts'))
    .toSorted()
    .map(async (path) => {
      const text = await readFile(join(ROOT, 'src', path), 'utf8');
      return { path: `src/${path}`, text, imports: importsOf(join(ROOT, 'src', path), text) };
    }),
);

function importsOf(file: string, text: string): readonly string[] {
  const found = text.matchAll(/(?:^|[\s;}])(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g);
  return [...found].map(([, to = '']) => (to.startsWith('.') ? relative(ROOT, join(dirname(file), to)) : to));
}

/** The folder right under `src`, or the file itself where it stands there: `core`, `sinks`, `main.ts`. */
const areaOf = (path: string): string => path.split('/')[1] ?? '';

/**
 * What each area may import of the others, besides itself and `core`. An area without a line here may import nothing
 * else. The line of flow stands in `track`; commands put everything together; only the command line's words import a command.
 */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  'main.ts': ['publish', 'words'],
  'due.ts': [],
  'environment.ts': ['http'],
  backtest: ['store'],
  bench: ['backtest', 'git', 'simulator', 'sources', 'store', 'track'],
  commands: [
    ...['environment.ts', 'git', 'github', 'http', 'publish', 'sinks', 'sources', 'store', 'track'],
    ...['backtest', 'bench', 'dashboard', 'demo', 'doctor', 'export', 'simulator', 'watch-form', 'watchlist'],
  ],
  dashboard: ['store'],
  demo: ['git', 'http', 'simulator', 'sinks', 'sources', 'store', 'track'],
  doctor: ['environment.ts', 'git', 'github', 'http', 'sinks', 'sources', 'store'],
  export: ['store'],
  git: ['http'],
  github: ['environment.ts', 'http'],
  http: [],
  publish: ['http'],
  simulator: [],
  sinks: ['environment.ts', 'github', 'http'],
  sources: ['http'],
  store: [],
  track: ['git', 'sinks', 'sources', 'store'],
  'watch-form': ['git', 'github', 'watchlist'],
  watchlist: [],
  words: ['commands', 'demo', 'publish'],
};

describe('imports', () => {
  test('are found at all: this rule would else pass over everything', () => {
    expect(files.length).toBeGreaterThan(50);
    const main = files.find(({ path }) => path === 'src/main.ts');
    expect(main?.imports).toContain('src/words/track.ts');
    expect(main?.imports).toContain('commander');
  });

  test('of the core stay in the core', () => {
    const core = files.filter(({ path }) => path.startsWith('src/core/'));
    const strangers = core.flatMap(({ path, imports }) =>
      imports.filter((to) => !to.startsWith('src/core/')).map((to) => `${path} → ${to}`),
    );
    expect(strangers).toEqual([]);
  });

  test('follow the arrows of the map', () => {
    const against = files.flatMap(({ path, imports }) => {
      const area = areaOf(path);
      const allowed = ['core', area, ...(ARROWS[area] ?? [])];
      return imports
        .filter((to) => to.startsWith('src/') && !allowed.includes(areaOf(to)))
        .map((to) => `${path} → ${to}`);
    });
    expect(against).toEqual([]);
  });

  test('never go in a circle', () => {
    const byPath = new Map(files.map((file) => [file.path, file.imports]));
    const done = new Set<string>();
    const circleFrom = (path: string, above: readonly string[]): readonly string[] | undefined => {
      if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
      if (done.has(path)) return undefined;
      for (const to of byPath.get(path) ?? []) {
        const circle = circleFrom(to, [...above, path]);
        if (circle !== undefined) return circle;
      }
      done.add(path);
      return undefined;
    };
    expect(files.flatMap(({ path }) => circleFrom(path, [])?.join(' → ') ?? [])).toEqual([]);
  });
});

/** Code without its comments and strings, so that words in them do not count. */
function codeOf(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(?<!:)\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");
}

describe('calls', () => {
  test.each<readonly [string, RegExp, (path: string) => boolean]>([
    [
      'the core has no clock',
      /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b/,
      (path) => path.startsWith('src/core/'),
    ],
    ['the core has no chance', /\bMath\.random\b|\bcrypto\b/, (path) => path.startsWith('src/core/')],
    [
      'the simulator has no clock but the one it is given, and no chance but its seed',
      /\bMath\.random\b/,
      (path) => path.startsWith('src/simulator/'),
    ],
    ['nothing prints past the streams it is given', /\bconsole\./, () => true],
    ['no type is forced: no any, no ts-ignore', /\bas any\b|:\s*any\b|@ts-/, () => true],
  ])('%s', (_why, banned, applies) => {
    const breaking = files.filter(({ path, text }) => applies(path) && banned.test(codeOf(text)));
    expect(breaking.map(({ path }) => path)).toEqual([]);
  });

  test('no module keeps state: nothing is declared with let at its top, nor a map or list that is filled later', () => {
    const top =
      /^(?:export )?(?:let|var) |^(?:export )?const \w+(?:: (?!Readonly)[^=]*)? = (?:new (?:Map|Set|WeakMap)\(\)|\[\]);/m;
    expect(files.filter(({ text }) => top.test(codeOf(text))).map(({ path }) => path)).toEqual([]);
  });
});

describe('sizes', () => {
  const lines = files.map(({ path, text }) => ({ path, count: text.split('\n').length - 1 }));

  test(`no file has more than ${LINES_MAX} lines`, () => {
    expect(lines.filter(({ count }) => count > LINES_MAX)).toEqual([]);
  });

  test(`half of them have at most ${MEDIAN_LINES_MAX}`, () => {
    const sorted = lines.map(({ count }) => count).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(MEDIAN_LINES_MAX);
  });

  test('no file is named after its kind of content', () => {
    const named = /(?:^|\/)(?:utils?|helpers?|types|manager|misc|common)(?:\.ts|\/)/;
    expect(files.map(({ path }) => path).filter((path) => named.test(path))).toEqual([]);
  });
});

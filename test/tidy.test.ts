import { globSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { thinFiles } from '../src/new/thin-files.ts';

const ROOT = join(import.meta.dirname, '..');
const LINES_MAX = 300;
const MEDIAN_LINES_MAX = 100;

interface SourceFile {
  /** `src/alerts/alert.ts`. */
  readonly path: string;
  readonly text: string;
  /** Files of ours as their paths, packages and `node:` modules as they stand. */
  readonly imports: readonly string[];
  /** Those that are more than types. */
  readonly valueImports: readonly string[];
}

const files: readonly SourceFile[] = await Promise.all(
  (await readdir(join(ROOT, 'src'), { recursive: true }))
    .filter((path) => path.endsWith('.ts'))
    .toSorted()
    .map(async (path) => {
      const text = await readFile(join(ROOT, 'src', path), 'utf8');
      const imports = (code: string): readonly string[] => importsOf(join(ROOT, 'src', path), code);
      return { path: `src/${path}`, text, imports: imports(text), valueImports: imports(withoutTypes(text)) };
    }),
);

function withoutTypes(text: string): string {
  return text.replaceAll(/^(?:import|export) type [^;]*;/gm, '');
}

function importsOf(file: string, text: string): readonly string[] {
  const found = text.matchAll(/(?:^|[\s;}])(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g);
  return [...found].map(([, to = '']) => (to.startsWith('.') ? relative(ROOT, join(dirname(file), to)) : to));
}

/** Rooms from the ground up: each imports only from rooms before it. The line of flow runs through them in `run`. */
const ROOMS = [
  ...['text', 'http', 'readings', 'settings', 'discovery', 'detector', 'alerts'],
  ...[
    'program.ts',
    'environment.ts',
    'failure.ts',
    'github',
    'git',
    'sources',
    'health',
    'channels',
    'watchlist',
  ],
  ...[
    'state',
    'store',
    'replay',
    'run',
    'check',
    'export',
    'dashboard',
    'doctor',
    'mcp',
    'watch-form',
    'shards',
  ],
  ...[
    'update',
    'archive',
    'new',
    'simulator',
    'demo',
    'month',
    'soak',
    'bench',
    'release',
    'cli',
    'due.ts',
    'recorded.ts',
    'action.ts',
    'main.ts',
  ],
];

/** The folder of a file, so many levels below `src` at most; a file right under `src` stands for itself. */
function folderOf(path: string, levels: number): string {
  const [, ...folders] = dirname(path).split('/');
  return folders.length === 0 ? path.slice('src/'.length) : folders.slice(0, levels).join('/');
}

/** The first circle of a graph, as a path that ends where it began; undefined where there is none. */
function circleIn(arrows: ReadonlyMap<string, Iterable<string>>): readonly string[] | undefined {
  const done = new Set<string>();
  const circleFrom = (node: string, above: readonly string[]): readonly string[] | undefined => {
    if (above.includes(node)) return [...above.slice(above.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const to of arrows.get(node) ?? []) {
      const circle = circleFrom(to, [...above, node]);
      if (circle !== undefined) return circle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of arrows.keys()) {
    const circle = circleFrom(node, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

describe('imports', () => {
  test('are found at all: this rule would else pass over everything', () => {
    expect(files.length).toBeGreaterThan(50);
    const main = files.find(({ path }) => path === 'src/main.ts');
    expect(main?.imports).toContain('src/cli/registry.ts');
    expect(files.find(({ path }) => path === 'src/cli/run-cli.ts')?.imports).toContain('commander');
  });

  test('go down from room to room', () => {
    expect([...new Set(files.map(({ path }) => folderOf(path, 1)))].toSorted()).toEqual(ROOMS.toSorted());
    const up = files.flatMap(({ path, imports }) =>
      imports
        .filter((to) => to.startsWith('src/') && folderOf(to, 1) !== folderOf(path, 1))
        .filter((to) => ROOMS.indexOf(folderOf(to, 1)) > ROOMS.indexOf(folderOf(path, 1)))
        .map((to) => `${path} → ${to}`),
    );
    expect(up).toEqual([]);
  });

  test('go down from folder to folder inside a room', () => {
    const arrows = new Map<string, Set<string>>();
    for (const { path, imports } of files) {
      const from = folderOf(path, 2);
      const to = imports.filter((one) => one.startsWith('src/')).map((one) => folderOf(one, 2));
      arrows.set(from, new Set([...(arrows.get(from) ?? []), ...to.filter((one) => one !== from)]));
    }
    expect(circleIn(arrows)?.join(' → ')).toBeUndefined();
  });

  test('never go in a circle', () => {
    const circle = circleIn(new Map(files.map(({ path, imports }) => [path, imports])));
    expect(circle?.join(' → ')).toBeUndefined();
  });

  test('of what only the page needs are out of reach for a run, the doctor and the checks', async () => {
    const { optionalDependencies, dependencies } = z
      .object({
        dependencies: z.record(z.string(), z.string()),
        optionalDependencies: z.record(z.string(), z.string()),
      })
      .parse(JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')));
    // What the hourly job installs: npm ci --omit=dev --omit=optional.
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(12);
    const reached = new Set<string>();
    const reach = (path: string): void => {
      if (reached.has(path)) return;
      reached.add(path);
      for (const to of files.find((file) => file.path === path)?.valueImports ?? []) reach(to);
    };
    for (const command of ['track', 'check', 'doctor', 'export', 'backtest', 'suggest', 'update']) {
      reach(`src/cli/${command}.ts`);
    }
    reach('src/cli/workflow-steps/workflow-steps.ts');
    const packages = [...reached].filter((path) => /^(?!src\/|node:)[@\w][\w@/.-]*$/.test(path));
    expect(packages).toContain('zod');
    const known = Object.keys(dependencies);
    const ofNone = packages.filter(
      (path) => !known.some((name) => path === name || path.startsWith(`${name}/`)),
    );
    expect(ofNone).toEqual(['package.json']);
    expect(Object.keys(optionalDependencies)).toContain('esbuild');
  });

  test('of Scavio by name stay in sources, but for what builds the source and speaks its contract', () => {
    const allowed = ['src/sources/', 'src/simulator/', 'src/demo/', 'src/bench/'];
    const outside = files.flatMap(({ path, imports }) =>
      allowed.some((folder) => path.startsWith(folder))
        ? []
        : imports.filter((to) => to.startsWith('src/sources/scavio/')).map((to) => `${path} → ${to}`),
    );
    expect(outside).toEqual([]);
  });

  test('leave no room with more than a quarter of the lines', () => {
    const lines = Map.groupBy(files, ({ path }) => folderOf(path, 1));
    const count = (group: readonly SourceFile[]): number =>
      group.reduce((sum, { text }) => sum + text.split('\n').length, 0);
    const all = count(files);
    const large = [...lines].filter(([, group]) => count(group) > all / 4).map(([room]) => room);
    expect(large).toEqual([]);
  });
});

const pureConfig = z
  .object({ include: z.array(z.string()), exclude: z.array(z.string()) })
  .parse(JSON.parse(await readFile(join(ROOT, 'tsconfig.pure.json'), 'utf8')));

/** Whether a file is on the list of pure ones, which the compiler checks without Node, the web or any package. */
function isPure(path: string): boolean {
  const isIncluded = pureConfig.include.some((folder) => path === folder || path.startsWith(`${folder}/`));
  return isIncluded && !pureConfig.exclude.includes(path);
}

describe('pure files', () => {
  test('are most of the rooms that decide', () => {
    expect(files.filter(({ path }) => isPure(path)).length).toBeGreaterThan(120);
    expect(pureConfig.exclude.filter((path) => !files.some((file) => file.path === path))).toEqual([]);
  });

  test('import pure files alone, and types', () => {
    const impure = files
      .filter(({ path }) => isPure(path))
      .flatMap(({ path, valueImports }) =>
        valueImports.filter((to) => !isPure(to)).map((to) => `${path} → ${to}`),
      );
    expect(impure).toEqual([]);
  });
});

/** Code without its comments and strings, so that words in them do not count. */
function codeOf(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(?<!:)\/\/.*$/gm, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''");
}

const docs = (await readdir(join(ROOT, 'docs'))).filter((name) => name.endsWith('.md'));

/** Comments of a file, which codeOf takes out. */
function commentsOf(text: string): string {
  return [...text.matchAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm)].map(([comment]) => comment).join('\n');
}

describe('comments', () => {
  test.each<readonly [string, RegExp]>([
    ['`again`, not anew', /\banew\b/i],
    ['`instead of`, not in place of', /\bin\s+place\s+of\b/i],
    ['`apply` or `read`, not heed', /\bheed\w*\b/i],
    ['`went wrong`, not befell', /\bbef[ea]ll\w*\b/i],
  ])('are plain English: %s', (_why, banned) => {
    expect(files.filter(({ text }) => banned.test(commentsOf(text))).map(({ path }) => path)).toEqual([]);
  });

  test.each<readonly [string, RegExp]>([
    ['people are notified, not told', /\b(?:is|are|was|were|been) told\b(?! apart)|\btold of\b/i],
    ['rules alert; they do not speak up', /\bspeaks? up\b|\bhears\b/i],
    ['`again`, not anew', /\banew\b/i],
  ])('and messages and docs are plain English: %s', async (_why, banned) => {
    const pages = ['README.md', 'ARCHITECTURE.md', 'data/README.md', ...docs.map((name) => `docs/${name}`)];
    const texts = await Promise.all(
      pages.map(async (path) => ({ path, text: await readFile(join(ROOT, path), 'utf8') })),
    );
    const breaking = [...files, ...texts].filter(({ text }) => banned.test(text));
    expect(breaking.map(({ path }) => path)).toEqual([]);
  });
});

describe('calls', () => {
  test.each<readonly [string, RegExp, (path: string) => boolean]>([
    ['pure files have no clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b/, isPure],
    ['pure files have no chance', /\bMath\.random\b|\bcrypto\b/, isPure],
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

/** The names that a file exports, with what they are. */
function exportsOf({
  text,
}: SourceFile): readonly { readonly kind: 'type' | 'value'; readonly name: string }[] {
  const declared = /^export (?:async )?(interface|type|class|function\*?|const) (\w+)/gm;
  return [...text.matchAll(declared)].map(([, word = '', name = '']) => ({
    kind: /^(?:interface|type|class)$/.test(word) ? 'type' : 'value',
    name,
  }));
}

describe('names', () => {
  test('no two exported types have the same one', () => {
    const types = files.flatMap((file) =>
      exportsOf(file).flatMap(({ kind, name }) => (kind === 'type' ? [{ name, path: file.path }] : [])),
    );
    const doubled = [...Map.groupBy(types, ({ name }) => name)].filter(([, group]) => group.length > 1);
    expect(doubled.map(([name, group]) => `${name}: ${group.map(({ path }) => path).join(', ')}`)).toEqual(
      [],
    );
  });

  test('what is exported is used elsewhere', async () => {
    const tests = await Promise.all(
      (await readdir(join(ROOT, 'test'), { recursive: true }))
        .filter((path) => path.endsWith('.ts'))
        .map(async (path) => ({ path, text: await readFile(join(ROOT, 'test', path), 'utf8') })),
    );
    const words = [...files, ...tests].map(({ path, text }) => ({
      path,
      words: new Set(text.match(/\w+/g)),
    }));
    const dead = files.flatMap((file) =>
      exportsOf(file)
        .filter(({ kind, name }) => {
          const isUsed = words.some((other) => other.path !== file.path && other.words.has(name));
          return kind === 'value' && !isUsed;
        })
        .map(({ name }) => `${file.path}: ${name}`),
    );
    expect(dead).toEqual([]);
  });

  test.each<readonly [string, RegExp]>([
    ['`timezone`, but for the option of Intl', /\btimeZone\b(?!:|'\))/],
    ['`baseline`, not an ordinary level', /\b(?:ordinaryLevel|normalRate|usualRate)\b/],
    ['`score threshold`, not a bar', /\b(?:barOf|movedBars?|[A-Z_]+_BAR)\b/],
    ['`mute request`, not a wish', /\bwish(?:es|ed)?\b/i],
    ['`apply` and `read`, not heed', /\bheed\w*\b/i],
    ['`cli`, not words', /\badd\w+Words\b/],
  ])('one word for each thing: %s', (_why, banned) => {
    expect(files.filter(({ text }) => banned.test(codeOf(text))).map(({ path }) => path)).toEqual([]);
  });

  test('no parameter is a Boolean', () => {
    const flag = /^(?:export )?(?:async )?function\*? \w+(?:<[^>]*>)?\([^{)]*\b\w+: boolean[,)\n]/m;
    expect(files.filter(({ text }) => flag.test(codeOf(text))).map(({ path }) => path)).toEqual([]);
  });
});

describe('actions', () => {
  /** What stands behind each `uses:` of a text that names neither a folder of the checkout nor a full commit. */
  const unpinned = (text: string): readonly string[] =>
    [...text.matchAll(/^[\s>-]*uses: *(.*)$/gm)]
      .map(([, what = '']) => what)
      .filter((what) => !/^(?:\.\/[\w./-]+|[\w./-]+@[0-9a-f]{40}(?: # v\d+\.\d+\.\d+.*)?)$/.test(what));

  test('are found where they are named by a tag, a branch or a short commit', () => {
    const pinned = `uses: actions/checkout@${'a'.repeat(40)} # v7.0.1`;
    const found = ['- uses: a/b@v1', 'uses: a/b@main', '    uses: a/b@3d3c42e', 'uses: a/b'];
    expect(unpinned([pinned, '  - uses: ./own', ...found].join('\n'))).toHaveLength(found.length);
  });

  test('are pinned to a full commit: in workflows, on pages, and in what `new` writes', async () => {
    const pages = globSync(['*.{md,yml}', 'docs/**/*.md', '.github/**/*.{md,yml}'], { cwd: ROOT });
    expect(pages).toEqual(
      expect.arrayContaining(['README.md', 'docs/thin-repository.md', '.github/workflows/track.yml']),
    );
    const texts = await Promise.all(
      pages.map(async (path) => [path, await readFile(join(ROOT, path), 'utf8')] as const),
    );
    const pin = { commit: 'a'.repeat(40), kind: 'release' } as const;
    const written = thinFiles({ home: 'owner/name', version: '1.2.3', pin, dataReadme: '', watchForm: '' });
    const breaking = [...texts, ...written].flatMap(([path, text]) =>
      unpinned(text).map((what) => `${path}: ${what}`),
    );
    expect(breaking).toEqual([]);
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

  test('no function has more than 70 lines', () => {
    const long = files.flatMap(({ path, text }) => {
      const starts = [...text.matchAll(/^(?:export )?(?:async )?function\*? (\w+)/gm)];
      return starts.flatMap(({ index, 1: name = '' }) => {
        const body = text.slice(index, text.indexOf('\n}', index));
        return body.split('\n').length >= 70 ? [`${path}: ${name}`] : [];
      });
    });
    expect(long).toEqual([]);
  });

  test('no file is named after its kind of content', () => {
    const named = /(?:^|\/)(?:utils?|helpers?|types|manager|misc|common)(?:\.ts|\/)/;
    expect(files.map(({ path }) => path).filter((path) => named.test(path))).toEqual([]);
  });
});

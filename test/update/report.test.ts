import { describe, expect, test } from 'vitest';
import { updateReport, workflowSection } from '../../src/update/report.ts';
import type { Update } from '../../src/update/update.ts';

const NOTHING: Pick<Update, 'from' | 'to' | 'files' | 'edited' | 'kept' | 'conflicts' | 'notes' | 'byHand'> =
  {
    from: '0.1.0 (03535c1)',
    to: 'v0.2.0',
    files: { added: ['a'], changed: ['b', 'c'], removed: [] },
    edited: [],
    kept: [],
    conflicts: [],
    notes: [],
    byHand: [],
  };

function reportWith(more: Partial<Update>): string {
  return updateReport({ ...NOTHING, ...more } as Update);
}

const many = (count: number, name: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}${index + 1}`);

describe('the report of an update', () => {
  const head =
    'From 0.1.0 (03535c1) to **v0.2.0**: 2 files changed, 1 added, 0 removed.\n\n`watchlist.yml` and `data/` stay byte for byte.\n';

  test('has no section about what there is not', () => {
    expect(reportWith({})).toBe(head);
  });

  test('has a section for each thing that there is, in this order', () => {
    const report = reportWith({
      edited: ['docs/a`b.md'],
      kept: [{ path: 'action.yml', why: 'it is yours' }],
      conflicts: [{ path: 'src/a.ts', hunks: ['ours\ntheirs'] }],
      byHand: ['Set the secret.'],
      notes: [{ version: '0.2.0', text: '### Added\n- a page' }],
    } as unknown as Partial<Update>);
    expect(report).toBe(`${head}
#### Your own lines stay

- \`docs/a'b.md\`

#### Left as they are

- \`action.yml\`: it is yours

#### Conflicts

\`src/a.ts\`: you and the new version changed the same lines.

\`\`\`text
ours
theirs
\`\`\`

#### What needs a hand

- Set the secret.

#### 0.2.0

##### Added
- a page
`);
  });

  test.each([
    [20, ''],
    [22, '- and 2 more'],
  ])('names 20 of %i files with own lines', (count, last) => {
    const lines = reportWith({ edited: many(count, 'own') })
      .split('\n')
      .slice(6, -1);
    expect(lines).toEqual([
      ...many(20, 'own').map((path) => `- \`${path}\``),
      ...(last === '' ? [] : [last]),
    ]);
  });

  test('shows 20 conflicts with 40 lines each, and says how much more there is', () => {
    const withHunk = (count: number, lines: number): string =>
      reportWith({
        conflicts: many(count, 'src/file').map((path) => ({ path, hunks: [many(lines, 'line').join('\n')] })),
      } as unknown as Partial<Update>);
    expect(withHunk(20, 40)).toContain('line40\n```');
    expect(withHunk(20, 40)).not.toContain('more');
    expect(withHunk(1, 43)).toContain('line40\n… 3 more lines\n```');
    expect(withHunk(23, 1)).toMatch(/\n\nAnd 3 more files\.\n$/);
    expect(withHunk(23, 1).match(/src\/file\d+/g)).toEqual(many(20, 'src/file'));
  });

  test('cuts notes after 20,000 characters', () => {
    const notesOf = (length: number): string =>
      reportWith({
        notes: [{ version: '1', text: 'x'.repeat(length - '#### 1\n\n'.length) }],
      } as Partial<Update>);
    expect(notesOf(20_000)).toMatch(/x\n$/);
    expect(notesOf(20_001)).toMatch(/x\n\n… see CHANGELOG\.md\n$/);
    expect(notesOf(30_000)).toHaveLength(notesOf(20_001).length);
  });
});

test('the patch of workflow files is shown file by file, without its head', () => {
  const patch = `diff --git a/.github/workflows/a.yml b/.github/workflows/a.yml
index 1..2 100644
@@ -1 +1 @@
-old
+new
diff --git a/.github/workflows/b.yml b/.github/workflows/b.yml
@@ -2 +2 @@
+b
`;
  const section = workflowSection(patch, (path) => `https://x/${path}`);
  expect(section).toContain(
    '[`.github/workflows/a.yml`](https://x/.github/workflows/a.yml)\n\n```diff\n@@ -1 +1 @@\n-old\n+new\n```\n\n[`.github/workflows/b.yml`]',
  );
  expect(section).toMatch(/```diff\n@@ -2 \+2 @@\n\+b\n```$/);
});

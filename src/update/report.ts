import type { ChangedFiles, Update } from './update.ts';

const PATHS_MAX = 20;
const HUNK_LINES_MAX = 40;
const CONFLICTS_MAX = 20;
const NOTES_CHARS_MAX = 20_000;

/** What an update does, as Markdown: for a terminal, a job summary and the pull request alike. */
export function updateReport(update: Update): string {
  const sections = [
    `From ${update.from} to **${update.to}**: ${countsText(update.files)}.`,
    '`watchlist.yml` and `data/` stay byte for byte.',
    listSection('Your own lines stay', update.edited),
    keptSection(update),
    conflictSection(update),
    handSection(update),
    notesSection(update),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function countsText({ added, changed, removed }: ChangedFiles): string {
  return `${changed.length} files changed, ${added.length} added, ${removed.length} removed`;
}

function listSection(title: string, paths: readonly string[]): string {
  if (paths.length === 0) return '';
  const more = paths.length > PATHS_MAX ? [`- and ${paths.length - PATHS_MAX} more`] : [];
  return [`#### ${title}`, '', ...paths.slice(0, PATHS_MAX).map((path) => `- ${code(path)}`), ...more].join(
    '\n',
  );
}

function keptSection({ kept }: Update): string {
  if (kept.length === 0) return '';
  return ['#### Left as they are', '', ...kept.map(({ path, why }) => `- ${code(path)}: ${why}`)].join('\n');
}

function conflictSection({ conflicts }: Update): string {
  if (conflicts.length === 0) return '';
  const shown = conflicts
    .slice(0, CONFLICTS_MAX)
    .flatMap(({ path, hunks }) => [
      `${code(path)}: you and the new version changed the same lines.`,
      '',
      ...hunks.flatMap((hunk) => ['```text', cut(hunk), '```', '']),
    ]);
  const more =
    conflicts.length > CONFLICTS_MAX ? [`And ${conflicts.length - CONFLICTS_MAX} more files.`] : [];
  return ['#### Conflicts', '', ...shown, ...more].join('\n').trimEnd();
}

function cut(hunk: string): string {
  const lines = hunk.split('\n');
  if (lines.length <= HUNK_LINES_MAX) return hunk;
  return [...lines.slice(0, HUNK_LINES_MAX), `… ${lines.length - HUNK_LINES_MAX} more lines`].join('\n');
}

function handSection({ byHand }: Update): string {
  return byHand.length === 0
    ? ''
    : ['#### What needs a hand', '', ...byHand.map((item) => `- ${item}`)].join('\n');
}

function notesSection({ notes }: Update): string {
  if (notes.length === 0) return '';
  const text = notes
    .map((one) => `#### ${one.version}\n\n${one.text.replaceAll(/^### /gm, '##### ')}`)
    .join('\n\n');
  return text.length <= NOTES_CHARS_MAX ? text : `${text.slice(0, NOTES_CHARS_MAX)}\n\n… see CHANGELOG.md`;
}

/** Paths are the repository's own; a backtick in one would end its code span. */
function code(path: string): string {
  return `\`${path.replaceAll('`', "'").replaceAll(/\s+/g, ' ')}\``;
}

/** What a pull request without workflow files says of them: where, and the lines as a patch. */
export function workflowSection(patch: string, editUrl: (path: string) => string): string {
  const files = patch.split(/^(?=diff --git )/m).filter((part) => part.startsWith('diff --git '));
  const parts = files.map((part) => {
    const path = /^diff --git a\/(.+) b\//.exec(part)?.[1] ?? '';
    const lines = part.slice(Math.max(0, part.indexOf('\n@@') + 1));
    return `[\`${path}\`](${editUrl(path)})\n\n\`\`\`diff\n${lines.trimEnd()}\n\`\`\``;
  });
  const note =
    'The token of a workflow may not write files in `.github/workflows`, so this part is left to you. Everything works ' +
    'without it; it is what is new in the workflows themselves. `npm run update` on your own machine does it all.';
  return ['#### Workflow files, to be changed by hand', '', note, '', parts.join('\n\n')]
    .join('\n')
    .slice(0, 25_000);
}

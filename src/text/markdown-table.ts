/** How a column's cells stand. */
export type Alignment = 'left' | 'right';

/**
 * A Markdown table. A `|` in a cell is escaped wherever it stands: cells are told apart before anything else is read,
 * so that even a code span does not protect it, and an escaped one shows no backslash there.
 * @see https://github.github.com/gfm/#tables-extension-
 */
export function markdownTable(
  columns: readonly (readonly [title: string, alignment: Alignment])[],
  rows: readonly (readonly string[])[],
): string {
  return [
    row(columns.map(([title]) => title)),
    row(columns.map(([, alignment]) => (alignment === 'right' ? '---:' : '---'))),
    ...rows.map(row),
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** Before a `|` a backslash of the text's own is set apart: some readers take the two of `\\|` for one sign, and end the cell. */
function cell(text: string): string {
  return text.replaceAll(/\\(?=\|)/g, '\\ ').replaceAll('|', '\\|');
}

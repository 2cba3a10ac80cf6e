import { HOME_DOCS, PLACE } from '../../program.ts';

/**
 * The glossary, which explains the words of alerts: in the repository, or at the program's home where that holds no pages.
 * @param repositoryUrl without a slash at its end
 */
export function glossaryUrl(repositoryUrl: string): string {
  return `${PLACE === 'thin' ? HOME_DOCS : `${repositoryUrl}/blob/HEAD/docs`}/glossary.md`;
}

/** Labels of rows that the glossary explains, under a heading of the same name. */
const EXPLAINED: ReadonlySet<string> = new Set([
  ...[
    'Phase',
    'Multiple',
    'Velocity',
    'Baseline',
    'Breadth',
    'Score',
    'Outlook',
    'Precision',
    'Classic rule',
  ],
]);

/** Where the glossary explains the label of a row; undefined for a label that says all. */
export function explanationUrl(glossary: string, label: string): string | undefined {
  return EXPLAINED.has(label) ? `${glossary}#${label.toLowerCase().replaceAll(' ', '-')}` : undefined;
}

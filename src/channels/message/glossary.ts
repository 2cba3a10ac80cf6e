/** The glossary in a repository, which explains the words of alerts. @param repositoryUrl without a slash at its end */
export function glossaryUrl(repositoryUrl: string): string {
  return `${repositoryUrl}/blob/HEAD/docs/glossary.md`;
}

/** Labels of rows that the glossary explains, under a heading of the same name. */
const EXPLAINED: ReadonlySet<string> = new Set([
  ...['Phase', 'Multiple', 'Velocity', 'Baseline', 'Breadth', 'Score', 'Precision', 'Classic rule'],
]);

/** Where the glossary explains the label of a row; undefined for a label that says all. */
export function explanationUrl(glossary: string, label: string): string | undefined {
  return EXPLAINED.has(label) ? `${glossary}#${label.toLowerCase().replaceAll(' ', '-')}` : undefined;
}

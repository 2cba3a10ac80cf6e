/** The source of the numbers, as people know it. Everything else that is particular to it stands in its own folder. */
export const SOURCE = {
  name: 'Scavio',
  /** The variable that holds its key. */
  keyVariable: 'SCAVIO_API_KEY',
  docs: 'docs/scavio.md',
} as const;

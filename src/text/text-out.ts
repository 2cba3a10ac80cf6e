/** Where text goes: `process.stdout`, `process.stderr` or a test's own. */
export interface TextOut {
  write(text: string): unknown;
}

import { appendFile } from 'node:fs/promises';

/**
 * Adds Markdown to a job summary.
 * @param file what GITHUB_STEP_SUMMARY names
 * @returns what went wrong, in a sentence: everything is done by then, so a run does not fail for it
 */
export async function addToSummary(file: string, markdown: string): Promise<string | undefined> {
  try {
    await appendFile(file, markdown);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return `no job summary was written (${error.code}): GITHUB_STEP_SUMMARY must name a file in a folder that is there; leave it out elsewhere than in GitHub Actions`;
  }
}

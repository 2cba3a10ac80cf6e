import { type Advice, quoted } from './advice.ts';

/** What to write instead of a name that the branch with the record cannot have. */
export function adviseDataBranch(text: string): Advice {
  return {
    message: `\`data-branch\` is ${quoted(text)}, which cannot be the name of a branch for the record`,
    remedy: text.startsWith('refs/heads/')
      ? 'write the name alone, without `refs/heads/`: `data-branch: radar-data`'
      : 'letters, digits and `_`, with single `-`, `.` or `/` between them: `data-branch: radar-data`',
  };
}

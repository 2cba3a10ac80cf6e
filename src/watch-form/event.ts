import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** What happened to an issue, from the file that GitHub gives to every run. */
export interface IssueEvent {
  readonly action: string;
  readonly number: number;
  readonly body: string;
  /** The label that was added. */
  readonly label?: string;
  /** Login of who did it, which for an edit or a label need not be the author. */
  readonly sender: string;
  readonly defaultBranch: string;
}

/** @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#issues */
const payload = z.object({
  action: z.string(),
  issue: z.object({ number: z.int().min(1), body: z.string().nullable() }),
  label: z.object({ name: z.string() }).optional(),
  sender: z.object({ login: z.string() }),
  repository: z.object({ default_branch: z.string() }),
});

/** @throws {z.ZodError} when the file holds another event */
export async function readIssueEvent(path: string): Promise<IssueEvent> {
  const { action, issue, label, sender, repository } = payload.parse(
    JSON.parse(await readFile(path, 'utf8')),
  );
  return {
    action,
    number: issue.number,
    body: issue.body ?? '',
    ...(label !== undefined && { label: label.name }),
    sender: sender.login,
    defaultBranch: repository.default_branch,
  };
}

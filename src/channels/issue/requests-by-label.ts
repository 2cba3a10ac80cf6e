import { muteCommand } from '../../alerts/mute-command.ts';
import type { MuteRequest } from '../../alerts/mute-requests.ts';
import type { GithubRepository } from '../../github/repository.ts';
import { type Issue, isIssueEvent, readPages } from './pages.ts';

/** What people asked for at an issue, so far as it is known. */
export interface FoundRequests {
  readonly requests: readonly MuteRequest[];
  /** `some`: somebody may have asked for more than was found. */
  readonly known: 'all' | 'some';
}

/** Labels can be set by whoever may close the issue, so they need no further look. Each time one is set counts. */
export async function requestsByLabel(
  { github, owner, repo }: GithubRepository,
  issue: Pick<Issue, 'number' | 'labels'>,
): Promise<FoundRequests> {
  const names = issue.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
  const asking = new Map(
    names.flatMap((name) => {
      const command = muteCommand(name);
      return command === undefined || command.kind === 'unmute' ? [] : [[name, command] as const];
    }),
  );
  if (asking.size === 0) return { requests: [], known: 'all' };
  const pages = github.paginate.iterator(github.rest.issues.listEvents, {
    ...{ owner, repo, issue_number: issue.number },
    per_page: 100,
  });
  const { found: events, end } = await readPages(pages, isIssueEvent);
  const requests = [...asking].flatMap(([name, command]) => {
    const set = events.findLast(
      (event) => event.event === 'labeled' && 'label' in event && event.label?.name === name,
    );
    if (set === undefined) return [];
    const { id, actor, created_at: at } = set;
    const person = actor?.login;
    return [
      {
        ...{ id: `label-${id}`, by: 'label' as const, at: Date.parse(at), command },
        ...(person !== undefined && { person }),
      },
    ];
  });
  return { requests, known: end === 'cut' ? 'some' : 'all' };
}

/** The state of one repository on the simulated GitHub, and the operations on it, with GitHub's own refusals. */
import { type IssueChange, invalid, Refused } from './input.ts';
import * as show from './records.ts';

export interface StoreOptions {
  readonly home: show.Home;
  readonly now: () => number;
}

export type GithubStore = ReturnType<typeof createGithubStore>;

export function createGithubStore({ home, now }: StoreOptions) {
  const issues = new Map<number, show.IssueRecord>();
  const shelf = createLabels(home);
  let nextEvent = 1;

  function find(number: number): show.IssueRecord {
    const record = issues.get(number);
    if (record === undefined) throw new Refused(404, { message: 'Not Found' });
    return record;
  }
  function present(record: show.IssueRecord): show.GithubIssue {
    return show.showIssue(home, record, record.labels.map(shelf.label));
  }
  return {
    ...createComments({ home, now }, issues, find),
    add(record: NewIssue): show.GithubIssue {
      const made = newIssue(issues.size + 1, now(), record);
      issues.set(made.number, made);
      return present(made);
    },
    edit(number: number, login: string, change: IssueChange): show.GithubIssue {
      const before = find(number);
      const after = applyEdit(before, login, change, now());
      const events = happenings(before, after).map((event) => ({
        id: nextEvent++,
        login,
        at: now(),
        ...event,
      }));
      issues.set(number, { ...after, events: [...before.events, ...events] });
      return present(after);
    },
    issue: (number: number) => present(find(number)),
    /** Every issue, oldest first. */
    issues: () => [...issues.values()].map(present),
    events(number: number): readonly object[] {
      const issue = find(number);
      return issue.events.map((event) => show.showEvent(home, issue, event));
    },
    labels: shelf.all,
    addLabel: shelf.add,
  };
}

/** The labels of the repository: GitHub compares their names without regard to case, and makes those that an issue names. */
function createLabels(home: show.Home) {
  const labels = new Map<string, show.Label>();
  return {
    all: () => [...labels.values()],
    label(name: string): show.Label {
      const key = name.toLowerCase();
      const known = labels.get(key) ?? show.showLabel(home, name, 'ededed', null);
      labels.set(key, known);
      return known;
    },
    add(name: string, color: string, description: string | null): show.Label {
      if (labels.has(name.toLowerCase())) throw invalid('Label', 'name', 'already_exists');
      const made = show.showLabel(home, name, color, description);
      labels.set(name.toLowerCase(), made);
      return made;
    },
  };
}

function createComments(
  { home, now }: StoreOptions,
  issues: Map<number, show.IssueRecord>,
  find: (number: number) => show.IssueRecord,
) {
  let next = 1;
  const withComment = (id: number) =>
    [...issues.values()].find(({ comments }) => comments.some((made) => made.id === id));
  return {
    comment(number: number, login: string, body: string): show.GithubComment {
      const issue = find(number);
      const made = { id: next++, body, login, at: now() };
      issues.set(number, { ...issue, comments: [...issue.comments, made], updatedAt: made.at });
      return show.showComment(home, issue, made);
    },
    editComment(id: number, body: string): show.GithubComment {
      const issue = withComment(id);
      const made = issue?.comments.find((one) => one.id === id);
      if (issue === undefined || made === undefined) throw new Refused(404, { message: 'Not Found' });
      const edited = { ...made, body, editedAt: now() };
      const comments = issue.comments.map((one) => (one.id === id ? edited : one));
      issues.set(issue.number, { ...issue, comments });
      return show.showComment(home, issue, edited);
    },
    /** Number of the issue or pull request that a comment stands on. */
    threadOf: (id: number) => withComment(id)?.number,
    comments(number: number): readonly show.GithubComment[] {
      const issue = find(number);
      return issue.comments.map((made) => show.showComment(home, issue, made));
    },
    /** The comments of all issues, the oldest first. */
    allComments: (): readonly show.GithubComment[] =>
      [...issues.values()].flatMap((issue) =>
        issue.comments.map((made) => show.showComment(home, issue, made)),
      ),
  };
}

type NewIssue = Partial<show.IssueRecord> & Pick<show.IssueRecord, 'title' | 'login'>;

function newIssue(number: number, now: number, record: NewIssue): show.IssueRecord {
  const at = record.createdAt ?? now;
  return {
    number,
    body: null,
    state: 'open',
    stateReason: null,
    labels: [],
    assignees: [],
    association: 'NONE',
    createdAt: at,
    updatedAt: record.closedAt ?? at,
    closedAt: null,
    closedBy: null,
    isPullRequest: false,
    comments: [],
    events: [],
    ...record,
  };
}

function applyEdit(
  before: show.IssueRecord,
  login: string,
  change: IssueChange,
  at: number,
): show.IssueRecord {
  const after = { ...before, ...change, updatedAt: at };
  if (after.state === before.state) return after;
  if (after.state === 'open') return { ...after, closedAt: null, closedBy: null, stateReason: 'reopened' };
  return { ...after, closedAt: at, closedBy: login, stateReason: change.stateReason ?? 'completed' };
}

/** What an edit adds to the events of an issue. */
function happenings(
  before: show.IssueRecord,
  after: show.IssueRecord,
): readonly Pick<show.EventRecord, 'event' | 'label'>[] {
  const added = after.labels.filter((label) => !before.labels.includes(label));
  const removed = before.labels.filter((label) => !after.labels.includes(label));
  const state = { event: after.state === 'closed' ? 'closed' : 'reopened' } as const;
  return [
    ...added.map((label) => ({ event: 'labeled' as const, label })),
    ...removed.map((label) => ({ event: 'unlabeled' as const, label })),
    ...(after.state === before.state ? [] : [state]),
  ];
}

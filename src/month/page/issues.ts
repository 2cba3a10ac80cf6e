import { escapeHtml } from '../../text/html.ts';
import { formatAmount } from '../../text/numbers.ts';
import { DAY_MS, isoUtc } from '../../text/time.ts';
import { formatTime } from '../../text/times.ts';
import type { IssueVersion, MonthIssue } from '../issues.ts';
import type { ShownMonth } from '../shown-month.ts';

/** The list of issues as GitHub shows it at the end, and then each with its body and comments. */
export function issuesHtml(month: ShownMonth): string {
  const newest = month.issues.toSorted((one, other) => other.number - one.number);
  return [
    '<div class="issue-list" data-picture="issue-list">',
    ...newest.map((issue) => listRow(issue, month.timezone)),
    '</div>',
    ...month.issues.map((issue) => issueHtml(issue, month)),
  ].join('\n');
}

function listRow(
  { number, title, state, labels, openedAt, closedAt, comments }: MonthIssue,
  timezone: string,
): string {
  const when =
    closedAt === undefined
      ? `opened ${formatTime(isoUtc(openedAt), timezone)}`
      : `closed ${formatTime(isoUtc(closedAt), timezone)}`;
  const names = labels.map((label) => `<span class="label">${escapeHtml(label)}</span>`).join(' ');
  return [
    `<div class="row"><span class="state ${state}">${state === 'open' ? '◉' : '✓'}</span>`,
    `<div><a class="bold" href="#issue-${number}">${escapeHtml(title)}</a> ${names}`,
    `<div class="small">#${number} ${when} · ${formatAmount(comments.length, 'comment')}</div></div></div>`,
  ].join('\n');
}

function issueHtml(issue: MonthIssue, { render, timezone }: ShownMonth): string {
  const { number, state, title, versions, comments } = issue;
  const box = (head: string, markdown: string): string =>
    `<div class="box"><p class="stamp">${escapeHtml(head)}</p><div class="markdown">${render(markdown)}</div></div>`;
  const stamp = (at: number): string => formatTime(isoUtc(at), timezone);
  const [first, ...later] = shownVersions(versions);
  return [
    `<article class="issue" id="issue-${number}">`,
    `<h3>${escapeHtml(title)} <span class="number">#${number}</span> <span class="badge ${state}">${state}</span></h3>`,
    ...(first === undefined
      ? []
      : [
          ...(first.title === title ? [] : [`<p class="small">Opened as “${escapeHtml(first.title)}”</p>`]),
          box(`The body as it was opened, ${stamp(first.at)}`, first.body),
        ]),
    ...later.map((version) =>
      folded(
        `The body at ${stamp(version.at)} (version ${versions.indexOf(version) + 1} of ${versions.length}), titled “${version.title}”`,
        render(version.body),
      ),
    ),
    ...comments.map(({ at, body }) => box(`A comment, ${stamp(at)}`, body)),
    '</article>',
  ].join('\n');
}

function folded(head: string, html: string): string {
  return `<details><summary>${escapeHtml(head)}</summary><div class="markdown">${html}</div></details>`;
}

/** The first version, the one of a day later, and the last. */
function shownVersions(versions: readonly IssueVersion[]): readonly IssueVersion[] {
  const [first] = versions;
  if (first === undefined) return [];
  const dayOn = versions.find(({ at }) => at >= first.at + DAY_MS);
  return [...new Set([first, ...(dayOn === undefined ? [] : [dayOn]), versions.at(-1) ?? first])];
}

import { lastingMute } from '../alerts/apply-mutes.ts';
import type { HealthNotice, SilentHashtag } from '../alerts/health-notice.ts';
import type { IssueStatus, Mute } from '../alerts/mute.ts';
import { isoUtc } from '../text/time.ts';
import type { HealthEvidence } from './evidence.ts';
import { findings, type HealthFinding, silentHashtags } from './findings.ts';
import type { HealthMemory, HealthStory } from './memory.ts';
import { rememberRun } from './remember.ts';

/** What becomes of a story at a run. */
export interface StoryNews {
  readonly notice: HealthNotice;
  readonly mute?: Mute;
}

/** The run's own health. */
export interface HealthJudgement {
  /** With the stories that are open after the run. */
  readonly memory: HealthMemory;
  /** What began, changed or is over. */
  readonly news: readonly StoryNews[];
}

/** Most hashtags that one story names. */
const HASHTAGS_MAX = 50;

/**
 * Judges a run's own health: which stories begin, go on and end.
 * @param statuses what people did with the issues of open stories
 */
export function judgeHealth(
  before: HealthMemory,
  evidence: HealthEvidence,
  statuses: readonly IssueStatus[],
): HealthJudgement {
  const { now } = evidence;
  const stories = before.stories.map((story) => withMute(story, statuses, now));
  const memory = { ...rememberRun(before, evidence), stories };
  const found = findings(memory, evidence);
  const silent = silentHashtags(memory, evidence);
  const at = isoUtc(now);
  const open: HealthStory[] = [];
  const news: StoryNews[] = [];
  for (const story of stories) {
    const finding = findingOf(story.notice, found, silent.held.get(story) ?? []);
    if (finding === undefined) {
      news.push({ ...story, notice: ending(story.notice, evidence) });
      continue;
    }
    const { version, kind, story: id, openedAt } = story.notice;
    const next = { ...story, notice: { version, kind, story: id, at, openedAt, ...finding } };
    open.push(next);
    if (hasEnded(story.notice, finding)) news.push({ ...next, notice: { ...next.notice, kind: 'changed' } });
  }
  const known = (finding: HealthFinding): boolean =>
    stories.some(({ notice }) => notice.cause === finding.cause && notice.channel === finding.channel);
  const begun = [...found.filter((finding) => !known(finding)), ...freshFinding(silent.fresh)];
  for (const finding of begun) {
    const notice = opening(finding, at);
    open.push({ notice });
    news.push({ notice });
  }
  return { memory: { ...memory, stories: open }, news };
}

function withMute(story: HealthStory, statuses: readonly IssueStatus[], now: number): HealthStory {
  const status = statuses.find(({ episode }) => episode === story.notice.story);
  const mute = lastingMute(status === undefined ? story.mute : status.mute, now);
  const { mute: _, ...rest } = story;
  return { ...rest, ...(mute !== undefined && { mute }) };
}

/** What a story is about at this run; undefined where it is over. */
function findingOf(
  { cause, channel, hashtags = [], since }: HealthNotice,
  found: readonly HealthFinding[],
  silent: readonly SilentHashtag[],
): HealthFinding | undefined {
  if (cause !== 'no-reading') return found.find((one) => one.cause === cause && one.channel === channel);
  if (silent.length === 0) return undefined;
  const named = [...silent].slice(0, Math.max(HASHTAGS_MAX, hashtags.length));
  return { cause, since, hashtags: named };
}

function freshFinding(fresh: readonly SilentHashtag[]): readonly HealthFinding[] {
  const since = fresh.map((one) => one.since).toSorted()[0];
  return since === undefined ? [] : [{ cause: 'no-reading', since, hashtags: fresh.slice(0, HASHTAGS_MAX) }];
}

/** The beginning of a story. @param at instant of the run that opens it, ISO 8601 */
export function opening(finding: HealthFinding, at: string): HealthNotice {
  const stamp = `${at.replaceAll(/[-:]/g, '').slice(0, 13)}Z`;
  const about = finding.channel === undefined ? finding.cause : `${finding.cause}-${finding.channel}`;
  return { version: 1, kind: 'opened', story: `health-${about}-${stamp}`, at, openedAt: at, ...finding };
}

/** Credits that were running low have ended. */
function hasEnded(before: HealthNotice, { credits }: HealthFinding): boolean {
  return before.credits?.endsAt !== undefined && credits !== undefined && credits.endsAt === undefined;
}

/** The end of a story, with what is known of it now. */
function ending(notice: HealthNotice, evidence: HealthEvidence): HealthNotice {
  const { credits } = notice;
  const { left, budget } = evidence.credits;
  const now = notice.cause === 'budget' ? budget && Math.max(0, budget.total - budget.used) : left;
  return {
    ...notice,
    kind: 'over',
    at: isoUtc(evidence.now),
    ...(credits !== undefined && now !== undefined && { credits: { ...credits, left: now } }),
  };
}

import type { Episode } from '../detector/episode.ts';
import type { Judgement } from '../detector/judge.ts';
import type { Watch } from '../settings/settings.ts';
import type { EpisodeRef } from './alert.ts';
import type { HashtagStates } from './alert-state.ts';

/** The same videos are behind two breakouts when they make up this part of what each one's top videos gained. */
const SHARED_PART_MIN = 0.5;
/** Hashtags that one message tells of together; more begin a message of their own. */
const TOGETHER_MAX = 10;

/** An episode that others may be told with, and the views its videos gained, by id. */
interface Story {
  readonly lead: EpisodeRef;
  readonly notify: readonly string[];
  readonly gained: ReadonlyMap<string, number>;
}

/**
 * Hashtags that break out for the same videos are one piece of news: of the judgements of one run, each that opened an
 * episode is given the episode it is notified with, if there is one. The fastest leads those of the same run. Only hashtags that are reported
 * in the same channels go together.
 */
export function groupEpisodes(judgements: readonly Judgement[], before: HashtagStates): readonly Judgement[] {
  const watches = new Map(judgements.map(({ watch }) => [watch.hashtag, watch]));
  const stories = openStories(before, watches);
  const opened = judgements
    .filter(({ change }) => change.opened && change.open?.silent === undefined)
    .toSorted((a, b) => pace(b) - pace(a) || (a.watch.hashtag < b.watch.hashtag ? -1 : 1));
  const leaders = new Map<string, EpisodeRef>();
  const followers = new Map<string, number>();
  for (const { watch, change, drivers } of opened) {
    if (change.open === undefined) continue;
    const gained = new Map((drivers?.top ?? []).map((driver) => [driver.id, driver.gained]));
    const story = { lead: { hashtag: watch.hashtag, episode: change.open.id }, notify: watch.notify, gained };
    const found = stories.find(
      (other) => areSame(story, other) && (followers.get(other.lead.episode) ?? 0) < TOGETHER_MAX,
    );
    if (found === undefined) {
      stories.push(story);
      continue;
    }
    leaders.set(watch.hashtag, found.lead);
    followers.set(found.lead.episode, (followers.get(found.lead.episode) ?? 0) + 1);
  }
  return judgements.map((judgement) => withLeader(judgement, leaders.get(judgement.watch.hashtag)));
}

/** Those that lead a story of their own and are not muted; the newest first, so that news joins the most recent breakout. */
function openStories(before: HashtagStates, watches: ReadonlyMap<string, Watch>): Story[] {
  return [...before]
    .flatMap(([hashtag, { episode, mute }]) => {
      const watch = watches.get(hashtag);
      const isTold = watch !== undefined && mute === undefined;
      return isTold && episode !== undefined ? [{ hashtag, watch, episode }] : [];
    })
    .filter(({ episode }) => episode.leader === undefined && episode.silent === undefined)
    .toSorted((a, b) => b.episode.openedAt - a.episode.openedAt)
    .map(({ hashtag, watch, episode }) => ({
      lead: { hashtag, episode: episode.id },
      notify: watch.notify,
      gained: new Map(episode.videos.map(({ id, gained }) => [id, gained])),
    }));
}

function areSame(one: Story, other: Story): boolean {
  const sameChannels =
    one.notify.length === other.notify.length && one.notify.every((name) => other.notify.includes(name));
  return (
    sameChannels &&
    partShared(one.gained, other.gained) >= SHARED_PART_MIN &&
    partShared(other.gained, one.gained) >= SHARED_PART_MIN
  );
}

/** The part of one's gains that comes from videos which stand in the other's list too. */
function partShared(of: ReadonlyMap<string, number>, among: ReadonlyMap<string, number>): number {
  let total = 0;
  let shared = 0;
  for (const [id, gained] of of) {
    total += gained;
    if (among.has(id)) shared += gained;
  }
  return total > 0 ? shared / total : 0;
}

function pace({ velocity }: Judgement): number {
  return velocity.kind === 'unknown' ? 0 : velocity.nominal;
}

function withLeader(judgement: Judgement, leader: EpisodeRef | undefined): Judgement {
  const { open } = judgement.change;
  if (leader === undefined || open === undefined) return judgement;
  return withOpen(judgement, { ...open, leader });
}

/** A judgement with another state of its open episode. */
export function withOpen(judgement: Judgement, episode: Episode): Judgement {
  return {
    ...judgement,
    change: { ...judgement.change, open: episode },
    state: { ...judgement.state, episode },
  };
}

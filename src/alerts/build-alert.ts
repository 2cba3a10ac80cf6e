import type { Episode, EpisodeEnd } from '../detector/episode.ts';
import { hindsightOf } from '../detector/hindsight.ts';
import type { Judgement } from '../detector/judge.ts';
import { DRIVERS_MAX } from '../readings/drivers.ts';
import type { Interval } from '../readings/velocity.ts';
import { formatCount, fourDigits } from '../text/numbers.ts';
import { isoUtc } from '../text/time.ts';
import { type Alert, type AlertMomentum, type AlertPosts, type AlertVideo, videoUrl } from './alert.ts';
import type { HashtagState } from './hashtag-state.ts';

/** The alert that a judgement gives rise to, if any: at most one, since an episode never opens and ends at once. */
export function alertOf(judgement: Judgement): Alert | undefined {
  const { change, verdict } = judgement;
  if (change.ended !== undefined) return endingOf(judgement, change.ended);
  if (change.open === undefined) return undefined;
  const facts = { ...factsOf(judgement, change.open), phase: change.open.pace.phase, reason: verdict.reason };
  if (change.opened) return { ...facts, kind: 'opened' };
  const topVideos = topVideosOf(change.open.videos);
  return change.phaseBefore && { ...facts, kind: 'changed', phaseBefore: change.phaseBefore, topVideos };
}

/** How an open episode stands at a reading: what its issue shows between alerts. */
export function ongoingAlert(judgement: Judgement): Alert | undefined {
  const { open, opened } = judgement.change;
  if (open === undefined) return undefined;
  const { phase } = open.pace;
  return {
    ...factsOf(judgement, open),
    kind: opened ? 'opened' : 'changed',
    phase,
    reason: judgement.verdict.reason,
    ...(!opened && { topVideos: topVideosOf(open.videos) }),
  };
}

/** The alert that ends an episode whose hashtag was taken off the watchlist; undefined where nothing was ever read. */
export function unwatchedAlert(
  hashtag: string,
  { episode, memory }: HashtagState,
  end: EpisodeEnd & { readonly kind: 'unwatched' },
): Alert | undefined {
  const last = memory.counter?.last;
  if (episode === undefined || last === undefined) return undefined;
  const { base, peak, rule, id, openedAt, videos } = episode;
  return {
    version: 1,
    kind: 'over',
    phase: 'over',
    episode: id,
    hashtag,
    rule,
    at: isoUtc(last.at),
    openedAt: isoUtc(openedAt),
    reason: endReason(end),
    end: end.kind,
    thresholdPercentPerHour: 0,
    views: {
      now: last.views,
      before: base.views,
      beforeAt: isoUtc(base.at),
      step: last.step,
      base: base.views,
      baseAt: isoUtc(base.at),
      peak: peak.views,
    },
    velocity: { low: 0, nominal: 0, high: 0 },
    drivers: [],
    creators: 0,
    ...movesOf(episode),
    ...paceOf(episode),
    ...(episode.leader !== undefined && { leader: episode.leader }),
    topVideos: topVideosOf(videos),
  };
}

function topVideosOf(videos: Episode['videos']): readonly AlertVideo[] {
  return videos.slice(0, DRIVERS_MAX).map((video) => ({ ...video, url: videoUrl(video) }));
}

function endingOf(
  judgement: Judgement,
  { episode, end }: { readonly episode: Episode; readonly end: EpisodeEnd },
): Alert {
  const hindsight = hindsightOf(episode, end);
  return {
    ...factsOf(judgement, episode),
    kind: 'over',
    phase: 'over',
    reason: endReason(end),
    end: end.kind,
    topVideos: topVideosOf(episode.videos),
    ...(hindsight !== undefined && { hindsight }),
  };
}

function factsOf(judgement: Judgement, episode: Episode): Omit<Alert, 'kind' | 'phase' | 'reason'> {
  const { reading, before, velocity, acceleration, drivers, watch } = judgement;
  const from = before ?? episode.base;
  const measured = velocity.kind === 'unknown' ? { low: 0, nominal: 0, high: 0 } : velocity;
  return {
    version: 1,
    episode: episode.id,
    hashtag: watch.hashtag,
    rule: episode.rule,
    at: isoUtc(reading.at),
    openedAt: isoUtc(episode.openedAt),
    thresholdPercentPerHour: watch.thresholdPercentPerHour,
    views: {
      now: reading.views,
      before: from.views,
      beforeAt: isoUtc(from.at),
      step: Math.max(reading.step, from.step),
      base: episode.base.views,
      baseAt: isoUtc(episode.base.at),
      peak: Math.max(episode.peak.views, reading.views),
    },
    velocity: interval(measured),
    ...(acceleration.kind === 'measured' && { acceleration: interval(acceleration) }),
    ...(episode.baseline !== undefined && { normal: episode.baseline }),
    ...(episode.outlook !== undefined && { outlook: episode.outlook }),
    ...momentumOf(judgement),
    ...postsOf(judgement),
    drivers: (drivers?.top ?? []).map((driver) => ({
      ...driver,
      postedAt: isoUtc(driver.postedAt),
      url: videoUrl(driver),
      ...(driver.share !== undefined && { share: fourDigits(driver.share) }),
    })),
    ...(drivers?.explained !== undefined && { explained: fourDigits(drivers.explained) }),
    creators: drivers?.creators ?? 0,
    ...(drivers?.breadth !== undefined && { breadth: fourDigits(drivers.breadth) }),
    ...movesOf(episode),
    ...paceOf(episode),
    ...(episode.leader !== undefined && { leader: episode.leader }),
    ...(watch.labels !== undefined && { labels: watch.labels }),
    ...(watch.assignees !== undefined && { assignees: watch.assignees }),
    ...(watch.group !== undefined && { group: watch.group }),
    ...(watch.note !== undefined && { note: watch.note }),
  };
}

function movesOf({ moves }: Episode): Pick<Alert, 'moves'> {
  return moves === undefined ? {} : { moves };
}

function paceOf({ pace, classicAt }: Episode): Pick<Alert, 'fastest' | 'classicAt'> {
  const { percentPerHour, at } = pace.fastest;
  return {
    fastest: { percentPerHour: fourDigits(percentPerHour), at: isoUtc(at) },
    ...(classicAt !== undefined && { classicAt: isoUtc(classicAt) }),
  };
}

function momentumOf({ decisions, change }: Judgement): { readonly momentum?: AlertMomentum } {
  const evidence = decisions.find(({ rule }) => rule === 'breakout')?.evidence;
  if (evidence === undefined) return {};
  const { score, threshold, onset, multiple, usualBefore, rarity, quietIf } = evidence;
  return {
    momentum: {
      score: fourDigits(score),
      threshold,
      ...(onset !== undefined && { onset: isoUtc(onset) }),
      ...(multiple !== undefined && { multiple: fourDigits(multiple) }),
      ...(usualBefore !== undefined && { usualPerHour: usualBefore }),
      rarity,
      ...(change.opened && change.open?.rule === 'breakout' && quietIf !== undefined && { quietIf }),
    },
  };
}

function postsOf({ decisions }: Judgement): { readonly posts?: AlertPosts } {
  const evidence = decisions.find(({ rule }) => rule === 'posts')?.posts;
  if (evidence === undefined) return {};
  const { newVideos, hours, percent, from, threshold } = evidence;
  const asked = 'percent' in threshold ? `${threshold.percent} %` : `${threshold.posts}`;
  return {
    posts: {
      newVideos,
      hours: fourDigits(hours),
      ...(percent !== undefined && { percent: fourDigits(percent) }),
      from,
      threshold: `${asked}/${threshold.hours} h`,
    },
  };
}

function endReason(end: EpisodeEnd): string {
  switch (end.kind) {
    case 'cooled-off':
      return 'it cooled off: for six hours views came too slowly for a breakout';
    case 'fell-back':
      return `the counter fell back to ${formatCount(end.views)}: TikTok corrected it, this was no breakout`;
    case 'unwatched':
      return `taken off the watchlist; its history stays in data/${successorWords(end)}`;
  }
}

function successorWords({ successor }: { readonly successor?: string }): string {
  return successor === undefined
    ? ''
    : `; ${successor} seems to be its new name, and is learnt from the beginning`;
}

function interval({ low, nominal, high }: Interval): Interval {
  return { low: fourDigits(low), nominal: fourDigits(nominal), high: fourDigits(high) };
}

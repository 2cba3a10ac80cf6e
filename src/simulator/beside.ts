import type { Sound } from '../readings/video.ts';
import { textKey } from '../text/text-key.ts';
import { HOUR_MS } from '../text/time.ts';
import type { Beside, BesidePlan, CompanionPlan } from './plan.ts';
import type { Post } from './post.ts';
import { drawPoisson, mixKeys, type Random, randomStream } from './random.ts';

const EVERGREENS = ['fyp', 'foryou', 'foryoupage', 'viral', 'fypシ', 'trending', 'xyzbca'];
const EVERGREEN_SHARE = 0.7;
/** Words a post, and the part of them that all hashtags share. */
const WORDS_A_POST = 2.8;
const SHARED_PART = 0.4;
const SOUNDS = 600;

/** The hashtags and the sound of a post. The same post always carries the same ones. */
export function besideOf(plan: BesidePlan, hashtag: string, start: number, post: Post): Beside {
  const random = randomStream(mixKeys(post.key, 21));
  const hour = (post.second * 1000 - start) / HOUR_MS;
  const carried = (plan.companions ?? []).filter((companion) => isCarried(companion, post, hour));
  const count = plan.vocabulary === 0 ? 0 : Math.min(8, drawPoisson(random, WORDS_A_POST));
  const words = Array.from({ length: count }, () => wordOf(random, plan.vocabulary, hashtag));
  const evergreen =
    random() < (plan.evergreenShare ?? EVERGREEN_SHARE)
      ? [EVERGREENS[Math.floor(random() * EVERGREENS.length)] ?? '']
      : [];
  const spam = carried.find(({ creators }) => creators === 'one');
  const rising = (plan.sounds ?? []).find((sound) => isCarried(sound, post, hour));
  const leading = [...(rising === undefined ? [] : [rising]), ...carried];
  const language = leading.find((one) => one.language !== undefined)?.language ?? plan.language;
  const likesTimes = leading.reduce((times, one) => times * (one.likesTimes ?? 1), 1);
  return {
    hashtags: [...new Set([...words, ...carried.map(({ name }) => name), ...evergreen])],
    sound: rising === undefined ? everydaySound(random) : soundNamed(rising.name),
    ...(language !== undefined && { language }),
    ...(likesTimes !== 1 && { likesTimes }),
    ...(spam !== undefined && { creator: `spam.${spam.name}` }),
  };
}

/** Zipf's law: the rank of a word is even on a logarithmic scale. */
function wordOf(random: Random, vocabulary: number, hashtag: string): string {
  const rank = Math.floor(vocabulary ** random());
  return random() < SHARED_PART ? `word${rank}` : `${hashtag}word${rank}`;
}

function isCarried(plan: CompanionPlan, post: Post, hour: number): boolean {
  return randomStream(mixKeys(post.key, textKey(plan.name)))() < shareAt(plan, hour);
}

/** The planned share of posts with a companion: half a cosine up, a plateau, and halves. */
function shareAt(plan: CompanionPlan, hour: number): number {
  const { onsetHour, riseHours, peakShare, plateauHours = 24, halfLifeHours = 24 } = plan;
  const since = hour - onsetHour;
  if (since < 0) return 0;
  if (since < riseHours) return (peakShare * (1 - Math.cos((Math.PI * since) / riseHours))) / 2;
  const past = Math.max(0, since - riseHours - plateauHours);
  return peakShare * 0.5 ** (past / halfLifeHours);
}

function everydaySound(random: Random): Sound {
  return soundNamed(`original sound ${Math.floor(SOUNDS ** random() * 7)}`);
}

function soundNamed(name: string): Sound {
  return { id: `7${String(textKey(name)).padStart(18, '0')}`, title: name };
}

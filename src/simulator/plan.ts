import type { Sound } from '../readings/video.ts';

/** What a simulated hashtag does. Hours count from the world's `start`. */
export interface HashtagPlan {
  /** Normalised: lower case, NFC, without `#`. */
  readonly name: string;
  /** True views at the world's start; at least 1,000. */
  readonly views: number;
  /** Ordinary growth as a share of `views` per day (0.0008 is 0.08 %); 0 to 0.25. Drawn by size when absent. */
  readonly growthPerDay?: number;
  /** Whether answers carry the exact count or TikTok's one decimal. Default `rounded`. */
  readonly counter?: 'exact' | 'rounded';
  /** Whether answers carry the number of videos or TikTok's frequent 0. Default `given`. */
  readonly videoCount?: 'given' | 'zero';
  /** Ordinary posts an hour. Derived from the growth when absent. */
  readonly postsPerHour?: number;
  /** Share of minutes whose answer comes from a stale replica. Default 0.04. */
  readonly wobbleShare?: number;
  /** Scale of the random ups and downs of the rate: 1 is ordinary life (default), 0 is none. */
  readonly noise?: number;
  /** Highest over lowest hour of the day, 1 (flat) or more. Drawn from 1.7-3 when absent. */
  readonly dayNightRatio?: number;
  /** Factor of the ordinary rate after 30 days: a hashtag that grows up without breaking out. Default 1. */
  readonly climbPerMonth?: number;
  readonly breakouts?: readonly BreakoutPlan[];
  readonly nuisances?: readonly NuisancePlan[];
  /** What its posts carry beside it; absent: nothing but their captions. */
  readonly beside?: BesidePlan;
}

/** The other hashtags and the sounds of a hashtag's posts. */
export interface BesidePlan {
  /** So many words, some of them shared by all hashtags; each post carries about three. The k-th is 1/k as common. 0: none. */
  readonly vocabulary: number;
  /** Share of posts with #fyp or one of its kind. Default 0.7. */
  readonly evergreenShare?: number;
  readonly companions?: readonly CompanionPlan[];
  /** A sound that rises as companions do; its name is its title. */
  readonly sounds?: readonly CompanionPlan[];
  /** What its posts are written in, ISO 639-1; absent: TikTok does not say. */
  readonly language?: string;
}

/** What one post carries beside its hashtag. */
export interface Beside {
  readonly hashtags: readonly string[];
  readonly sound?: Sound;
  /** Who posted it, where that is planned. */
  readonly creator?: string;
  readonly language?: string;
  /** Its likes against those of an everyday post. Default 1. */
  readonly likesTimes?: number;
}

/** A companion that rises: its share of the posts goes from none to `peakShare`, stays, and halves. */
export interface CompanionPlan {
  readonly name: string;
  readonly onsetHour: number;
  /** Hours from the first posts to the peak. */
  readonly riseHours: number;
  readonly peakShare: number;
  /** Hours at the peak, and hours in which the share falls to half. Default 24 and 24. */
  readonly plateauHours?: number;
  readonly halfLifeHours?: number;
  /** Every post with it is by one creator. Default `many`. */
  readonly creators?: 'one' | 'many';
  /** What posts with it are written in, and how often they are liked against others. Default: as all others. */
  readonly language?: string;
  readonly likesTimes?: number;
}

/** The rate rises along half a cosine from 1× to `multiple`×, stays, and falls back exponentially. */
export interface BreakoutPlan {
  readonly onsetHour: number;
  /** Peak of the rate in multiples of the ordinary rate of that hour. */
  readonly multiple: number;
  /** Hours from the first change of the rate to its peak. Default 14.6; 11.6 of them lie above 10 % of the peak. */
  readonly riseHours?: number;
  /** Hours at the peak. Default 24. */
  readonly plateauHours?: number;
  /** Hours in which the rate falls to half. Default 8.6. */
  readonly halfLifeHours?: number;
  /** `two` lets the rate sink to a fifth in the middle of the plateau, the flat night between two waves. Default `one`. */
  readonly waves?: 'one' | 'two';
}

/** What looks like a breakout and is none. */
export type NuisancePlan =
  /** TikTok recounts: the counter jumps to `factor` times its value, and grows on from there. */
  | { readonly kind: 'restatement'; readonly hour: number; readonly factor: number }
  /** For some minutes, a replica shows `factor` times the counter, then all is as before. */
  | { readonly kind: 'glitch'; readonly hour: number; readonly factor: number; readonly minutes: number }
  /** One new video brings `multiple` times the ordinary rate, halving every `halfLifeHours`; nobody follows. */
  | {
      readonly kind: 'single-video';
      readonly hour: number;
      readonly multiple: number;
      readonly halfLifeHours: number;
    };

/** One planted breakout as a judge of detectors needs it. Instants in ms. */
export interface PlantedBreakout {
  readonly hashtag: string;
  /** The rate begins to leave the ordinary. */
  readonly onset: number;
  /** The rate reaches its planned multiple. */
  readonly peak: number;
  /** The excess has fallen to a tenth of its peak. */
  readonly end: number;
  readonly multiple: number;
  /** Fastest true growth over a clock hour within the breakout, in percent: what the classic rule could see. */
  readonly peakPercentPerHour: number;
}

/** One planted nuisance; `at` in ms. */
export interface PlantedNuisance {
  readonly hashtag: string;
  readonly kind: NuisancePlan['kind'];
  readonly at: number;
}

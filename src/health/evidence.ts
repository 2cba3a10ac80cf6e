import type { Failure } from '../readings/sample.ts';
import type { HealthSettings } from '../settings/settings.ts';

/** What one run saw, as far as its own health goes. Instants are ms. */
export interface HealthEvidence {
  readonly now: number;
  readonly settings: HealthSettings;
  /** Hashtags of the watchlist, and when each was last read before this run. */
  readonly lastReadAt: ReadonlyMap<string, number | undefined>;
  /** Hashtags that were read. */
  readonly read: readonly string[];
  /** Those that were due and failed. */
  readonly failures: readonly Failure[];
  /** Why no further call could be made. */
  readonly stopped?: { readonly code: string; readonly message: string };
  /** The last run before that read anything; absent before the first. */
  readonly readAt?: number;
  /** When the last weekly digest was made; absent where none is asked for. */
  readonly weekAt?: number;
  readonly credits: {
    /** Spent by this run. */
    readonly used: number;
    /** Left on the account, by the source's own word. */
    readonly left?: number;
    /** The month's budget, and what this month has spent, this run included. */
    readonly budget?: { readonly total: number; readonly used: number };
  };
  /** Names of the watchlist's channels, each with why it cannot deliver; undefined where nothing speaks against it. */
  readonly channels: ReadonlyMap<string, string | undefined>;
}

/** Failures that say nothing about their hashtag: the run as a whole could not go on. */
const WHOLE_RUN: readonly string[] = ['key-refused', 'no-credits', 'out-of-time', 'over-budget'];

/** Failures that are about their hashtag even where nothing else was read. */
const OWN: readonly string[] = [
  'unknown-hashtag',
  'empty-answer',
  'wrong-hashtag',
  'zero-views',
  'http-400',
  'http-422',
];

/** The failures that count against their own hashtag. */
export function ownFailures(evidence: HealthEvidence): readonly Failure[] {
  const isShapeUnknown = hasUnknownShape(evidence);
  return evidence.failures.filter(({ code, lost }) => {
    if (lost !== 'reading' || WHOLE_RUN.includes(code)) return false;
    if (code === 'unreadable-answer' && isShapeUnknown) return false;
    return OWN.includes(code) || evidence.read.length > 0;
  });
}

/** A part of the answers from which on it is the source that has changed, and not a hashtag. */
const UNREADABLE_SHARE_MIN = 0.5;

/** Whether most of what the source answered could not be read. */
export function hasUnknownShape({ read, failures }: HealthEvidence): boolean {
  const unreadable = new Set(unreadableAnswers(failures).map(({ hashtag }) => hashtag));
  const answered = new Set([...read, ...unreadable]);
  return unreadable.size > 0 && unreadable.size >= answered.size * UNREADABLE_SHARE_MIN;
}

export function unreadableAnswers(failures: readonly Failure[]): readonly Failure[] {
  return failures.filter(({ code }) => code === 'unreadable-answer');
}

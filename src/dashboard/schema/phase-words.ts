import type { PagePhase } from './site.ts';

/** How a hashtag stands, in the words of alerts and summaries: docs/glossary.md. The page, badges and feeds use them. */
export const PHASE_WORDS: Readonly<Record<PagePhase, string>> = {
  strong: 'strong',
  breakout: 'breakout',
  peaked: 'peaked',
  fading: 'fading',
  warming: 'warming',
  over: 'over',
  quiet: 'calm',
  learning: 'learning',
  unknown: 'not judged',
  failed: 'no reading',
};

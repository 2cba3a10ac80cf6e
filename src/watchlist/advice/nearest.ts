import { editDistance } from '../../text/edit-distance.ts';

/** Longest word that is compared: the words of the grammar are shorter, and the cost grows with the length. */
const WORD_CHARS_MAX = 40;

/** The candidate that `word` most likely stands for, or undefined when none is near. Case, `_` and `-` do not count. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > WORD_CHARS_MAX) return undefined;
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(fold(word), fold(candidate));
    const allowed = Math.max(1, Math.floor(Math.min(word.length, candidate.length) / 3));
    if (distance <= allowed && (best === undefined || distance < best.distance))
      best = { candidate, distance };
  }
  return best?.candidate;
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[_\s]/g, '-');
}

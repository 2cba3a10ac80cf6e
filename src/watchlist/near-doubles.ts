import { foldHashtag } from '../readings/fold.ts';
import { normaliseHashtag } from '../readings/hashtag.ts';
import { quoted } from './advice/advice.ts';
import { type Finding, lineOf } from './problem.ts';
import type { Place } from './tree.ts';

/** Hashtags that differ only by what people overlook, and names that mix the letters of two alphabets: warnings. */
export function nearDoubleFindings(root: Place): readonly Finding[] {
  const named = (root.entries?.get('hashtags')?.value.items ?? []).flatMap((entry) => {
    const place = entry.entries?.get('name')?.value ?? entry;
    if (typeof place.value !== 'string' && typeof place.value !== 'number') return [];
    const hashtag = normaliseHashtag(String(place.value));
    return hashtag.kind === 'ok' ? [{ hashtag: hashtag.name, place }] : [];
  });
  return [...nearDoubles(named), ...named.flatMap(({ hashtag, place }) => mixedAlphabets(hashtag, place))];
}

interface Named {
  readonly hashtag: string;
  readonly place: Place;
}

function nearDoubles(named: readonly Named[]): readonly Finding[] {
  const firsts = new Map<string, Named>();
  return named.flatMap((later) => {
    const fold = foldHashtag(later.hashtag);
    const first = firsts.get(fold);
    if (first === undefined) firsts.set(fold, later);
    return first === undefined || first.hashtag === later.hashtag ? [] : [nearDouble(first, later)];
  });
}

function nearDouble(first: Named, { hashtag, place }: Named): Finding {
  return {
    start: place.start,
    end: place.end,
    tell: (source) => ({
      message: `${quoted(hashtag)} is almost ${quoted(first.hashtag)}, line ${lineOf(source, first.place.start)}: on TikTok they are two hashtags`,
      remedy: 'if one was meant, delete the other; each costs its own credits',
    }),
  };
}

/** Letters of these alphabets look alike, and no word is written in two of them. */
const ALIKE: readonly (readonly [name: string, letters: RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
];

function mixedAlphabets(hashtag: string, { start, end }: Place): readonly Finding[] {
  const found = ALIKE.filter(([, letters]) => letters.test(hashtag)).map(([name]) => name);
  if (found.length < 2) return [];
  const tell = () => ({
    message: `${quoted(hashtag)} mixes letters of ${found.join(' and ')}, some of which look the same`,
    remedy: 'type the name again on one keyboard, unless TikTok really writes it so',
  });
  return [{ start, end, tell }];
}

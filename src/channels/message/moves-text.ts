import type { Contrast, Moves, SharedTrait } from '../../discovery/moves.ts';
import { formatPercent, formatShort } from '../../text/numbers.ts';

/**
 * A piece of the sentence that says what a breakout's videos share: our own words, a page behind our own words, or a
 * stranger's text, for each place to escape. Left out, a `title` or a `creator` leaves a whole sentence behind.
 */
export type MovesPart =
  | string
  | { readonly kind: 'page'; readonly text: string; readonly url: string }
  | { readonly kind: 'hashtag'; readonly hashtag: string }
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'creator'; readonly creator: string };

/** What stands before the sentence. */
export const MOVES_LABEL = 'What moves it: ';

/** More would be no sentence any more. The first ones say most. */
const CLAUSES_MAX = 4;

/** One sentence; nothing where the alert says nothing of it. */
export function movesSentence(moves: Moves | undefined): readonly MovesPart[] {
  if (moves === undefined) return [];
  const clauses = [
    soundClause(moves),
    hashtagsClause(moves),
    traitClause(moves.language, 'language'),
    traitClause(moves.region, 'region'),
    reactionsClause(moves),
    largestClause(moves),
    followersClause(moves),
  ]
    .filter((clause) => clause.length > 0)
    .slice(0, CLAUSES_MAX);
  if (clauses.length === 0) return [];
  return [...clauses.flatMap((clause, index) => (index === 0 ? clause : ['; ', ...clause])), '.'];
}

function outOf(creators: number, all: number): string {
  return creators === all ? `all ${all} creators` : `${creators} of ${all} creators`;
}

function soundClause({ sound, creators }: Moves): readonly MovesPart[] {
  if (sound === undefined) return [];
  const { url, title } = sound;
  return [
    `${outOf(sound.creators, creators)} use `,
    { kind: 'page', text: 'the same sound', url },
    ...(title === undefined ? [] : [{ kind: 'title', text: title } as const]),
  ];
}

function hashtagsClause({ hashtags = [], creators }: Moves): readonly MovesPart[] {
  return hashtags.flatMap((shared, index): readonly MovesPart[] => [
    index === 0 ? `${outOf(shared.creators, creators)} also use ` : `, ${shared.creators} use `,
    { kind: 'hashtag', hashtag: shared.hashtag },
  ]);
}

function traitClause(trait: SharedTrait | undefined, type: 'language' | 'region'): readonly MovesPart[] {
  if (trait === undefined) return [];
  const { code, usual, creators, of } = trait;
  const place = type === 'language' ? 'in' : 'from';
  const [now, before] = [codeName(code, type), codeName(usual, type)];
  return [`${outOf(creators, of)} post ${place} ${now} (usually ${before})`];
}

/** The English name of a language or a region; the code where there is none. */
function codeName(code: string, type: 'language' | 'region'): string {
  if (!/^[a-z]{2}$/i.test(code)) return 'another one';
  return new Intl.DisplayNames('en', { type }).of(code) ?? code;
}

function largestClause({ largest, sound, hashtags, creators }: Moves): readonly MovesPart[] {
  if (largest === undefined) return [];
  const { share, creator } = largest;
  const part = formatPercent(share * 100);
  if (share >= 0.5) {
    const whose: readonly MovesPart[] = creator === undefined ? [] : [{ kind: 'creator', creator }];
    return [`one creator brings ${part} of what the listed videos gained`, ...whose];
  }
  // That there are many creators is said already where they share something.
  if (sound !== undefined || hashtags !== undefined) return [];
  return [`${creators} creators share in it, none with more than ${part}`];
}

function followersClause({ followers }: Moves): readonly MovesPart[] {
  if (followers === undefined) return [];
  const { now, usual } = followers;
  const size = now > usual ? 'larger' : 'smaller';
  return [
    `the accounts are ${size} than usual, with ${formatShort(now)} followers in the median, not ${formatShort(usual)}`,
  ];
}

function reactionsClause({ likes, comments, shares }: Moves): readonly MovesPart[] {
  const said = [
    ...reaction('liked', likes),
    ...reaction('commented on', comments),
    ...reaction('shared', shares),
  ];
  if (said.length === 0) return [];
  const list = said.length < 3 ? said.join(' and ') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
  return [`per view, its videos are ${list} as usual`];
}

function reaction(verb: string, contrast: Contrast | undefined): readonly string[] {
  return contrast === undefined ? [] : [`${verb} ${timesAsMuch(contrast)}`];
}

/** `twice as much`, `3.5 times as much`, `half as much`, `20 % as much`. */
function timesAsMuch({ now, usual }: Contrast): string {
  const times = now / usual;
  if (Math.abs(times - 2) < 0.15) return 'twice as much';
  if (Math.abs(times - 0.5) < 0.05) return 'half as much';
  if (times < 1) return `${formatPercent(Number((times * 100).toPrecision(2)))} as much`;
  return `${Number(times.toPrecision(2))} times as much`;
}

/** Where the reader is: everything that a shared link has to bring back. It stands behind the `#` of the address. */
export type PageAddress =
  | ({ readonly view: 'now' } & NowChoice)
  | { readonly view: 'hashtag'; readonly hashtag: string; readonly range: RangeName }
  | { readonly view: 'compare'; readonly hashtags: readonly string[]; readonly range: RangeName }
  | { readonly view: 'found' }
  | { readonly view: 'health' };

export interface NowChoice {
  /** Part of a hashtag's name; empty: all. */
  readonly search: string;
  /** Empty: all groups. */
  readonly group: string;
  readonly phase: PhaseChoice;
  readonly sort: SortName;
}

export const SORTS = ['momentum', 'velocity', 'views', 'name', 'age'] as const;
export type SortName = (typeof SORTS)[number];

export const PHASE_CHOICES = ['all', 'hot', 'warming', 'calm', 'troubled'] as const;
export type PhaseChoice = (typeof PHASE_CHOICES)[number];

export const RANGES = ['24h', '7d', '30d', '90d', 'all'] as const;
export type RangeName = (typeof RANGES)[number];

/** Hashtags on one chart: more than these no eye tells apart. */
export const COMPARED_MAX = 6;

/** What is shown of a hashtag without loading more, and what a comparison needs to say anything. */
export const HASHTAG_RANGE: RangeName = '7d';
export const COMPARE_RANGE: RangeName = '30d';

const EVERYTHING: NowChoice = { search: '', group: '', phase: 'all', sort: 'momentum' };

/** Reads `location.hash`. What it does not understand it takes for the first view, or for the default of that part. */
export function parseAddress(hash: string): PageAddress {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [view = '', name = ''] = path.split('/', 2);
  const given = new URLSearchParams(query);
  const rangeOr = (otherwise: RangeName) => oneOf(RANGES, given.get('range'), otherwise);
  if (view === 'tag' && name !== '')
    return { view: 'hashtag', hashtag: decoded(name), range: rangeOr(HASHTAG_RANGE) };
  if (view === 'compare') {
    const hashtags = [...new Set(given.getAll('tag'))].slice(0, COMPARED_MAX);
    return { view: 'compare', hashtags, range: rangeOr(COMPARE_RANGE) };
  }
  if (view === 'found') return { view: 'found' };
  if (view === 'health') return { view: 'health' };
  return {
    view: 'now',
    search: given.get('search') ?? '',
    group: given.get('group') ?? '',
    phase: oneOf(PHASE_CHOICES, given.get('phase'), EVERYTHING.phase),
    sort: oneOf(SORTS, given.get('sort'), EVERYTHING.sort),
  };
}

/** The address as a link has it, with defaults left out. */
export function formatAddress(address: PageAddress): string {
  switch (address.view) {
    case 'now': {
      const { search, group, phase, sort } = address;
      const asked = Object.entries({ search, group, phase, sort } satisfies NowChoice);
      return withQuery(
        '#/',
        asked.filter(([name, value]) => value !== EVERYTHING[name as keyof NowChoice]),
      );
    }
    case 'hashtag': {
      const { hashtag, range } = address;
      const path = `#/tag/${encodeURIComponent(hashtag.toWellFormed())}`;
      return withQuery(path, range === HASHTAG_RANGE ? [] : [['range', range]]);
    }
    case 'compare': {
      const { hashtags, range } = address;
      const tags = hashtags.map((hashtag): [string, string] => ['tag', hashtag]);
      return withQuery('#/compare', range === COMPARE_RANGE ? tags : [...tags, ['range', range]]);
    }
    case 'found':
      return '#/found';
    case 'health':
      return '#/health';
  }
}

function withQuery(path: string, entries: readonly (readonly [string, string])[]): string {
  const query = new URLSearchParams(
    entries.map(([name, value]): [string, string] => [name, value]),
  ).toString();
  return query === '' ? path : `${path}?${query}`;
}

function oneOf<Name extends string>(names: readonly Name[], given: string | null, otherwise: Name): Name {
  return names.find((name) => name === given) ?? otherwise;
}

/** A hand-written address can hold a `%` that stands for nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return part;
    throw error;
  }
}

import { foldHashtag } from '../readings/fold.ts';

/**
 * Hashtags that stand under everything: they ask TikTok for reach and say nothing of a video. They are neither recorded
 * nor proposed.
 */
const WORDS = [
  ...[
    'fy',
    'xyzbca',
    'xyzcba',
    'viral',
    'viralvideo',
    'viralvideos',
    'viraltiktok',
    'goviral',
    'trending',
    'trend',
  ],
  ...['trendingvideo', 'trends', 'tiktok', 'tiktoker', 'tiktokers', 'tiktokviral', 'tiktoktrend', 'explore'],
  ...[
    'explorepage',
    'pourtoi',
    'pourtoipage',
    'parati',
    'paratii',
    'paravoce',
    'perte',
    'neiperte',
    'fürdich',
  ],
  ...[
    'fuerdich',
    'voorjou',
    'dlaciebie',
    'keşfet',
    'kesfet',
    'рек',
    'рекомендации',
    'врек',
    'おすすめ',
    '추천',
  ],
  ...[
    '추천추천추천',
    'capcut',
    'duet',
    'stitch',
    'greenscreen',
    'ad',
    'sponsored',
    'follow',
    'followme',
    'like',
    'likes',
  ],
  ...['video', 'videos', 'new', 'fun', 'funny', 'comedy', 'love', 'lol', 'relatable', 'satisfying'],
  ...['throwback', 'throwbackthursday', 'tbt', 'mondaymotivation', 'motivationmonday', 'tiktoktuesday'],
  ...[
    'wednesdaywisdom',
    'fridayfeeling',
    'tgif',
    'weekend',
    'sunday',
    'selfcaresunday',
    'blowthisup',
    'makethisviral',
  ],
];
const FOLDED = new Set(WORDS.map(foldHashtag));

/** Spellings without end: fypシ, fyppppp, foryourpage, fypage, foryoupagetiktok. */
const PATTERN = /^(?:fyp.*|foryou.*|for_you.*|foryo?u?r?page.*|4upage|viral.{0,8}|trending.{0,8})$/u;

/** Whether a normalised hashtag is one of those that stand under everything. */
export function isEvergreen(hashtag: string): boolean {
  return PATTERN.test(hashtag) || FOLDED.has(foldHashtag(hashtag));
}

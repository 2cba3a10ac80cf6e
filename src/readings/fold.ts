/** Accents on letters of alphabets in which people leave them out. In other scripts a mark makes another letter. */
const ACCENTS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{Mn}+/gu;
/** A letter written twice, where that is a slip: in Chinese it is another word. */
const DOUBLED = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\1+/gu;

/** Letters that Unicode does not take apart, and that people write so where their keyboard lacks them. */
const PLAIN: Readonly<Record<string, string>> = {
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
};

/**
 * What is left of a normalised hashtag when the differences are taken out that people overlook: `_`, accents, letters
 * written twice, wide and ornamental forms (Unicode's NFKD), and letters such as `ı` and `ß`. Different hashtags on TikTok may fold to one.
 */
export function foldHashtag(hashtag: string): string {
  const bare = hashtag
    .normalize('NFKD')
    .replaceAll('_', '')
    .replaceAll(ACCENTS, '')
    .toLowerCase()
    .replaceAll(/[ıßæœøłđ]/g, (letter) => PLAIN[letter] ?? letter)
    .replaceAll(DOUBLED, '$1');
  return bare === '' ? hashtag : bare;
}

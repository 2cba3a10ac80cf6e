/**
 * What is left of a normalised hashtag when the differences are taken out that people overlook: `_`, accents, letters
 * written twice, wide and ornamental forms (Unicode's NFKD). Different hashtags on TikTok may fold to one.
 */
export function foldHashtag(hashtag: string): string {
  const bare = hashtag
    .normalize('NFKD')
    .replaceAll(/[\p{Mn}_]/gu, '')
    .replaceAll(/(\p{L})\1+/gu, '$1')
    .toLowerCase();
  return bare === '' ? hashtag : bare;
}

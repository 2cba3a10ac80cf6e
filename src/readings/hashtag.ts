import { clippedText, codePointName } from '../text/shown.ts';

/**
 * Longest name that is taken, in code points. TikTok documents no limit of its own for one hashtag, so this one is
 * generous and only keeps nonsense out of requests and files.
 */
const NAME_CHARS_MAX = 100;

/** One emoji: keycap, flag, or pictograph with its variation, skin tone and joined parts (Unicode Standard 51, 1.4.9). */
const EMOJI =
  /\p{Emoji_Keycap_Sequence}|\p{RGI_Emoji_Flag_Sequence}|\p{RGI_Emoji_Tag_Sequence}|\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)*/gv;

/** A joiner between letters of a script whose spelling needs it, as in Persian and Hindi (Unicode Standard 23.2). */
const SPELLED_JOINER =
  /(?<=[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Mn}])[\u200C\u200D](?=\p{L})/gu;

const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u;
const NOT_IN_A_NAME = /[[^\p{L}\p{M}\p{N}_]\p{Default_Ignorable_Code_Point}]/v;

export type HashtagFlaw = 'empty' | 'too-long' | 'space' | 'invisible' | 'punctuation' | 'link';

export type HashtagName =
  | { readonly kind: 'ok'; readonly name: string }
  /** No such hashtag can exist on TikTok: `reason` goes on from its name ("has a space in it"), `remedy` is a command. */
  | {
      readonly kind: 'impossible';
      readonly flaw: HashtagFlaw;
      readonly reason: string;
      readonly remedy: string;
    };

/**
 * The one spelling under which a hashtag is kept: without its leading `#`, lower case (the same in every locale), in
 * Unicode's composed form (NFC), trimmed. `#BookTok` and `booktok` are one; so are `İstanbul` and `istanbul`, and Greek words
 * whichever sigma they end on. `ı`, `ß` and letters with accents stay letters of their own. Idempotent.
 * Letters, marks, digits and `_` of any script and emoji may stand in it.
 */
export function normaliseHashtag(text: string): HashtagName {
  if (text.length > NAME_CHARS_MAX * 20) return tooLong();
  const name = foldHashtag(text);
  if (LINK.test(text)) return flawed('link', 'is a link', linkRemedy(text));
  const letters = name.replace(EMOJI, '0').replace(SPELLED_JOINER, '');
  const [stranger] = NOT_IN_A_NAME.exec(letters) ?? [];
  if (stranger !== undefined) return strangerFlaw(stranger, text);
  if (!/[\p{L}\p{N}_]/u.test(letters)) {
    return flawed('empty', 'has no letter, digit or emoji', 'write the name as it stands on TikTok');
  }
  return [...name].length > NAME_CHARS_MAX ? tooLong() : { kind: 'ok', name };
}

function foldHashtag(text: string): string {
  const bare = text
    .trim()
    .replace(/^[#＃]/, '')
    .normalize('NFD')
    .toLowerCase();
  // The lower case of İ is an i with one more dot (Unicode's SpecialCasing); of Σ it depends on what was typed.
  return bare
    .replaceAll('i\u0307', 'i')
    .normalize('NFC')
    .replaceAll(/(?<=[\p{L}\p{M}])[σς]/gu, (_, at: number, all: string) =>
      /^[\p{L}\p{M}]/u.test(all.slice(at + 1)) ? 'σ' : 'ς',
    );
}

function strangerFlaw(stranger: string, text: string): HashtagName {
  const remedy = remedyFor(text);
  if (/\s/u.test(stranger)) return flawed('space', 'has a space in it', remedy);
  if (INVISIBLE.test(stranger)) {
    return flawed('invisible', `has the invisible character ${codePointName(stranger)} in it`, remedy);
  }
  return flawed('punctuation', `has \`${stranger}\` in it`, remedy);
}

function tooLong(): HashtagName {
  return flawed('too-long', `is longer than ${NAME_CHARS_MAX} characters`, 'check that it is one hashtag');
}

/** An address as browsers and phones copy it: with its scheme or without, in brackets, as Markdown, in another's address. */
const LINK = /:\/\/|(?:^|[^\p{L}\p{N}_.])(?:[\w-]{1,20}\.)*tiktok\.com(?:\/|$)|:%2f%2f/iu;

/** Where a hashtag stands in the addresses of TikTok's pages, its Creative Center, its app, and of others like them. */
const IN_PATH = /(?:^|[/=])(?:tags?|discover|(?<!popular\/)hashtag|explore\/tags)\/([^/?&#\s)>\]"']{1,600})/i;
const IN_SEARCH = /\/search[^?\s]*\?(?:[^\s]*&)?(?:q|keyword)=([^&\s)>\]"']{1,600})/i;
const SHORT_LINK = /(?:^|\/\/)v[mt]\.tiktok\.com|tiktok\.com\/t\/|\/challenge\/(?:detail\/)?\d/i;
/** An address within an address is encoded once more. */
const DECODED_TIMES = 3;

/** The hashtag that a pasted link is about, where that stands in it. */
function linkRemedy(text: string): string {
  let address = text;
  for (let times = 0; times < DECODED_TIMES; times += 1) {
    const written = IN_PATH.exec(address)?.[1] ?? IN_SEARCH.exec(address)?.[1];
    const name = nameIn(written ?? '');
    if (name !== undefined) return `write the name alone: ${quoted(name)}`;
    if (written !== undefined) break;
    address = decoded(address);
  }
  if (SHORT_LINK.test(text))
    return 'this link does not say its hashtag: open it, and write the name that stands on the page';
  return 'write the name of the hashtag alone, for example `booktok`';
}

function nameIn(written: string): string | undefined {
  const name = decoded(decoded(written))
    .replace(/\.html?$/i, '')
    .replaceAll(/[-+ ]|\p{Default_Ignorable_Code_Point}/gu, '')
    .split('#')
    .find((part) => part !== '');
  return name !== undefined && usable(name) ? name : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** What was probably meant: one word, or several hashtags in one entry. */
function remedyFor(text: string): string {
  const parts = text.split(/[\s,;#＃]+/u).filter((part) => part !== '');
  const several = parts.length > 1 && parts.length <= 5 && parts.every(usable);
  if (several && /[,;#＃]/.test(text.trim().slice(1))) {
    return `give each hashtag an entry of its own: ${parts.map(quoted).join(', ')}`;
  }
  const joined = foldHashtag(text).replaceAll(new RegExp(NOT_IN_A_NAME, 'gv'), '');
  const word = usable(joined) ? quoted(joined) : undefined;
  if (word === undefined) return 'only letters, digits, `_` and emoji can stand in a hashtag';
  if (several)
    return `write it as one word, ${word}, or as entries of their own: ${parts.map(quoted).join(', ')}`;
  return `did you mean ${word}?`;
}

function usable(text: string): boolean {
  const name = foldHashtag(text);
  const letters = name.replace(EMOJI, '0');
  return name.length <= NAME_CHARS_MAX && /[\p{L}\p{N}_]/u.test(letters) && !NOT_IN_A_NAME.test(letters);
}

function quoted(text: string): string {
  return `\`${clippedText(foldHashtag(text), NAME_CHARS_MAX)}\``;
}

function flawed(flaw: HashtagFlaw, reason: string, remedy: string): HashtagName {
  return { kind: 'impossible', flaw, reason, remedy };
}

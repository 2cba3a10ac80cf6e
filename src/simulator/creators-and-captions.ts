import { mixKeys, type Random, randomStream } from './random.ts';

/** Creators that post under one hashtag again and again, the first of them most. */
const CREATORS = 400;

const FIRST_WORDS = [
  'mia',
  'leo',
  'the.real',
  'just',
  'its',
  'noor',
  'kenji',
  'sofia',
  'big',
  'tiny',
  'daily',
  'dr',
];
const SECOND_WORDS = [
  'reads',
  'cooks',
  'skin',
  'moves',
  'finds',
  'lab',
  'garden',
  'runs',
  'studio',
  'cats',
  'diy',
];

/** Handles that are also GitHub accounts or teams, or full of Markdown's own signs: `@` before them must stay text. */
const AWKWARD_HANDLES = ['octocat', 'github', '__dunder__', 'a_b_c', 'user.name.', 'actions-user'];

/** Names that their owners chose freely. */
const NICKNAMES = [
  'Mia 🌸',
  'レオ',
  '**bold** & co',
  '<b>Sofia</b>',
  '\u202ereversed\u202c',
  'Dr. Noor | skin',
  '::warning::nick',
  'نور',
  '김지민',
  '@everyone',
];

const PLAIN_CAPTIONS = [
  'day 12 of trying this #TAG',
  'wait for it… #TAG #fyp',
  'why did nobody tell me #TAG',
  'part 3 is up! #TAG #viral',
  'replying to everyone who asked #TAG',
  'POV: you found #TAG before everyone else',
  'ok but the last one 😭😭 #TAG',
  'my honest review #TAG',
];

/** What strangers write to see what breaks: mentions, links, Markdown, HTML, commands, controls, many scripts. */
const HOSTILE_CAPTIONS = [
  '@octocat @github/security look at #TAG, closes #1',
  '[free gift](https://evil.example/?x=`1`) **#TAG** ![x](https://evil.example/p.png)',
  '<script>alert(1)</script><img src=x onerror=alert(2)> #TAG',
  '::error file=watchlist.yml::pwned %0A::set-output name=x::y #TAG',
  '\n::stop-commands::TAG\n::add-mask::TAG\r\n',
  '\u202egnp.exe\u202c \u2066isolated\u2069 \u200fעברית #TAG',
  '👩‍👩‍👧‍👦🏳️‍🌈 #TAG 🇺🇦👍🏽 e\u0301 \ufeff\u200b',
  '話題の #TAG を試してみた｜最高。한국어 テスト',
  '| a | b |\n|---|---|\n``` \n# TAG\n---\n> quote </details>',
  '<!channel> <@U012AB3CD> <https://evil.example|click> &amp; #TAG',
  '$(rm -rf ~) `id` $\u007b{ secrets.GITHUB_TOKEN }} \\u0000 \u0007 #TAG',
  '=HYPERLINK("https://evil.example","TAG")',
];

/** One caption in four is hostile. */
const HOSTILE_SHARE = 0.25;

/** A caption of up to 2,200 characters, TikTok's limit, about one hashtag. */
export function drawCaption(random: Random, hashtag: string): string {
  const captions = random() < HOSTILE_SHARE ? HOSTILE_CAPTIONS : PLAIN_CAPTIONS;
  const caption = pick(captions, random()).replaceAll('TAG', hashtag);
  return random() < 0.01 ? `${caption} ${'very long '.repeat(220)}`.slice(0, 2200) : caption;
}

/** A creator under a hashtag: handle (without `@`), chosen name, numeric id. A busy few post most. */
export function drawCreator(
  random: Random,
  hashtagKey: number,
): { readonly handle: string; readonly nickname: string; readonly id: string } {
  const rank = Math.floor(random() ** 1.5 * CREATORS);
  const own = randomStream(mixKeys(hashtagKey, 0xc2ea, rank));
  const id = `6${Math.floor(own() * 1e9)}${rank}`;
  const isAwkward = own() < 0.05;
  const plain = `${pick(FIRST_WORDS, own())}.${pick(SECOND_WORDS, own())}${rank}`;
  return { handle: isAwkward ? pick(AWKWARD_HANDLES, own()) : plain, nickname: pick(NICKNAMES, own()), id };
}

function pick(texts: readonly string[], position: number): string {
  return texts[Math.floor(position * texts.length)] ?? '';
}

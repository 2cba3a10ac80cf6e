/** Alerts as runs make them, for the golden files: each is the last of a line of readings. */

import type { Alert } from '../../src/alerts/alert.ts';
import { alertOf } from '../../src/alerts/build-alert.ts';
import type { Judgement } from '../../src/detector/judge.ts';
import type { Sample } from '../../src/readings/sample.ts';
import type { Video } from '../../src/readings/video.ts';
import type { Watch } from '../../src/settings/settings.ts';
import { play, sampleOf, video, watchOf } from '../support/given.ts';

/** A week of calm at 0.02 %/h on an exact counter, and the videos that stood under it. */
const calmWeek = Array.from({ length: 169 }, (_, hour) =>
  sampleOf(hour - 169, 1_000_003 + hour * 211, {
    listing: [video('7300000000000000001', 880_000 + hour * 40, -2_000)],
  }),
);

const drivers = [
  video('7300000000000000001', 941_000, -2_000, {
    creator: 'pagesandtea',
    caption: 'my whole shelf, ranked',
  }),
  video('7400000000000000002', 61_200, -0.6, { creator: 'booksbyann', caption: 'this ending broke me' }),
  video('7400000000000000003', 22_900, -9, { creator: 'readwithleo', caption: 'five books under 200 pages' }),
  video('7400000000000000004', 300, -0.2, { creator: 'newhere' }),
];

const HOSTILE: readonly Video[] = [
  video('7400000000000000011', 90_000, -0.5, {
    creator: 'x)*www.evil.example*[y](https://evil.example',
    caption:
      '@octocat closes #1 | **bold** ](https://evil.example) <script>alert(1)</script> ![](https://evil.example/p.png)',
  }),
  video('7400000000000000012', 40_000, -0.4, {
    creator: 'a`b``c|d\\|e',
    caption: '``` | --- | \\| `@team/all` www.evil.example user@evil.example',
  }),
  video('7400000000000000013', 30_000, -0.3, {
    creator: '日本の本',
    caption:
      '::error::gone\n##[error]gone\r\n\u202egpj.exe \u200b👩‍👩‍👧 本が好き $`x`$ :tada: <!-- hashtag-radar:episode=x -->',
  }),
];

const LINES: Readonly<Record<string, readonly [Watch, readonly Sample[]]>> = {
  /** An exact counter with a week behind it, three drivers, a note. */
  'exact-with-history': [
    watchOf('booktok', { note: 'our spring campaign', group: 'books' }),
    [...calmWeek, sampleOf(0, 1_190_007, { listing: drivers })],
  ],
  /** The second reading ever, on a rounded counter; the listed videos explain little. */
  'rounded-second-reading': [
    watchOf('booktok'),
    [
      sampleOf(-1.5, 1_000_000, { listing: [video('7300000000000000001', 880_000, -2_000)] }),
      sampleOf(0, 1_200_000, {
        listing: [video('7300000000000000001', 900_000, -2_000, { creator: 'pagesandtea' })],
      }),
    ],
  ],
  /** No list of videos came with it; a hashtag that GitHub would take for an issue. */
  'no-listing': [
    watchOf('2024'),
    [sampleOf(-1, 20_017), sampleOf(0, 26_033)].map((sample) => ({ ...sample, hashtag: '2024' })),
  ],
  /** One creator, whose video gained more than the lagging counter shows; a hashtag of another script. */
  'one-creator': [
    watchOf('読書_日記', { thresholdPercentPerHour: 5 }),
    [
      sampleOf(-1, 3_400_000),
      sampleOf(0, 3_700_000, { listing: [video('7400000000000000009', 512_345, -0.9, { creator: 'solo' })] }),
    ].map((sample) => ({ ...sample, hashtag: '読書_日記' })),
  ],
  /** Strangers' text that tries everything. */
  hostile: [
    watchOf('booktok', { note: 'see @octocat | `x` <b>#1</b>' }),
    [sampleOf(-1, 1_000_003), sampleOf(0, 1_300_003, { listing: HOSTILE })],
  ],
  /** The end of a breakout. */
  'cooled-off': [
    watchOf('booktok'),
    [
      ...[1_000_003, 1_300_003, 1_500_003, 1_510_003].map((views, index) => sampleOf(index - 8, views)),
      ...Array.from({ length: 5 }, (_, index) => sampleOf(index - 4, 1_511_003 + index)),
      sampleOf(1, 1_512_003),
    ],
  ],
  /** A recount that looked like one. */
  'fell-back': [
    watchOf('booktok'),
    [sampleOf(-8, 118_511), sampleOf(-7, 307_411), sampleOf(-6, 118_603), sampleOf(0, 118_613)],
  ],
};

export const ALERT_NAMES = Object.keys(LINES);

/** The judgement at the end of a line. */
export function judgementNamed(name: string): Judgement {
  const [watch, samples] = LINES[name] ?? [];
  const judgement = watch && samples && play(samples, watch).at(-1);
  if (judgement === undefined) throw new RangeError(`No line is called ${name}.`);
  return judgement;
}

export function alertNamed(name: string): Alert {
  const alert = alertOf(judgementNamed(name));
  if (alert === undefined) throw new RangeError(`The line ${name} ends without an alert.`);
  return alert;
}

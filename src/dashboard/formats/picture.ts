import type { Bars, SummaryRow } from '../schema/site.ts';
import { encodePng } from './png.ts';

/**
 * The picture that a shared link shows: the week's bars of the three strongest hashtags, open breakouts in colour. It has
 * no words: they stand in the link's title beside it, and drawing hashtags of every script would take fonts.
 */
export const PICTURE_PATH = 'picture.png';

/** What link previews ask for. Source: ogp.me names no size; 1.91 : 1 is what large previews are cut to. */
const WIDTH = 1200;
const HEIGHT = 630;
const MARGIN = 60;
const ROW_GAP = 40;
const ROWS_MAX = 3;
const [PAPER, QUIET, HOT, LINE] = [0, 1, 2, 3] as const;
const PALETTE = [
  [246, 245, 241],
  [169, 165, 152],
  [184, 50, 8],
  [222, 219, 210],
] as const;

/** @param rows the strongest first */
export function pictureOf(rows: readonly SummaryRow[]): Uint8Array {
  const pixels = new Uint8Array(WIDTH * HEIGHT).fill(PAPER);
  const shown = rows.slice(0, ROWS_MAX);
  const band = (HEIGHT - 2 * MARGIN - ROW_GAP * (Math.max(1, shown.length) - 1)) / Math.max(1, shown.length);
  shown.forEach(({ bars, episode }, index) => {
    const bottom = Math.round(MARGIN + index * (band + ROW_GAP) + band);
    drawBars(pixels, bars, {
      bottom,
      height: Math.round(band) - 4,
      colour: episode === undefined ? QUIET : HOT,
    });
  });
  if (shown.length === 0) fill(pixels, MARGIN, HEIGHT / 2, WIDTH - 2 * MARGIN, 4, LINE);
  return encodePng({ width: WIDTH, height: HEIGHT, palette: PALETTE, pixels });
}

interface Band {
  readonly bottom: number;
  readonly height: number;
  readonly colour: number;
}

function drawBars(pixels: Uint8Array, { heights }: Bars, { bottom, height, colour }: Band): void {
  fill(pixels, MARGIN, bottom, WIDTH - 2 * MARGIN, 4, LINE);
  const pitch = (WIDTH - 2 * MARGIN) / Math.max(1, heights.length);
  heights.forEach((share, bar) => {
    if (share === null) return;
    const tall = Math.max(3, Math.round((share / 100) * height));
    fill(
      pixels,
      Math.round(MARGIN + bar * pitch),
      bottom - tall,
      Math.max(1, Math.floor(pitch) - 4),
      tall,
      colour,
    );
  });
}

function fill(
  pixels: Uint8Array,
  left: number,
  top: number,
  width: number,
  height: number,
  colour: number,
): void {
  for (let row = Math.max(0, top); row < Math.min(HEIGHT, top + height); row += 1) {
    pixels.fill(colour, row * WIDTH + left, row * WIDTH + left + width);
  }
}

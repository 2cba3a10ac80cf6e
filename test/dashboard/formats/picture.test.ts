import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { pictureOf } from '../../../src/dashboard/formats/picture.ts';
import { encodePng } from '../../../src/dashboard/formats/png.ts';
import type { SummaryRow } from '../../../src/dashboard/schema/site.ts';

/** The pixels of a PNG as colours, after every check that a reader makes (PNG, sections 5.3 and 11.2). */
function decode(png: Uint8Array): {
  readonly width: number;
  readonly height: number;
  readonly colourAt: (x: number, y: number) => string;
} {
  const bytes = Buffer.from(png);
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.set(body.subarray(0, 4).toString('latin1'), body.subarray(4));
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
  const header = chunks.get('IHDR') ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  expect([...header.subarray(8)]).toEqual([8, 3, 0, 0, 0]);
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  expect(rows).toHaveLength((width + 1) * height);
  const palette = chunks.get('PLTE') ?? Buffer.alloc(0);
  const colourAt = (x: number, y: number) => {
    const place = rows[y * (width + 1) + 1 + x] ?? 0;
    return palette.subarray(3 * place, 3 * place + 3).toString('hex');
  };
  return { width, height, colourAt };
}

test('a picture comes out as it went in', () => {
  const palette = [
    [255, 0, 0],
    [0, 0, 255],
  ] as const;
  const { width, height, colourAt } = decode(
    encodePng({ width: 3, height: 2, palette, pixels: Uint8Array.of(0, 1, 0, 1, 1, 0) }),
  );
  expect([width, height]).toEqual([3, 2]);
  expect([colourAt(0, 0), colourAt(1, 0), colourAt(2, 1)]).toEqual(['ff0000', '0000ff', 'ff0000']);
});

describe('the picture of shared links', () => {
  const row = (heights: readonly (number | null)[], episode?: SummaryRow['episode']): SummaryRow => ({
    hashtag: 'booktok',
    file: 'booktok',
    url: 'https://www.tiktok.com/tag/booktok',
    phase: 'quiet',
    reason: 'Views grow as usual.',
    velocity: { kind: 'unknown', reason: 'no reading yet' },
    bar: 8,
    bars: { from: '2026-11-16T12:00:00Z', hours: 3, highest: 100, heights },
    ...(episode !== undefined && { episode }),
  });
  const week = [...new Array(55).fill(10), 100];
  const episode = {
    id: 'x',
    rule: 'breakout',
    openedAt: '2026-11-23T10:00:00Z',
    baseViews: 1,
    peakViews: 2,
  } as const;

  test('has the size that previews ask for, and an open breakout in colour above a quiet hashtag', () => {
    const { width, height, colourAt } = decode(pictureOf([row(week, episode), row(week)]));
    expect([width, height]).toEqual([1200, 630]);
    const last = 1_125;
    expect([colourAt(last, 120), colourAt(last, 420), colourAt(600, 120)]).toEqual([
      'b83208',
      'a9a598',
      'f6f5f1',
    ]);
  });

  test.each([
    ['no hashtag', []],
    ['no reading', [row(new Array(56).fill(null))]],
    ['many hashtags', new Array(300).fill(row(week))],
  ])('can be drawn of %s', (_, rows) => {
    expect(decode(pictureOf(rows)).width).toBe(1200);
  });
});

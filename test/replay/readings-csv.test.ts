import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRecordReader } from '../../src/replay/csv-records.ts';
import { streamReadings } from '../../src/replay/readings-csv.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Each row in a few words: `hashtag views`, or the line and what is wrong with it. */
async function rowsOf(content: string | Uint8Array): Promise<readonly string[]> {
  const path = join(folder, 'readings.csv');
  await writeFile(path, content);
  const rows: string[] = [];
  for await (const batch of streamReadings(path))
    for (const row of batch)
      rows.push(
        'broken' in row
          ? `${row.broken.line}: ${row.broken.problem}`
          : `${row.reading.hashtag} ${row.reading.views}`,
      );
  return rows;
}

const AT = '2026-01-01T10:00:00Z';

describe('rows as programs write them', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['every field quoted', `"time","hashtag","views"\r\n"${AT}","a","12"\r\n`, ['a 12']],
    [
      'a line break in a quoted note',
      `time,hashtag,views,note\n${AT},a,1,"x\ny, z"\n${AT},b,2,""\n`,
      ['a 1', 'b 2'],
    ],
    ['doubled quotes and a comma', `time,hashtag,views\n${AT},"a ""b"", c",1\n`, ['a "b", c 1']],
    ['blanks after commas', `time, hashtag, views\n${AT}, "a", 12\n`, ['a 12']],
    [
      'a byte order mark, blank lines, no last line end',
      `\uFEFF\n\ntime,hashtag,views\n\n${AT},a,12`,
      ['a 12'],
    ],
    ['floats of data frames', `time,hashtag,views\n${AT},a,12.0\n${AT},a,1e6\n`, ['a 12', 'a 1000000']],
    ['counts that are not known', `time,hashtag,views,videos,new_posts\n${AT},a,12,NA,nan\n`, ['a 12']],
    [
      'counts that spreadsheets and data frames do not know',
      `time,hashtag,views,videos,new_posts\n${AT},a,1,n/a,#N/A\n${AT},a,2,<NA>,-\n`,
      ['a 1', 'a 2'],
    ],
    [
      'spellings of one hashtag',
      `time,hashtag,views\n${AT},"#BookTok",1\n${AT},booktok,2\n`,
      ['booktok 1', 'booktok 2'],
    ],
    ['a name that no hashtag has', `time,hashtag,views\n${AT},Good Spirits,1\n`, ['Good Spirits 1']],
    ['empty fields beyond the header', `time,hashtag,views\n${AT},a,12,,\n`, ['a 12']],
    ['a last empty field', `time,hashtag,views,videos\n${AT},"a",12,\n`, ['a 12']],
  ])('%s', async (_, content, rows) => {
    expect(await rowsOf(content)).toEqual(rows);
  });
});

describe('a row that names no reading is named by its line, and costs no other', () => {
  test.each<readonly [string, string]>([
    [`${AT},"a,1`, 'a quote is never closed'],
    [`${AT},"a"b,1`, 'text follows a closing quote'],
    [`${AT},a,"1,234"`, 'no number of views: 1,234'],
    [`${AT},a,1.2M`, 'no number of views: 1.2M'],
    [`${AT},a,0x10`, 'no number of views: 0x10'],
    [`${AT},a,-5`, 'no number of views: -5'],
    [`${AT},a,Infinity`, 'no number of views: Infinity'],
    [`${AT},a,`, 'no number of views: '],
    [`${AT},a,12.5`, 'no number of views: 12.5 is no whole number'],
    [`${AT},a,9007199254740993`, 'no number of views: 9007199254740993 is more than any hashtag has'],
    [`${AT},a,1e15`, 'no number of views: 1e15 is more than any hashtag has'],
    [`${AT},a,1,-3`, 'no number of videos: -3'],
    [`${AT},a,1,1.5`, 'no number of videos: 1.5 is no whole number'],
    [`${AT},a,1,,2.5`, 'no number of new_posts: 2.5 is no whole number'],
    [`${AT},a,1,,,-2`, 'no number of newest_span_hours: -2'],
    [`${AT},a,1,2,3,4,5`, '7 fields, where the header names 6'],
    [`${AT},a,1,234,567,8,9,0`, '8 fields, where the header names 6'],
    ['01/02/2026,a,1', 'no ISO time: 01/02/2026'],
    ['2026-1-5 03:00,a,1', 'no ISO time: 2026-1-5 03:00'],
    ['2026-01,a,1', 'no ISO time: 2026-01'],
    ['1767261600,a,1', 'no ISO time: 1767261600'],
    [`${AT},,1`, 'no hashtag'],
  ])('%s', async (row, problem) => {
    const header = 'time,hashtag,views,videos,new_posts,newest_span_hours';
    const content = `${header}\n${AT},before,1\n${row}\n${AT},after,1\n`;
    expect(await rowsOf(content)).toEqual(['before 1', `3: ${problem}`, 'after 1']);
  });

  test('a quote that stays open to the end of a long file', async () => {
    const rest = Array.from({ length: 200 }, (_, index) => `${AT},h${index},1`);
    const rows = await rowsOf(['time,hashtag,views', `${AT},"a,1`, ...rest].join('\n'));
    expect(rows).toEqual(['2: a quote is never closed', ...rest.map((_, index) => `h${index} 1`)]);
  });
});

describe('a file that is no such table says what it is', () => {
  test.each<readonly [string, string | Uint8Array, RegExp]>([
    [
      'semicolons',
      'time;hashtag;views\n',
      /:1: no column time, hashtag, views\. .+ by commas and not by ";"\.$/,
    ],
    ['tabs', 'time\thashtag\tviews\n', /by commas and not by "\\t"\.$/],
    ['a column twice', 'time,hashtag,views,Views\n', /:1: the column views is there twice/],
    ['UTF-16', Buffer.from('\uFEFFtime,hashtag,views\n', 'utf16le'), /no text in UTF-8/],
    ['Latin-1', Buffer.from(`time,hashtag,views\n${AT},caf\xe9,1\n`, 'latin1'), /no text in UTF-8/],
    ['cut in a character', Buffer.from('time,hashtag,views\n\xc3', 'latin1'), /no text in UTF-8/],
    ['a header with an open quote', 'time,"hashtag,views\n', /:1: a quote is never closed\. The first line/],
  ])('%s', async (_, content, said) => {
    await expect(rowsOf(content)).rejects.toThrow(said);
  });
});

test('what is quoted by the rules is read back, whatever it holds', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ', '\r', 'é'), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      const quoted = rows.map((fields) =>
        fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(','),
      );
      const reader = createRecordReader();
      const records = quoted.join('\n').split('\n').flatMap(reader.take);
      const read = [...records, ...reader.end()].map((record) =>
        'fields' in record ? record.fields : record,
      );
      expect(read).toEqual(rows.length === 0 ? [['']] : rows);
    }),
  );
});

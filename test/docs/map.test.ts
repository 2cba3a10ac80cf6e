import { globSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, readPage } from '../support/pages.ts';

const page = readPage('ARCHITECTURE.md');
const quoted = [...page.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);

describe('the map', () => {
  test('names files and folders that are there', () => {
    const paths = quoted.filter((text) => /^(?:src|test)\/[\w./<>-]*$/.test(text));
    expect(paths.length).toBeGreaterThan(20);
    const missing = paths.filter((path) => globSync(path.replace('<name>', '*'), { cwd: ROOT }).length === 0);
    expect(missing).toEqual([]);
  });

  test('names every room', () => {
    const rooms = readdirSync(join(ROOT, 'src'));
    expect(rooms.filter((room) => !quoted.includes(room))).toEqual([]);
  });
});

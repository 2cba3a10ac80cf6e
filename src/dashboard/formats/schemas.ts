import { z } from 'zod';
import { compare } from '../schema/compare.ts';
import { discoveries } from '../schema/discoveries.ts';
import { hashtagPage } from '../schema/hashtag.ts';
import { health } from '../schema/health.ts';
import { days, hours } from '../schema/history.ts';
import { summary } from '../schema/summary.ts';
import type { SiteFile } from './site-file.ts';

/** The shapes that other tools may read, by the name of their schema. */
export const PIECES = { summary, page: hashtagPage, hours, days, compare, health, discoveries } as const;

/** One JSON Schema for each piece, made from the shapes that the compiler checks the pieces against. */
export function schemaFiles(): readonly SiteFile[] {
  return Object.entries(PIECES).map(([name, shape]) => ({
    path: `schema/${name}.json`,
    content: `${JSON.stringify(z.toJSONSchema(shape, { target: 'draft-2020-12' }), null, 2)}\n`,
  }));
}

import { z } from 'zod';
import { SOURCE } from '../../sources/source/about.ts';

/** Schemas of fields that several channels and hashtags have in watchlist.yml. */

/** Names of variables: as GitHub stores its secrets, in capitals. */
export const ENV_NAME_PATTERN = /^[A-Z_][A-Z0-9_]{0,99}$/;

/** Variables that belong to the run itself. GitHub lets no secret begin with `GITHUB_`. */
export function isReservedEnv(name: string): boolean {
  return name.startsWith('GITHUB_') || name === SOURCE.keyVariable;
}

/**
 * The NAME of the variable that holds a secret, never the secret.
 * @param standard the variable that is used where none is named; undefined where none is
 */
export const envName = (standard: string | undefined, what: string, example = standard) =>
  z
    .string()
    .regex(ENV_NAME_PATTERN)
    .refine((name) => !isReservedEnv(name))
    .optional()
    .meta({
      description: `NAME of the repository secret that holds ${what}. Never the secret itself.`,
      ...(standard !== undefined && { default: standard }),
      examples: [example],
    });

/** What is there of one thing, as a list. */
export function present<Thing>(thing: Thing | undefined): readonly Thing[] {
  return thing === undefined ? [] : [thing];
}

/** One entry may stand without the brackets of a list: `notify: issues`. */
export const oneOrMany = <Entry extends z.ZodType>(entry: Entry, most: number) =>
  z.union([entry, z.array(entry).max(most)]);

/** One or many as a list without doubles. */
export function listOf(written: string | readonly string[] | undefined): readonly string[] {
  return [...new Set(typeof written === 'string' ? [written] : (written ?? []))];
}

/** A text of so many code points at most, as JSON Schema counts. */
export const text = (charsMax: number) =>
  z
    .string()
    .min(1)
    .superRefine((input, context) => {
      if ([...input].length > charsMax)
        context.addIssue({ code: 'too_big', origin: 'string', maximum: charsMax, inclusive: true, input });
    })
    .meta({ maxLength: charsMax });

/** Labels and assignees of GitHub issues. */
export const labels = oneOrMany(text(50), 20).optional();
export const assignees = oneOrMany(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,38}$/), 10).optional();

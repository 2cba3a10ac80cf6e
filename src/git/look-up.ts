import type { Git } from './git.ts';

/** What a name stands for. */
export interface NamedObject {
  readonly id: string;
  readonly type: string;
}

/**
 * What each of these names stands for, undefined where it stands for nothing. One process answers for all of them.
 * @see https://git-scm.com/docs/git-cat-file#_batch_output
 */
export async function lookUp(
  git: Git,
  names: readonly string[],
): Promise<readonly (NamedObject | undefined)[]> {
  const said = await git.feed(
    `${names.join('\n')}\n`,
    'cat-file',
    '--batch-check=%(objectname) %(objecttype)',
  );
  const lines = said.split('\n');
  return names.map((_, index) => {
    const [, id, type] = /^([0-9a-f]{40,64}) ([a-z]+)$/.exec(lines[index] ?? '') ?? [];
    return id === undefined || type === undefined ? undefined : { id, type };
  });
}

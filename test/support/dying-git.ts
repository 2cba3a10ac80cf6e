/** A `git` on the PATH that kills the program which calls it, right before or right after it does its work. */
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The `at`-th call of a subcommand. `halfway`: git is killed too, and leaves its lock on the index. */
export interface Death {
  readonly when: 'before' | 'after' | 'halfway';
  readonly command: 'add' | 'commit' | 'push' | 'fetch' | 'reset';
  readonly at: number;
}

const SCRIPT = `#!/bin/sh
real=$(PATH=$REAL_PATH command -v git)
case " $* " in *" $DEATH_COMMAND "*)
  echo x >> "$DEATH_COUNT"
  if [ "$(wc -l < "$DEATH_COUNT")" -eq "$DEATH_AT" ]; then
    if [ "$DEATH_WHEN" = halfway ]; then : > .git/index.lock; fi
    if [ "$DEATH_WHEN" = after ]; then "$real" "$@"; fi
    kill -9 $PPID
    exit 1
  fi
esac
exec "$real" "$@"
`;

/** @returns the variables under which a program meets its death, on top of `variables` */
export async function dyingGit(
  folder: string,
  { when, command, at }: Death,
  variables: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const place = await mkdtemp(join(folder, 'dying-git-'));
  await writeFile(join(place, 'git'), SCRIPT);
  await chmod(join(place, 'git'), 0o755);
  const path = variables.PATH ?? process.env.PATH ?? '';
  return {
    ...variables,
    PATH: `${place}:${path}`,
    REAL_PATH: path,
    DEATH_WHEN: when,
    DEATH_COMMAND: command,
    DEATH_AT: String(at),
    DEATH_COUNT: join(place, 'count'),
  };
}

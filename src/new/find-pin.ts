import { CommandFailure } from '../failure.ts';
import { type Git, GitError } from '../git/git.ts';

/** The commit of the program that a thin repository's workflows name. */
export interface Pin {
  /** 40 hexadecimal digits. */
  readonly commit: string;
  /** Whether it is the release of this version, or only what this clone of the program has checked out. */
  readonly kind: 'release' | 'clone';
}

export interface PinRequest {
  /** Git in the folder of the running program. */
  readonly program: Git;
  /** Address of the repository that releases the program. */
  readonly home: string;
  /** An address or folder to ask instead of this clone and the home. */
  readonly from?: string;
  /** The release, `0.2.0`. */
  readonly version: string;
}

/**
 * Finds the commit of the release: by the tag in this clone of the program, else by the tag at its home. Where that version
 * is not released, it is the commit that the clone has checked out.
 * @throws {CommandFailure} where there is neither
 */
export async function findPin({ program, home, from, version }: PinRequest): Promise<Pin> {
  const tag = `refs/tags/v${version}`;
  const isClone = (await answer(program, 'rev-parse', '--show-prefix')) === '';
  const inClone = async (name: string): Promise<string | undefined> =>
    isClone ? answer(program, 'rev-parse', '--verify', '--quiet', `${name}^{commit}`) : undefined;
  const own = from === undefined ? await inClone(tag) : undefined;
  if (own !== undefined) return { commit: own, kind: 'release' };
  const listed = await answer(program, 'ls-remote', '--', from ?? home, tag, `${tag}^{}`);
  const released = commitOf(listed ?? '');
  if (released !== undefined) return { commit: released, kind: 'release' };
  const head = await inClone('HEAD');
  if (head !== undefined) return { commit: head, kind: 'clone' };
  const why = listed === undefined ? 'did not answer' : `has no release v${version}`;
  throw new CommandFailure(
    `the workflows have to name a commit of the program, and none was found: ${from ?? home} ${why}, and this program runs ` +
      `from no git clone. Run it in a clone (git clone ${home}), or name another place with --from`,
  );
}

/** The commit in the output of `git ls-remote`: of an annotated tag the line that ends on `^{}` has it. */
function commitOf(listed: string): string | undefined {
  const lines = listed.split('\n');
  const line = lines.find((one) => one.endsWith('^{}')) ?? lines[0];
  return /^([0-9a-f]{40})\t/.exec(line ?? '')?.[1];
}

/** What git answers; undefined where it fails. */
async function answer(git: Git, ...words: readonly string[]): Promise<string | undefined> {
  try {
    return (await git(...words)).trim();
  } catch (error) {
    if (error instanceof GitError && error.isAnswer) return undefined;
    throw error;
  }
}

import { CommandFailure } from '../failure.ts';
import { createGit, type Git, GitError, type GitOptions } from '../git/git.ts';

/** Opens git in the copy, with what a command reads or the index that it works on. */
export type OpenGit = (more?: Pick<GitOptions, 'input' | 'index'>) => Git;

/** The repository that is brought up to date. */
export interface Copy {
  readonly open: OpenGit;
  readonly git: Git;
  /** The commit and the tree that are checked out. */
  readonly head: string;
  readonly tree: string;
}

/**
 * Opens the copy in `folder`, which must be the top of a git work tree without uncommitted changes.
 * @throws {CommandFailure} where it is not
 */
export async function openCopy(options: Pick<GitOptions, 'folder' | 'redact'>): Promise<Copy> {
  const open: OpenGit = (more = {}) => createGit({ ...options, ...more });
  const git = open();
  const inside = await git('rev-parse', '--show-prefix').catch(notHere);
  if (inside.trim() !== '')
    throw new CommandFailure(
      `this is the folder ${inside.trim()} of a repository: run the update in the repository's own folder`,
    );
  const changed = (await git('status', '--porcelain', '--untracked-files=no')).trimEnd();
  if (changed !== '')
    throw new CommandFailure(
      `these files have changes that are not committed; commit or stash them, then update:\n${changed}`,
    );
  const [head = '', tree = ''] = (await git('rev-parse', 'HEAD', 'HEAD^{tree}').catch(notHere)).split('\n');
  return { open, git, head, tree };
}

function notHere(cause: unknown): never {
  if (!(cause instanceof GitError && cause.isAnswer)) throw cause;
  throw new CommandFailure(
    `there is no git repository with a commit here: run the update in a clone of your repository\n${cause.message}`,
    { cause },
  );
}

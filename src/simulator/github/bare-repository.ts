/** Git on the bare repository behind the simulated GitHub. */
import { execFileSync } from 'node:child_process';

/**
 * The environment for git, free of this machine's settings: no configuration but the repository's own, no prompts, C
 * locale. `home` is any folder.
 */
export function gitEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** What git is asked in one folder. */
export interface BareRepository {
  readonly folder: string;
  /** Runs git and answers with its trimmed output. @throws where git fails */
  readonly git: (words: readonly string[], input?: string, index?: string) => string;
  /** The id behind a name; undefined where there is none. */
  readonly resolve: (name: string) => string | undefined;
}

export function openBareRepository(folder: string): BareRepository {
  const git: BareRepository['git'] = (words, input, index) =>
    execFileSync('git', words, {
      cwd: folder,
      env: { ...gitEnvironment(folder), ...(index !== undefined && { GIT_INDEX_FILE: index }), ...BOT },
      encoding: 'utf8',
      stdio: 'pipe',
      ...(input !== undefined && { input }),
    }).trim();
  const resolve = (name: string): string | undefined => {
    try {
      return git(['rev-parse', '--verify', '--quiet', name]);
    } catch {
      return undefined;
    }
  };
  return { folder, git, resolve };
}

const BOT = {
  GIT_AUTHOR_NAME: 'github-actions[bot]',
  GIT_AUTHOR_EMAIL: '41898282+github-actions[bot]@users.noreply.github.com',
  GIT_COMMITTER_NAME: 'GitHub',
  GIT_COMMITTER_EMAIL: 'noreply@github.com',
};

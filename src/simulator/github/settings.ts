/** What the simulated GitHub says of the repository itself: its settings, the rules of its branch, its workflow. */
import type { components } from '@octokit/openapi-types';
import { HOME } from '../../program.ts';

type Schemas = components['schemas'];

export interface GithubSettings {
  /** Types of the rules that are active on the default branch; default none. */
  readonly rules?: readonly string[];
  /** The same of other branches. */
  readonly branchRules?: Readonly<Record<string, readonly string[]>>;
  /** Classic protection of the default branch, of which a token sees little. Default none. */
  readonly protection?: 'status checks' | 'unseen';
  /** Default `active`. */
  readonly workflow?: Schemas['workflow']['state'];
  readonly archived?: boolean;
  /** The tag of the newest release of this program; absent: none is published. */
  readonly newestRelease?: string;
  /** What the token may do with issues; `disabled` when the repository has none (as forks by default). */
  readonly issues?: 'write' | 'read' | 'disabled';
}

/** The answer to a question about settings; undefined for any other request. */
export function answerSettings(
  repository: string,
  { method, path }: { readonly method: string; readonly path: string },
  {
    rules = [],
    branchRules = {},
    protection,
    workflow = 'active',
    archived = false,
    issues = 'write',
    newestRelease,
  }: GithubSettings,
): { readonly status: number; readonly body: unknown } | undefined {
  const home = `/repos/${repository}`;
  const ruled = method === 'GET' && path.startsWith(`${home}/rules/branches/`) ? path.split('/').at(-1) : '';
  if (ruled)
    return {
      status: 200,
      body: (branchRules[ruled] ?? []).concat(ruled === 'main' ? rules : []).map((type) => ({ type })),
    };
  switch (`${method} ${path}`) {
    case `GET ${home}`: {
      const body: Pick<
        Schemas['full-repository'],
        'full_name' | 'default_branch' | 'has_issues' | 'archived' | 'size'
      > = {
        full_name: repository,
        default_branch: 'main',
        has_issues: issues !== 'disabled',
        archived,
        size: 1_234,
      };
      return { status: 200, body };
    }
    case `GET ${home}/branches/main`: {
      const checks = {
        enforcement_level: protection === 'status checks' ? 'non_admins' : 'off',
        contexts: [],
      };
      const body = {
        name: 'main',
        protected: protection !== undefined || rules.length > 0,
        protection: { enabled: protection !== undefined, required_status_checks: checks },
      };
      return { status: 200, body };
    }
    case `GET ${home}/actions/workflows/track.yml`: {
      const body: Pick<Schemas['workflow'], 'path' | 'state'> = {
        path: '.github/workflows/track.yml',
        state: workflow,
      };
      return { status: 200, body };
    }
    case `GET /repos/${HOME}/releases/latest`:
      return newestRelease === undefined
        ? { status: 404, body: { message: 'Not Found' } }
        : { status: 200, body: { tag_name: newestRelease } };
    default:
      return undefined;
  }
}

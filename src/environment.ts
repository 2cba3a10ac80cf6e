import { proxyFor } from './http/proxy.ts';
import { type Redact, redactor, strictRedactor } from './http/redact/redact.ts';

/** What the program takes from environment variables, read in one place. */
export interface Environment {
  readonly github: GithubEnvironment;
  /** Where Telegram's Bot API is. */
  readonly telegramApiUrl: string;
  /** Whether the program runs inside GitHub Actions, where it pushes by default. */
  readonly inActions: boolean;
  /** The file that takes the job summary; absent outside GitHub Actions. */
  readonly stepSummary?: string;
  /** The value behind a variable that a channel names; undefined when it is not set or empty. */
  secret(variable: string): string | undefined;
  /** The proxy by which a host that is no web server is reached; undefined where none is named. */
  proxyFor(host: string, port: number): string | undefined;
  /** Takes every secret this program knows out of a text that people read. */
  readonly redact: Redact;
  /** `redact`, and the very words of some secrets: for what a server says that was sent them. */
  redactAnswer(variables: readonly string[]): Redact;
}

export interface GithubEnvironment {
  readonly token?: string;
  /** `owner/name`. */
  readonly repository?: string;
  readonly apiUrl: string;
  readonly serverUrl: string;
  readonly runId?: string;
}

/** A variable has a value that cannot be used. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

const GITHUB_TOKEN = 'GITHUB_TOKEN';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * @param secrets names of the variables that hold secrets, beside GitHub's own token
 * @throws {EnvironmentError}
 */
export function readEnvironment(variables: Variables, secrets: readonly string[]): Environment {
  const set = (name: string): string | undefined => {
    const value = variables[name]?.trim();
    return value === '' ? undefined : value;
  };
  const summary = set('GITHUB_STEP_SUMMARY');
  const redact = redactor([GITHUB_TOKEN, ...secrets].map(set));
  return {
    github: readGithub(set),
    telegramApiUrl: set('TELEGRAM_API_URL') ?? 'https://api.telegram.org',
    inActions: set('GITHUB_ACTIONS') === 'true',
    ...(summary !== undefined && { stepSummary: summary }),
    secret: set,
    proxyFor: (host, port) => proxyFor(host, port, variables),
    redact,
    redactAnswer: (own) => {
      const strict = strictRedactor(own.map(set));
      return (text) => redact(strict(text));
    },
  };
}

/** An http(s) address. Its value is not shown in the error: it may hold a secret. */
export function httpAddress(variable: string, value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new EnvironmentError(
      `${variable} is no http(s) address: write it whole, as https://api.example.com, or leave it out for the default`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new EnvironmentError(`${variable} holds a name or a password: write the address alone`);
  }
  return value;
}

function readGithub(set: (name: string) => string | undefined): GithubEnvironment {
  const token = set(GITHUB_TOKEN);
  const repository = set('GITHUB_REPOSITORY');
  const runId = set('GITHUB_RUN_ID');
  // Paths are put behind it with a slash of their own.
  const base = (variable: string, standard: string): string =>
    httpAddress(variable, set(variable) ?? standard).replace(/\/+$/, '');
  return {
    ...(token !== undefined && { token }),
    ...(repository !== undefined && { repository }),
    ...(runId !== undefined && { runId }),
    apiUrl: base('GITHUB_API_URL', 'https://api.github.com'),
    serverUrl: base('GITHUB_SERVER_URL', 'https://github.com'),
  };
}

import { type Redact, redactor } from './http/redact.ts';

/** What the program takes from environment variables, read in one place. */
export interface Environment {
  readonly scavioApiKey?: string;
  readonly scavioBaseUrl: string;
  /** Requests in flight that the Scavio account allows; absent: found out from its answers. */
  readonly scavioRequestsInFlight?: number;
  readonly github: GithubEnvironment;
  /** Where Telegram's Bot API is. */
  readonly telegramApiUrl: string;
  /** Whether the program runs inside GitHub Actions, where it pushes by default. */
  readonly inActions: boolean;
  /** The file that takes the job summary; absent outside GitHub Actions. */
  readonly stepSummary?: string;
  /** The value behind a variable that a channel names; undefined when it is not set or empty. */
  secret(variable: string): string | undefined;
  /** Takes every secret this program knows out of a text. */
  readonly redact: Redact;
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

/** Variables that hold secrets whatever the watchlist says. */
const SECRETS = [
  ...['SCAVIO_API_KEY', 'GITHUB_TOKEN', 'ALERT_WEBHOOK_URL', 'ALERT_WEBHOOK_SECRET'],
  ...['SLACK_WEBHOOK_URL', 'DISCORD_WEBHOOK_URL', 'TEAMS_WEBHOOK_URL', 'TELEGRAM_BOT_TOKEN'],
];

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * @param channelSecrets names of the variables that the watchlist's channels name
 * @throws {EnvironmentError}
 */
export function readEnvironment(variables: Variables, channelSecrets: readonly string[]): Environment {
  const set = (name: string): string | undefined => {
    const value = variables[name]?.trim();
    return value === '' ? undefined : value;
  };
  const key = set('SCAVIO_API_KEY');
  const inFlight = requestsInFlight(set('SCAVIO_REQUESTS_IN_FLIGHT'));
  const summary = set('GITHUB_STEP_SUMMARY');
  return {
    ...(key !== undefined && { scavioApiKey: key }),
    scavioBaseUrl: address('SCAVIO_BASE_URL', set('SCAVIO_BASE_URL') ?? 'https://api.scavio.dev'),
    ...(inFlight !== undefined && { scavioRequestsInFlight: inFlight }),
    github: readGithub(set),
    telegramApiUrl: set('TELEGRAM_API_URL') ?? 'https://api.telegram.org',
    inActions: set('GITHUB_ACTIONS') === 'true',
    ...(summary !== undefined && { stepSummary: summary }),
    secret: set,
    redact: redactor([...SECRETS, ...channelSecrets].map(set)),
  };
}

/** An http(s) address. Its value is not shown in the error: it may hold a secret. */
function address(variable: string, value: string): string {
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

/** Scavio's largest plan allows so many (docs/scavio.md, "Limits and price"). */
const IN_FLIGHT_ALLOWED_MAX = 50;

function requestsInFlight(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= IN_FLIGHT_ALLOWED_MAX) return count;
  throw new EnvironmentError(
    `SCAVIO_REQUESTS_IN_FLIGHT takes a number from 1 to ${IN_FLIGHT_ALLOWED_MAX}: how many requests your Scavio plan ` +
      'allows at once. Leave it out, and the program finds out by itself',
  );
}

function readGithub(set: (name: string) => string | undefined): GithubEnvironment {
  const token = set('GITHUB_TOKEN');
  const repository = set('GITHUB_REPOSITORY');
  const runId = set('GITHUB_RUN_ID');
  return {
    ...(token !== undefined && { token }),
    ...(repository !== undefined && { repository }),
    ...(runId !== undefined && { runId }),
    apiUrl: address('GITHUB_API_URL', set('GITHUB_API_URL') ?? 'https://api.github.com'),
    serverUrl: address('GITHUB_SERVER_URL', set('GITHUB_SERVER_URL') ?? 'https://github.com'),
  };
}

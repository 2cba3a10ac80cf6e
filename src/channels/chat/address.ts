import type { Environment } from '../../environment.ts';

/** A place whose address is a secret. */
export type ChatService = 'Slack' | 'Discord' | 'Teams';

export type WebhookAddress =
  | { readonly kind: 'usable'; readonly url: URL }
  /** `message` says what to set, without what was set. */
  | { readonly kind: 'unusable'; readonly message: string };

/** The addresses that each place gives out. Other hosts are taken as they are: some servers are compatible with a place. */
const ADDRESSES: Readonly<
  Record<ChatService, { readonly host: RegExp; readonly path: RegExp; readonly example: string }>
> = {
  Slack: {
    host: /(?:^|\.)slack(?:-gov)?\.com$/,
    path: /^\/services\/./,
    example: 'https://hooks.slack.com/services/…',
  },
  Discord: {
    host: /(?:^|\.)discord(?:app)?\.com$/,
    path: /^\/api\/(?:v\d+\/)?webhooks\/\d+\/./,
    example: 'https://discord.com/api/webhooks/…',
  },
  Teams: {
    host: /(?:^|\.)(?:powerplatform\.com|logic\.azure\.com|webhook\.office\.com)$/,
    path: /./,
    example: 'https://….environment.api.powerplatform.com/…',
  },
};

/** The address that a channel's secret holds. */
export function chatAddress(place: ChatService, variable: string, environment: Environment): WebhookAddress {
  const unusable = (message: string): WebhookAddress => ({ kind: 'unusable', message });
  const { example, path } = ADDRESSES[place];
  const likeThis = `it looks like ${example} (docs/channels.md)`;
  const written = environment.secret(variable);
  if (written === undefined)
    return unusable(`set the secret ${variable} to the webhook of ${place}: ${likeThis}`);
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written))
    return unusable(`the secret ${variable} is not an http(s) address: ${likeThis}`);
  const url = new URL(written);
  if (url.username !== '' || url.password !== '')
    return unusable(`the secret ${variable} has a name or a password before its host: ${likeThis}`);
  const owner = ownerOf(url);
  if (owner !== undefined && owner !== place)
    return unusable(`the secret ${variable} holds an address of ${owner}, not of ${place}: ${likeThis}`);
  if (owner === place && (url.protocol !== 'https:' || !path.test(url.pathname)))
    return unusable(`the secret ${variable} is an address of ${place}, but not of a webhook: ${likeThis}`);
  return { kind: 'usable', url };
}

function ownerOf({ hostname }: URL): ChatService | undefined {
  const places: readonly ChatService[] = ['Slack', 'Discord', 'Teams'];
  return places.find((place) => ADDRESSES[place].host.test(hostname));
}

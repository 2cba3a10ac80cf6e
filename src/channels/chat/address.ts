import type { Environment } from '../../environment.ts';
import { secretFault } from '../channel/secret-fault.ts';

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
    path: /^\/(?:services|workflows|triggers)\/./,
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
  const fault = secretFault(written) ?? (place === 'Teams' ? retired(written) : undefined);
  if (fault !== undefined) return unusable(`the secret ${variable} ${fault}`);
  const link = linkInstead(place, written);
  if (link !== undefined) return unusable(`the secret ${variable} holds ${link}: ${likeThis}`);
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

/** Addresses that Microsoft has switched off, which answer nothing that helps. */
function retired(written: string): string | undefined {
  const host = URL.parse(written)?.hostname ?? '';
  if (/(?:^|\.)webhook\.office\.com$|^outlook\.office(?:365)?\.com$/.test(host))
    return 'is of an Office 365 connector, which Microsoft has retired: make a workflow in its place (docs/channels.md#teams)';
  return undefined;
}

/** What people copy when they mean the webhook: the address of the channel itself, as the browser or the app shows it. */
const LINKS: Readonly<Record<ChatService, RegExp>> = {
  Slack:
    /^https?:\/\/(?:app\.slack\.com\/client|[\w-]+\.slack\.com\/(?:archives|messages)|slack\.com\/app_redirect)/i,
  Discord: /^https?:\/\/(?:(?:\w+\.)?discord(?:app)?\.com\/(?:channels|invite)|discord\.gg)\//i,
  Teams: /^(?:https?:\/\/teams\.(?:microsoft|live|cloud\.microsoft)(?:\.com)?\/|msteams:)/i,
};

function linkInstead(place: ChatService, written: string): string | undefined {
  return LINKS[place].test(written) ? `a link to a channel or a chat of ${place}, not a webhook` : undefined;
}

function ownerOf({ hostname }: URL): ChatService | undefined {
  const places: readonly ChatService[] = ['Slack', 'Discord', 'Teams'];
  return places.find((place) => ADDRESSES[place].host.test(hostname));
}

import { z } from 'zod';
import { channelConfig } from '../channel/config.ts';
import { envName } from '../channel/fields.ts';

/** A chat that takes messages at a webhook address, which is a secret. */
export interface ChatChannel<Type extends string> {
  readonly type: Type;
  readonly name: string;
  readonly urlEnv: string;
}

/** @param variable the variable that holds the webhook address where the watchlist names none */
export const chatConfig = <Type extends string>(type: Type, variable: string) =>
  channelConfig({
    schema: z.strictObject({
      type: z.literal(type).meta({ description: `A message to ${type}.`, examples: [type] }),
      'url-env': envName(variable, 'the webhook address'),
    }),
    build: (name, written): ChatChannel<Type> => ({ type, name, urlEnv: written['url-env'] ?? variable }),
    neededSecrets: ({ urlEnv }) => [urlEnv],
    secrets: ({ urlEnv }) => [urlEnv],
    defaultVariables: [variable],
  });

import type { Notification } from '../../alerts/outbox.ts';
import { shortLine } from '../../text/short-line.ts';
import {
  ALERT_CUTS,
  andMore,
  besideLine,
  type ChatAlert,
  type ChatContext,
  type ChatDigest,
  type ChatItem,
  type ChatLink,
  type ChatVideo,
  chatAlert,
  chatDigest,
  DIGEST_CUTS,
  firstThatFits,
  namedLine,
  type Tone,
} from '../chat/message.ts';
import { type ChatPiece, plainPiece } from '../chat/pieces.ts';

/**
 * What the webhook of a Teams workflow takes: a message with one Adaptive Card.
 * @see https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
export interface TeamsMessage {
  readonly type: 'message';
  readonly attachments: readonly [
    {
      readonly contentType: 'application/vnd.microsoft.card.adaptive';
      readonly contentUrl: null;
      readonly content: AdaptiveCard;
    },
  ];
}

export interface AdaptiveCard {
  readonly $schema: 'http://adaptivecards.io/schemas/adaptive-card.json';
  readonly type: 'AdaptiveCard';
  readonly version: '1.4';
  readonly msteams: { readonly width: 'Full' };
  readonly body: readonly CardElement[];
  readonly actions?: readonly CardAction[];
}

/**
 * All text stands in `TextRun`s, which know no Markdown, but for our own words and numbers in the `FactSet`.
 * @see https://learn.microsoft.com/en-us/adaptive-cards/schema-explorer/text-run
 */
export type CardElement =
  | {
      readonly type: 'Container';
      readonly id: string;
      readonly style?: 'good' | 'warning' | 'attention' | 'emphasis' | 'accent';
      readonly bleed?: true;
      readonly isVisible?: false;
      readonly items: readonly CardElement[];
    }
  | {
      readonly type: 'RichTextBlock';
      readonly spacing?: 'Small';
      readonly separator?: true;
      readonly inlines: readonly TextRun[];
    }
  | {
      readonly type: 'FactSet';
      readonly facts: readonly { readonly title: string; readonly value: string }[];
    };

export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Medium' | 'Small';
  readonly isSubtle?: true;
  readonly selectAction?: OpenUrl;
}

export interface OpenUrl {
  readonly type: 'Action.OpenUrl';
  readonly title: string;
  readonly url: string;
}

export type CardAction =
  | OpenUrl
  | {
      readonly type: 'Action.ToggleVisibility';
      readonly title: string;
      readonly targetElements: readonly string[];
    };

/**
 * Of the whole message, in UTF-8. Teams names 28 KB, and counts some of its own.
 * @see https://learn.microsoft.com/en-us/microsoftteams/limits-specifications-teams
 */
const BYTES_MAX = 24_000;
const TITLE_CHARS_MAX = 250;
const DETAILS = 'details';

const STYLES = {
  rising: 'good',
  strong: 'attention',
  falling: 'warning',
  over: 'emphasis',
  digest: 'accent',
  trouble: 'warning',
  recovered: 'good',
} as const satisfies Readonly<Record<Tone, string>>;

/** The notification's id is carried as the id of the first element. */
export function teamsMessage(owed: Notification, context: ChatContext): TeamsMessage {
  return owed.kind === 'alert'
    ? firstThatFits(ALERT_CUTS, (cut) => alertMessage(chatAlert(owed.alert, context, cut), owed.id), fits)
    : firstThatFits(DIGEST_CUTS, (cut) => digestMessage(chatDigest(owed, context, cut), owed.id), fits);
}

function fits(message: TeamsMessage): boolean {
  return bytesMaxOf(JSON.stringify(message)) <= BYTES_MAX;
}

/** The most that a text can be in UTF-8: a character beyond ASCII has two bytes more than UTF-16 units at most. */
function bytesMaxOf(text: string): number {
  return text.length + 2 * (text.match(/\P{ASCII}/gu)?.length ?? 0);
}

function alertMessage(alert: ChatAlert, id: string): TeamsMessage {
  const rehearsal = alert.rehearsal === undefined ? '' : 'Rehearsal: ';
  const head = [
    heading(`${rehearsal}${alert.hashtag} ${alert.headline}`),
    ...(alert.rehearsal === undefined ? [] : [paragraph([run(alert.rehearsal)])]),
  ];
  const body: readonly CardElement[] = [
    { type: 'Container', id, style: STYLES[alert.tone], bleed: true, items: head },
    paragraph([run(alert.lead, { weight: 'Bolder' })]),
    ...lineParagraph(alert.now),
    ...lineParagraph(alert.why === undefined ? undefined : `Why: ${alert.why}`),
    ...[alert.moves, alert.found].flatMap((line) =>
      line.length === 0 ? [] : [paragraph(line.map(movesRun))],
    ),
    ...lineParagraph(alert.companions && namedLine(alert.companions, (hashtag) => hashtag)),
    ...lineParagraph(alert.note === undefined ? undefined : `Note: ${alert.note}`),
    ...(alert.videosTitle === undefined ? [] : [paragraph([run(alert.videosTitle, { weight: 'Bolder' })])]),
    ...alert.videos.map(videoParagraph),
    ...(alert.explained === undefined ? [] : [paragraph([run(alert.explained, { isSubtle: true })])]),
    ...detailsOf(alert),
  ];
  const toggle: readonly CardAction[] =
    detailsOf(alert).length === 0
      ? []
      : [{ type: 'Action.ToggleVisibility', title: 'Details', targetElements: [DETAILS] }];
  return messageOf(body, [
    openUrl({ text: 'Open on TikTok', url: alert.hashtagUrl }),
    ...toggle,
    ...alert.links.map(openUrl),
  ]);
}

function lineParagraph(line: string | undefined): readonly CardElement[] {
  return line === undefined ? [] : [paragraph([run(line)])];
}

/** Folded away until somebody asks for it. */
function detailsOf({ details, turnDown }: ChatAlert): readonly CardElement[] {
  const facts = details.map(([title, value]) => ({ title, value }));
  const items: readonly CardElement[] = [
    ...(facts.length === 0 ? [] : [{ type: 'FactSet', facts } as const]),
    ...(turnDown === undefined ? [] : [paragraph([run(turnDown, { size: 'Small', isSubtle: true })])]),
  ];
  return items.length === 0 ? [] : [{ type: 'Container', id: DETAILS, isVisible: false, items }];
}

function digestMessage(digest: ChatDigest, id: string): TeamsMessage {
  const body: readonly CardElement[] = [
    {
      type: 'Container',
      id,
      style: STYLES[digest.tone],
      bleed: true,
      items: [heading(namedLine(digest.title, (hashtag) => hashtag))],
    },
    paragraph([run(digest.lead)]),
    ...lineParagraph(digest.said),
    ...lineParagraph(digest.remedy),
    ...digest.sections.flatMap(({ heading: title, items, more }) => [
      { ...paragraph([run(title, { weight: 'Bolder' })]), separator: true } as const,
      ...items.map((item) =>
        paragraph([itemName(item), run(` ${item.text}${besideLine(item, (name) => name)}`)], 'Small'),
      ),
      ...(more === 0 ? [] : [paragraph([run(andMore(more), { isSubtle: true })], 'Small')]),
    ]),
  ];
  return messageOf(body, digest.links.map(openUrl));
}

function messageOf(body: readonly CardElement[], actions: readonly CardAction[]): TeamsMessage {
  const content: AdaptiveCard = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
    ...(actions.length > 0 && { actions }),
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content }] };
}

function itemName({ hashtag, url }: ChatItem): TextRun {
  return run(
    hashtag,
    url === undefined ? { weight: 'Bolder' } : { selectAction: openUrl({ text: hashtag, url }) },
  );
}

function videoParagraph({ url, gained, share, creator, caption }: ChatVideo, index: number): CardElement {
  return paragraph(
    [
      run(`${index + 1}. `),
      run(gained, { selectAction: openUrl({ text: gained, url }) }),
      ...(share === undefined ? [] : [run(` · ${share}`)]),
      ...(creator === undefined ? [] : [run(` · ${creator}`)]),
      ...(caption === undefined ? [] : [run(` “${caption}”`)]),
    ],
    'Small',
  );
}

function movesRun(piece: ChatPiece): TextRun {
  const text = plainPiece(piece);
  return piece.kind === 'words' && piece.url !== undefined
    ? run(text, { selectAction: openUrl({ text, url: piece.url }) })
    : run(text);
}

function heading(title: string): CardElement {
  return paragraph([run(shortLine(title, TITLE_CHARS_MAX), { weight: 'Bolder', size: 'Medium' })]);
}

function paragraph(
  inlines: readonly TextRun[],
  spacing?: 'Small',
): Extract<CardElement, { type: 'RichTextBlock' }> {
  return { type: 'RichTextBlock', ...(spacing !== undefined && { spacing }), inlines };
}

function run(text: string, look: Omit<TextRun, 'type' | 'text'> = {}): TextRun {
  return { type: 'TextRun', text: teamsText(text), ...look };
}

function openUrl({ text, url }: ChatLink): OpenUrl {
  return { type: 'Action.OpenUrl', title: text, url };
}

/**
 * Any text in a card, where `{{DATE(…)}}` would be turned into a date and `${…}` be filled in by a template.
 * @see https://learn.microsoft.com/en-us/adaptive-cards/authoring-cards/text-features
 */
export function teamsText(plain: string): string {
  return plain.replaceAll(/([{$])(?=\{)/g, '$1 ');
}

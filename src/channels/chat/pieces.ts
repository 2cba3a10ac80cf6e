import type { Alert } from '../../alerts/alert.ts';
import { shortLine } from '../../text/short-line.ts';
import { FOUND_LABEL, foundSentence } from '../message/found-text.ts';
import { MOVES_LABEL, type MovesPart, movesSentence } from '../message/moves-text.ts';

/**
 * A piece of a sentence: our own words, with or without a page behind them, or a stranger's text, between our signs. The
 * sentence holds without an `aside`.
 */
export type ChatPiece =
  | { readonly kind: 'words'; readonly text: string; readonly url?: string }
  | { readonly kind: 'hashtag'; readonly text: string }
  | { readonly kind: 'aside'; readonly before: string; readonly text: string; readonly after: string };

/** Limits of strangers' texts: characters as people see them, and UTF-16 units as places count them. */
const TITLE_MAX = [60, 120] as const;
const CREATOR_MAX = [30, 60] as const;

/** @param shownHashtag a hashtag as chats show it */
export function movesPieces(
  { moves }: Alert,
  shownHashtag: (hashtag: string) => string,
): readonly ChatPiece[] {
  return labelled(MOVES_LABEL, movesSentence(moves), shownHashtag);
}

/** The discoveries that belong to it. @param shownHashtag a hashtag as chats show it */
export function foundPieces(alert: Alert, shownHashtag: (hashtag: string) => string): readonly ChatPiece[] {
  return labelled(FOUND_LABEL, foundSentence(alert), shownHashtag);
}

function labelled(
  label: string,
  sentence: readonly MovesPart[],
  shownHashtag: (hashtag: string) => string,
): readonly ChatPiece[] {
  return sentence.length === 0 ? [] : [label, ...sentence].flatMap((part) => chatPieces(part, shownHashtag));
}

function chatPieces(part: MovesPart, shownHashtag: (hashtag: string) => string): readonly ChatPiece[] {
  if (typeof part === 'string') return [{ kind: 'words', text: part }];
  switch (part.kind) {
    case 'page':
      return [{ kind: 'words', text: part.text, url: part.url }];
    case 'hashtag':
      return [{ kind: 'hashtag', text: shownHashtag(part.hashtag) }];
    case 'title':
      return aside(' “', shortLine(part.text, ...TITLE_MAX), '”');
    case 'creator':
      return aside(', ', shortLine(`@${part.creator}`, ...CREATOR_MAX), '');
  }
}

/** Nothing where nothing of a stranger's text can be shown. */
function aside(before: string, text: string, after: string): readonly ChatPiece[] {
  return text === '' ? [] : [{ kind: 'aside', before, text, after }];
}

/** A piece as a place shows it: `words` prints our own, `stranger` a stranger's text. */
export function pieceText(
  piece: ChatPiece,
  show: {
    readonly words: (text: string) => string;
    readonly link: (link: { readonly text: string; readonly url: string }) => string;
    readonly stranger: (text: string) => string;
  },
): string {
  switch (piece.kind) {
    case 'words':
      return piece.url === undefined
        ? show.words(piece.text)
        : show.link({ text: piece.text, url: piece.url });
    case 'hashtag':
      return show.stranger(piece.text);
    case 'aside':
      return `${piece.before}${show.stranger(piece.text)}${piece.after}`;
  }
}

/** For places that take text as it stands. */
export function plainPiece(piece: ChatPiece): string {
  const same = (text: string): string => text;
  return pieceText(piece, { words: same, link: ({ text }) => text, stranger: same });
}

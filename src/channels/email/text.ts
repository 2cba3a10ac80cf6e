import type { Block, Letter, LetterPart, LetterVideo } from './letter.ts';

/** A letter as plain text, for those who read mail that way. Lines are not broken: every mail program does that itself. */
export function letterText({ notice, title, blocks, closing }: Letter): string {
  return [
    ...(notice === undefined ? [] : [notice]),
    [textOf(title), ...urlsOf(title)].join('\n'),
    ...blocks.map(blockText),
    // Two dashes and a space: mail programs show what follows as a signature.
    `-- \n${closing.map(withUrls).join('\n')}`,
  ]
    .map((part) => `${part}\n`)
    .join('\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return textOf(block.pieces);
    case 'quote':
      return `> ${textOf(block.pieces)}`;
    case 'heading':
      return block.text.toUpperCase();
    case 'videos':
      return block.videos.map(videoText).join('\n\n');
    case 'facts':
      return block.rows.map(([label, value]) => `${label}: ${value}`).join('\n');
    case 'items':
      return block.items.map((pieces) => `- ${textOf(pieces)}`).join('\n');
  }
}

function videoText({ caption, by, gain }: LetterVideo, index: number): string {
  const indent = '   ';
  return [
    `${index + 1}. ${textOf([caption])}`,
    `${indent}${textOf(by)}`,
    `${indent}${gain}`,
    ...urlsOf([caption]).map((url) => `${indent}${url}`),
  ].join('\n');
}

function textOf(pieces: readonly LetterPart[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');
}

/** The text with each page beside its name. */
function withUrls(pieces: readonly LetterPart[]): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : `${piece.text} <${piece.url}>`)).join('');
}

function urlsOf(pieces: readonly LetterPart[]): readonly string[] {
  return pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.url]));
}

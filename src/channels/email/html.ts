import { escapeHtml } from '../../text/html.ts';
import type { Block, Letter, LetterPart, LetterVideo } from './letter.ts';

/**
 * A letter as HTML that holds in mail programs: tables for the layout, every style inline, no image, no script, and no
 * address but the pages it links to. Programs that honour a style sheet get dark colours from it; the others keep the
 * light ones, or turn them themselves.
 */
export function letterHtml(letter: Letter): string {
  const { subject, notice, tone, title, blocks, closing } = letter;
  const bar = tone === 'growth' ? LIGHT.hot : LIGHT.line;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escapeHtml(subject)}</title>
<style>${DARK_SHEET}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:${LIGHT.page}">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:${LIGHT.page}">
<tr><td align="center" style="padding:24px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" class="card ${tone}" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background-color:${LIGHT.card};border:1px solid ${LIGHT.line};border-top:4px solid ${bar};border-radius:8px">
<tr><td class="text" style="padding:24px 24px 12px;${FONT};color:${LIGHT.text};text-align:left">
${notice === undefined ? '' : noticeHtml(notice)}<h1 style="margin:0 0 12px;font-size:22px;line-height:28px;font-weight:bold">${piecesHtml(title, HOT_LINK)}</h1>
${blocks.map(blockHtml).join('\n')}
</td></tr>
</table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td class="muted" style="padding:16px 24px 0;${FONT};font-size:13px;line-height:19px;color:${LIGHT.muted};text-align:left">
${closing.map((pieces) => `<p style="margin:0 0 8px">${piecesHtml(pieces, MUTED_LINK)}</p>`).join('\n')}
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`;
}

const LIGHT = {
  page: '#f6f5f1',
  card: '#ffffff',
  line: '#dedbd2',
  text: '#1d1c19',
  muted: '#615e56',
  hot: '#b83208',
  note: '#fbe8a6',
  noteText: '#3b3000',
} as const;

const FONT =
  "font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;word-break:break-word;overflow-wrap:anywhere";

/** `!important`, as the light colours stand inline. Outlook's apps mark what they have turned dark by `data-ogsc`. */
const DARK_SHEET = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  'a[x-apple-data-detectors]{color:inherit!important;text-decoration:none!important}',
  '@media(max-width:480px){.label,.value{display:block!important;width:auto!important}.label{padding-bottom:0!important}.value{padding-top:0!important;border-top:0!important}}',
  '@media(prefers-color-scheme:dark){',
  '.page{background-color:#141412!important}',
  '.card{background-color:#1e1d1a!important;border-left-color:#37352f!important;border-right-color:#37352f!important;border-bottom-color:#37352f!important}',
  '.growth{border-top-color:#ff8a5c!important}',
  '.calm{border-top-color:#615e56!important}',
  '.text,.text a{color:#eceae3!important}',
  '.muted,.muted a{color:#a7a398!important}',
  '.text a.hot{color:#ff8a5c!important}',
  '.line{border-color:#37352f!important}',
  '.note{background-color:#4a3d0a!important;color:#fdf0c0!important}',
  '}',
  '[data-ogsc] .text a.hot{color:#ff8a5c!important}',
].join('\n');

interface Link {
  readonly className: string;
  readonly style: string;
}

const HOT_LINK: Link = { className: 'hot', style: `color:${LIGHT.hot};text-decoration:none` };
const TEXT_LINK: Link = { className: 'plain', style: `color:${LIGHT.text};text-decoration:underline` };
const QUIET_LINK: Link = { className: 'muted', style: `color:${LIGHT.muted};text-decoration:none` };
const MUTED_LINK: Link = { className: 'muted', style: `color:${LIGHT.muted};text-decoration:underline` };

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 12px">${piecesHtml(block.pieces, HOT_LINK)}</p>`;
    case 'quote':
      return `<p class="muted line" style="margin:0 0 12px;padding:0 0 0 12px;border-left:3px solid ${LIGHT.line};color:${LIGHT.muted}">${piecesHtml(block.pieces, MUTED_LINK)}</p>`;
    case 'heading':
      return `<h2 style="margin:24px 0 8px;font-size:16px;line-height:24px;font-weight:bold">${escapeHtml(block.text)}</h2>`;
    case 'videos':
      return table(block.videos.map(videoHtml));
    case 'facts':
      return table(block.rows.map(factHtml));
    case 'items':
      return table(
        block.items.map(
          (pieces) => `<tr><td class="line" style="${CELL}">${piecesHtml(pieces, HOT_LINK)}</td></tr>`,
        ),
      );
  }
}

function noticeHtml(notice: string): string {
  return `<p class="note" style="margin:0 0 16px;padding:8px 12px;border-radius:6px;background-color:${LIGHT.note};color:${LIGHT.noteText}">${escapeHtml(notice)}</p>\n`;
}

const CELL = `padding:8px 0;border-top:1px solid ${LIGHT.line};vertical-align:top`;

function table(rows: readonly string[]): string {
  return [
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 12px">',
    ...rows,
    '</table>',
  ].join('\n');
}

function videoHtml({ caption, by, gain }: LetterVideo): string {
  const about = `${piecesHtml(by, QUIET_LINK)}<br>${escapeHtml(gain)}`;
  return `<tr><td class="line" style="${CELL}">${piecesHtml([caption], TEXT_LINK)}<div class="muted" style="font-size:14px;line-height:20px;color:${LIGHT.muted}">${about}</div></td></tr>`;
}

function factHtml([label, value]: readonly [string, string]): string {
  const small = 'font-size:14px;line-height:20px';
  return (
    `<tr><td class="label muted line" width="130" style="${CELL};${small};padding-right:12px;color:${LIGHT.muted}">${escapeHtml(label)}</td>` +
    `<td class="value line" style="${CELL};${small}">${escapeHtml(value)}</td></tr>`
  );
}

/** `dir="auto"`: a name of another script sets its own direction and not that of its surroundings. */
function piecesHtml(pieces: readonly LetterPart[], link: Link): string {
  return pieces
    .map((piece) =>
      typeof piece === 'string'
        ? escapeHtml(piece)
        : `<a class="${link.className}" dir="auto" href="${escapeHtml(piece.url)}" style="${link.style}">${escapeHtml(piece.text)}</a>`,
    )
    .join('');
}

import type { SiteFile } from './site-file.ts';

/** Names of U+2028 and U+2029, which older JavaScript takes for line ends inside a text. */
const UNSAFE_IN_SCRIPT = /['\\\u2028\u2029<]/g;

/**
 * One piece twice: as JSON, and as the classic script that hands the same JSON to the page. See src/dashboard/schema/site.ts.
 * @param name path without its ending: `hashtags/booktok/page`
 */
export function pieceFiles(name: string, piece: object): readonly [SiteFile, SiteFile] {
  const json = JSON.stringify(piece);
  return [
    { path: `${name}.json`, content: `${json}\n` },
    { path: `${name}.js`, content: `hashtagRadar.take('${name}','${quoted(json)}')\n` },
  ];
}

/** JSON inside a script's text in single quotes. `<` is escaped, so that it may stand in a page too. */
function quoted(json: string): string {
  return json.replaceAll(UNSAFE_IN_SCRIPT, (character) =>
    character === "'" || character === '\\'
      ? `\\${character}`
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

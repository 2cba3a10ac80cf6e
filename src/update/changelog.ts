import { compareVersions, parseVersion } from '../text/version.ts';

/** One release as CHANGELOG.md describes it. */
export interface ReleaseNotes {
  /** `1.4.0`. */
  readonly version: string;
  /** Markdown under the heading, without it. */
  readonly text: string;
}

/** The section that says what people have to do themselves. */
const BY_HAND = 'What needs a hand';

/** The releases of a changelog, as they stand in it: newest first. Headings are `## 1.4.0` with anything behind. */
export function readChangelog(text: string): readonly ReleaseNotes[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const end = section.indexOf('\n');
      const heading = end < 0 ? section : section.slice(0, end);
      const version = /^\[?v?(\d+\.\d+\.\d+)\b/.exec(heading)?.[1];
      return version === undefined || end < 0 ? [] : [{ version, text: section.slice(end).trim() }];
    });
}

/** The releases later than `from`, up to and with `to`, newest first. Without a `from`, all up to `to`. */
export function notesBetween(
  changelog: string,
  { from, to }: { readonly from: string; readonly to: string },
): readonly ReleaseNotes[] {
  const [first, last] = [parseVersion(from), parseVersion(to)];
  return readChangelog(changelog).filter(({ version: written }) => {
    const version = parseVersion(written);
    if (version === undefined) return false;
    if (first !== undefined && compareVersions(version, first) <= 0) return false;
    return last === undefined || compareVersions(version, last) <= 0;
  });
}

/** What these releases ask people to do, as list items without their dash. */
export function handwork(notes: readonly ReleaseNotes[]): readonly string[] {
  return notes.flatMap(({ text }) => {
    const section = text.split(/^### /m).find((part) => part.startsWith(BY_HAND)) ?? '';
    const items = section.split(/^- /m).slice(1);
    return items.map((item) => item.replaceAll(/\s+/g, ' ').trim());
  });
}

import manifest from '../package.json' with { type: 'json' };

/** The version of this program, `0.2.0`: what `--version`, the summaries and the dashboard say. */
export const VERSION: string = manifest.version;

/** The repository that releases this program, `owner/name` on github.com. */
export const HOME: string = manifest.repository.replace('github:', '');

/**
 * What people have beside their record: the program's own files and pages (`copy`), or short workflows alone (`thin`). A
 * release's one file is made with `thin` in its place: `src/release/bundle.ts`.
 */
export const PLACE: 'copy' | 'thin' = 'copy';

/** The program's pages at its home, as this version has them. Without a slash at its end. */
export const HOME_DOCS = `https://github.com/${HOME}/blob/v${VERSION}/docs`;

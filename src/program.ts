import manifest from '../package.json' with { type: 'json' };

/** The version of this program, `0.2.0`: what `--version`, the summaries and the dashboard say. */
export const VERSION: string = manifest.version;

/** The repository that releases this program, `owner/name` on github.com. */
export const HOME: string = manifest.repository.replace('github:', '');

/**
 * One file of the site. `path` is relative to the site's folder, with `/`, and made of safe characters only.
 *
 * The page in the browser is a list of these, `pageFiles(head: PageHead): Promise<readonly SiteFile[]>` in
 * src/dashboard/page/files.ts: index.html, its style sheet and its scripts. The data pieces stand beside them.
 */
export interface SiteFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** What index.html says in its head, as it is when the site is made. */
export interface PageHead {
  /** For `<title>` and `og:title`: "2 of 40 hashtags are breaking out". May hold a hashtag: escape it. */
  readonly headline: string;
  /** For `description` and `og:description`. The same holds. */
  readonly description: string;
  readonly origin: 'real' | 'simulated';
  /** Where the site will stand, with a slash at its end; absent when not known, as from `file:`. */
  readonly url?: string;
  /** Path of the picture for shared links, which needs `url` in front of it; 1200 × 630 pixels. Absent: none. */
  readonly picture?: string;
  /** Paths of the two feeds, for `<link rel="alternate">`. */
  readonly atom: string;
  readonly jsonFeed: string;
}

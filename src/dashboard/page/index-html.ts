import { VERSION } from '../../program.ts';
import { escapeHtml } from '../../text/html.ts';
import type { PageHead } from '../formats/site-file.ts';

/**
 * Nothing is loaded but what lies beside the page, nothing that stands in the page itself can run, and no form leads
 * anywhere. In Chromium the files beside a page that is opened from `file:` count as 'self' too.
 * @see https://www.w3.org/TR/CSP3/
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The page before its script has run: its frame, and what previews of shared links show. All addresses are relative. */
export function indexHtml(head: PageHead): string {
  const title = `${head.origin === 'simulated' ? 'Simulated: ' : ''}${head.headline}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)} · Hashtag radar</title>
${previewTags(title, head)}<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="alternate" type="application/atom+xml" title="Breakouts (Atom)" href="${escapeHtml(head.atom)}">
<link rel="alternate" type="application/feed+json" title="Breakouts (JSON Feed)" href="${escapeHtml(head.jsonFeed)}">
<link rel="stylesheet" href="app.css">
<link rel="preload" href="summary.js" as="script">
<script src="app.js" defer></script>
</head>
<body>
<a class="skip" id="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="#/">${MARK}Hashtag radar</a>
<nav class="tabs" id="views" aria-label="Views">
<a href="#/">Now</a>
<a href="#/found">Not on your list</a>
<a href="#/compare">Compare</a>
<a href="#/health">Health</a>
</nav>
</header>
${head.origin === 'simulated' ? SIMULATED : ''}<main id="main" tabindex="-1">
<noscript><p class="trouble"><strong>This page draws its charts with JavaScript, which is off here.</strong>
The same numbers stand in <a href="summary.json">summary.json</a> and in the <a href="${escapeHtml(head.atom)}">feed of breakouts</a>.</p></noscript>
</main>
<footer class="foot">
<span id="made"></span>
<a href="${escapeHtml(head.atom)}">Breakouts as Atom</a>
<a href="${escapeHtml(head.jsonFeed)}">as JSON Feed</a>
<a href="summary.json">All figures as JSON</a>
<span>hashtag-radar ${VERSION}</span>
</footer>
</body>
</html>
`;
}

const MARK = `<svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="3"><circle cx="16" cy="16" r="12.5" opacity=".35"/><path d="M16 3.5a12.5 12.5 0 0 1 12.5 12.5" stroke-linecap="round"/><circle cx="16" cy="16" r="5" fill="currentColor" stroke="none"/></svg>`;

const SIMULATED =
  '<aside class="notice" aria-label="About the data"><p><strong>Simulated.</strong> Everything on this page is made up.</p></aside>\n';

/** Open Graph: pictures and addresses have to be absolute, so without a known address there is no picture. */
function previewTags(title: string, { description, url, picture }: PageHead): string {
  const tags: readonly (readonly [string, string])[] = [
    ['og:type', 'website'],
    ['og:site_name', 'Hashtag radar'],
    ['og:title', title],
    ['og:description', description],
    ...(url === undefined ? [] : ([['og:url', url]] as const)),
    ...(url === undefined || picture === undefined
      ? []
      : ([
          ['og:image', `${url}${picture}`],
          ['og:image:width', '1200'],
          ['og:image:height', '630'],
          ['og:image:alt', title],
          ['twitter:card', 'summary_large_image'],
        ] as const)),
  ];
  const properties = tags.map(([name, content]) => {
    const key = name.startsWith('twitter:') ? 'name' : 'property';
    return `<meta ${key}="${name}" content="${escapeHtml(content)}">\n`;
  });
  return `<meta name="description" content="${escapeHtml(description)}">\n${properties.join('')}`;
}

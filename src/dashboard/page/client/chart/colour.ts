/** The page's colours as canvases need them: read from the style sheet when they draw, so that they follow its scheme. */
export type ColourName =
  | 'ink'
  | 'card'
  | 'soft'
  | 'mark'
  | 'line'
  | 'accent'
  | 'accent-fill'
  | 'usual'
  | 'range'
  | 'episode'
  | 'gap'
  | `series-${1 | 2 | 3 | 4 | 5 | 6}`;

export function colour(name: ColourName): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Calls back whenever the reader's scheme changes, as long as `element` is on the page. */
export function onSchemeChange(shown: Element, redraw: () => void): void {
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const changed = () => {
    if (shown.isConnected) redraw();
    else scheme.removeEventListener('change', changed);
  };
  scheme.addEventListener('change', changed);
}

/**
 * Whether a body carries a marker, on a line of its own. Within a line it is a stranger's: a caption may hold the marker
 * of any episode, and stands in the issues of others.
 */
export function carriesMarker(body: string | null | undefined, marker: string): boolean {
  return linesOf(body).some((line) => line.trim() === marker);
}

/** People's edits on the page end their lines with CR and LF. */
export function linesOf(body: string | null | undefined): readonly string[] {
  return (body ?? '').split(/\r?\n/);
}

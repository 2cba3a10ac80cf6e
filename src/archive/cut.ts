/** Which commits of the branch with the record go into the archive, and how the new beginning names what it left out. */

/** A commit of the first-parent line. */
export interface LineCommit {
  readonly id: string;
  /** When it was committed, ms. */
  readonly at: number;
}

/** Where a history is cut: this commit and all before it go into the archive. */
export interface LineCut {
  readonly id: string;
  /** When it was committed, ms. */
  readonly at: number;
}

/** The calendar year in progress and the one before stay in the branch's history. */
const YEARS_KEPT_BEFORE = 1;

/** The instant from which on history stays, ms. */
export function keptFrom(now: number): number {
  return Date.UTC(new Date(now).getUTCFullYear() - YEARS_KEPT_BEFORE, 0, 1);
}

/**
 * The last commit of the line before the first one that is as new as `before` (ms). Where a clock was wrong once, this
 * archives less than it might, and never more.
 * @param line the oldest commit first
 * @returns undefined where nothing is that old, or where only the new beginning of an earlier archive is
 */
export function cutOf(line: readonly LineCommit[], before: number): LineCut | undefined {
  const first = line.findIndex(({ at }) => at >= before);
  const last = line[(first < 0 ? line.length : first) - 1];
  if (last === undefined || last === line[0]) return undefined;
  return { id: last.id, at: last.at };
}

/** The history that a branch's first commit stands for. */
export interface Archived {
  /** The last commit in the archive. */
  readonly id: string;
  /** Where a remote keeps it. */
  readonly ref: string;
}

const ID = 'Archived-History';
const REF = 'Archive-Ref';

/**
 * Where the archive of a branch stands: outside of branches and tags, so that no clone fetches it unasked.
 * @param before the instant from which on history stays, ms
 */
export function archiveRef(branch: string, before: number): string {
  return `refs/archive/${branch}/${new Date(before).toISOString().slice(0, 10)}`;
}

/** The message of the commit that a shortened history begins with. */
export function beginningMessage({ id, ref }: Archived, cut: LineCut): string {
  const until = new Date(cut.at).toISOString().slice(0, 16).replace('T', ' ');
  return (
    `data: the record up to ${until}Z\n\n` +
    'The history before is in an archive. `npm run archive -- --restore` joins it to this clone.\n\n' +
    `${ID}: ${id}\n${REF}: ${ref}\n`
  );
}

/** What a commit says of the history that it stands for; undefined where it stands for none. */
export function archivedIn(message: string): Archived | undefined {
  const id = new RegExp(`^${ID}: ([0-9a-f]{40,64})$`, 'm').exec(message)?.[1];
  const ref = new RegExp(`^${REF}: (refs/archive/\\S+)$`, 'm').exec(message)?.[1];
  return id === undefined || ref === undefined ? undefined : { id, ref };
}

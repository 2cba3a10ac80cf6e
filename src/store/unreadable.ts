/** A stored file that cannot be read. The run stops, and nothing is written over it. */
export class UnreadableDataError extends Error {
  override readonly name = 'UnreadableDataError';

  /** @param place the file, with the line where one is known: `data/state.json:12` */
  constructor(place: string, what: string, options?: ErrorOptions) {
    super(`${place}: ${what}`, options);
  }
}

/** A file of the record cannot be written. No message may be sent about what it was to hold. */
export class UnwritableDataError extends Error {
  override readonly name = 'UnwritableDataError';
}

/** Whether the system refused an operation on a file, and with which code. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const READ_REMEDIES: Readonly<Record<string, string>> = {
  EISDIR: 'a folder stands where a file belongs: move it away, or delete it',
  ENOTDIR: 'a file stands where a folder belongs on the way to it: move it away, or delete it',
  EACCES: 'this user may not read it: give it to the user that runs this, or change its permissions',
  ELOOP: 'a link stands there that leads in a circle: put the file itself in its place',
  Z_DATA_ERROR: 'it is not compressed as its name says: name it .csv, or compress it with gzip',
  Z_BUF_ERROR: 'it ends too early: compress or copy it again',
};

/** What reading `path` came to, as an error with a remedy; what the system did not say is given back as it came. */
export function unreadableFile(path: string, error: unknown): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  return new UnreadableDataError(path, READ_REMEDIES[code] ?? `it cannot be read (${code})`, {
    cause: error,
  });
}

const WRITE_REMEDIES: Readonly<Record<string, string>> = {
  EEXIST: 'a file stands where a folder belongs: move it away, or delete it',
  ENOTDIR: 'a file stands where a folder belongs: move it away, or delete it',
  EISDIR: 'a folder stands where a file belongs: move it away, or delete it',
  EACCES:
    'this user may not write there: give the folder to the user that runs this, or change its permissions',
  ENOENT: 'the folder that it belongs into is not there, or is a link that leads nowhere: make it first',
  ELOOP: 'a link stands there that leads in a circle: put the file or folder itself in its place',
  EROFS: 'the disk is read-only: run where `data/` can be written',
  ENOSPC: 'the disk is full: make room, then run again',
  EDQUOT: 'this user’s share of the disk is used up: make room, then run again',
};

/** What writing to `folder` came to, as an error with a remedy; what the system did not say is given back as it came. */
export function unwritableFolder(folder: string, error: unknown): unknown {
  const code = systemCode(error);
  if (code === undefined) return error;
  const path = error instanceof Error && 'path' in error ? String(error.path) : folder;
  const what = WRITE_REMEDIES[code] ?? `it cannot be written (${code})`;
  return new UnwritableDataError(`${path}: ${what}`, { cause: error });
}

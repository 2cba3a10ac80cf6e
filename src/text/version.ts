/** A release by its number: `1.4.0` of the tag `v1.4.0`. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Reads `v1.4.0` or `1.4.0`; undefined for anything else, such as a version before its release (`1.4.0-rc.1`). */
export function parseVersion(text: string): Version | undefined {
  const found = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/.exec(text.trim());
  if (found === null) return undefined;
  const [, major, minor, patch] = found;
  return { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** Below zero when `a` is older than `b`, above when it is newer. */
export function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** The name with the highest version; undefined when none is a version. */
export function newestVersion(names: readonly string[]): string | undefined {
  const versions = names.flatMap((name) => {
    const version = parseVersion(name);
    return version === undefined ? [] : [{ name, version }];
  });
  return versions.toSorted((a, b) => compareVersions(b.version, a.version))[0]?.name;
}

/** Whether `name` is a later release than `current`; false where one of them is no version. */
export function isNewer(name: string, current: string): boolean {
  const [a, b] = [parseVersion(name), parseVersion(current)];
  return a !== undefined && b !== undefined && compareVersions(a, b) > 0;
}

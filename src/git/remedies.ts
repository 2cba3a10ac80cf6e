/** What the system says where it cannot start git at all. */
export const NOT_STARTED = /spawn git E[A-Z]+/;

/** What git says when trying again is in vain, and what a person can do about it. The first that matches counts. */
const REMEDIES: readonly (readonly [said: RegExp, remedy: string])[] = [
  [NOT_STARTED, 'git could not be started: install it, and see that it is on the PATH'],
  [
    /not a git repository/i,
    'this folder is no git repository: run in a clone of your own repository, or without --push',
  ],
  [
    /detected dubious ownership/i,
    'this folder belongs to another user, so git will not work in it: run as that user, or allow it as git says below',
  ],
  [
    /^(?!remote:).*\.lock': File exists/im,
    'another git process is at work in this repository, or one has crashed: wait for it; if there is none, delete the file named below',
  ],
  [
    /'origin' does not appear to be a git repository|No such remote/i,
    'there is no remote `origin` to push to: use --no-push, or add one with `git remote add origin ADDRESS`',
  ],
  [
    /does not appear to be a git repository|repository .* not found|Repository not found/i,
    'nothing was found at the address of the remote `origin`, or these credentials may not see it: ' +
      '`git remote get-url origin` shows it, `git remote set-url origin ADDRESS` mends it',
  ],
  [
    /protected branch|GH006|GH013|rule violations/i,
    'the branch takes no direct push, which this workflow needs to make: keep the record on a branch of its own with ' +
      '`data-branch: radar-data` in watchlist.yml, and leave that branch out of the rules (docs/setup.md, “Branch protection”)',
  ],
  [
    /is beyond a symbolic link/i,
    'a link stands where a folder of the record belongs, and git does not follow links: put the folder itself in its place',
  ],
  [
    /returned error: 40[13]|permission to .* denied|Permission denied(?: \(|,)|Authentication failed|could not read Username/i,
    'no permission to push: in GitHub Actions the workflow needs `permissions: contents: write`; elsewhere git needs ' +
      'credentials that may push to `origin`',
  ],
  [
    /^(?!remote:).*(?:: Permission denied$|insufficient permission for adding)/im,
    'this user may not read or write the file of this repository that git names below: give the folder, its .git included, ' +
      'to the user that runs this, or change the permissions',
  ],
  [/No space left on device/i, 'the disk is full: make room, then run again'],
];

/** The remedy for what git said; undefined where another attempt may go better. */
export function gitRemedy(said: string): string | undefined {
  return REMEDIES.find(([pattern]) => pattern.test(said))?.[1];
}

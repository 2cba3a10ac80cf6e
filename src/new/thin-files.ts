import type { Pin } from './find-pin.ts';

/** What a thin repository is made for. */
export interface ThinRepository {
  /** `owner/name` of the program on GitHub. */
  readonly home: string;
  /** The version it begins with, `0.2.0`, and the commit that its workflows name. */
  readonly version: string;
  readonly pin: Pin;
  /** The formats of `data/`, as the program's own page explains them. */
  readonly dataReadme: string;
  /** The form of an issue that asks for hashtags, as the program itself has it. */
  readonly watchForm: string;
}

/** The files of a repository that holds a watchlist and data, and takes the program from a release. Paths with `/`. */
export function thinFiles({
  home,
  version,
  pin,
  dataReadme,
  watchForm,
}: ThinRepository): ReadonlyMap<string, string> {
  // Dependabot renews the commit together with the version behind it.
  const note = pin.kind === 'release' ? `v${version}` : `v${version}, not released`;
  const called = (file: string): string => `${home}/.github/workflows/${file}@${pin.commit} # ${note}`;
  return new Map([
    ['watchlist.yml', WATCHLIST.replaceAll('HOME', home)],
    ['README.md', README.replaceAll('HOME', home)],
    ['.gitignore', GITIGNORE],
    ['.gitattributes', '* text=auto eol=lf\n'],
    ['data/README.md', withoutRelativeLinks(dataReadme, home)],
    ['.github/dependabot.yml', DEPENDABOT],
    ['.github/workflows/track.yml', TRACK.replace('CALLED', called('reusable-track.yml'))],
    ['.github/workflows/doctor.yml', DOCTOR.replace('CALLED', called('reusable-doctor.yml'))],
    ['.github/workflows/pages.yml', PAGES.replace('CALLED', called('reusable-pages.yml'))],
    ['.github/ISSUE_TEMPLATE/watch-a-hashtag.yml', watchForm],
    ['.github/workflows/watch-form.yml', WATCH_FORM.replace('CALLED', called('reusable-watch-form.yml'))],
    ['.github/workflows/watchlist.yml', REVIEW.replace('CALLED', called('reusable-watchlist.yml'))],
  ]);
}

/** Pages of the program are not here, so links lead to its repository. */
function withoutRelativeLinks(page: string, home: string): string {
  return page.replaceAll('](../', `](https://github.com/${home}/blob/main/`);
}

const WATCHLIST = `# Which TikTok hashtags are watched. One a line, without the \`#\`.
# Every key: https://github.com/HOME/blob/main/docs/watchlist.md
hashtags:
  - skincare
  - booktok
`;

const README = `# Our hashtag radar

This repository watches TikTok hashtags with [hashtag-radar](https://github.com/HOME). It holds what is ours: the
[watchlist](watchlist.yml), the numbers in [data/](data/README.md), and short workflows that run one exact commit of the program.

1. Save your [Scavio](https://scavio.dev) key as the secret \`SCAVIO_API_KEY\`: **Settings → Secrets and variables → Actions**.
2. Edit \`watchlist.yml\`.
3. Open **Actions → Track hashtags → Run workflow**. From then on it runs every hour by itself.

Alerts are issues. **Actions → Doctor** says what is missing. Dependabot proposes new releases once a month.
`;

const GITIGNORE = `/site/
/.hashtag-radar/
/data-branch/
.env
data/.pending.json*
`;

const DEPENDABOT = `# Proposes new releases of the program, once a month and in one pull request: it renews the commit and the version behind each
# \`uses:\` line.
version: 2
updates:
  - package-ecosystem: github-actions
    directory: /
    schedule: { interval: monthly }
    groups:
      all: { patterns: ['*'] }
`;

const SECRETS = `    # A channel with a secret of its own name needs its line here and the action itself: see docs/thin-repository.md.
    secrets: inherit
`;

const TRACK = `name: Track hashtags

on:
  schedule:
    # UTC. The second slot catches up when GitHub drops the first; it ends at once when the hour has been sampled.
    - cron: '0 * * * *'
    - cron: '37 * * * *'
  workflow_dispatch:
    inputs:
      dry-run:
        description: Only print what a run would do; write nothing, notify nobody
        type: boolean
        default: false

permissions: {}

concurrency:
  group: track-hashtags
  cancel-in-progress: false

jobs:
  track:
    permissions:
      contents: write # commits to data/
      issues: write # opens and updates alerts
    uses: CALLED
    with:
      dry-run: \${{ inputs.dry-run || false }}
${SECRETS}`;

const DOCTOR = `name: Doctor

on:
  workflow_dispatch:
    inputs:
      send-test:
        description: Send a test alert through each channel
        type: boolean
        default: false

permissions: {}

concurrency:
  group: doctor
  cancel-in-progress: false

jobs:
  examine:
    permissions:
      contents: read # data/ and the watchlist
      issues: write # the test alert's issue, which is closed again
      actions: read # whether the hourly workflow is switched on
    uses: CALLED
    with:
      send-test: \${{ inputs.send-test }}
${SECRETS}`;

const PAGES = `name: Publish the dashboard

on:
  workflow_run:
    workflows: [Track hashtags]
    types: [completed]
  workflow_dispatch:

permissions: {}

concurrency:
  group: pages
  cancel-in-progress: false

jobs:
  publish:
    # Costs nothing until Pages is switched on: Settings → Pages → Source: GitHub Actions.
    if: github.event_name == 'workflow_dispatch' || github.event.repository.has_pages
    permissions:
      contents: read
      pages: write
      id-token: write
    uses: CALLED
`;

const WATCH_FORM = `name: Watch a hashtag

on:
  issues:
    types: [opened, edited, labeled]

permissions: {}

# One request of an issue at a time. What an author does never displaces the consent that waits.
concurrency:
  group: >-
    watch-form-\${{ (github.event.action == 'labeled' && github.event.label.name != 'watch' ||
    github.event.changes.title && !github.event.changes.body) && github.run_id ||
    format('{0}-{1}', github.event.issue.number, github.event.action == 'labeled' && 'consent' || 'text') }}
  cancel-in-progress: false

jobs:
  request:
    permissions:
      contents: write # a branch with the changed watchlist
      issues: write # one comment, kept current
      pull-requests: write # the pull request that asks for the change
    uses: CALLED
`;

const REVIEW = `name: Check the watchlist

on:
  pull_request:
    paths: [watchlist.yml]

permissions: {}

concurrency:
  group: watchlist-\${{ github.event.pull_request.number }}
  cancel-in-progress: true

jobs:
  review:
    permissions:
      contents: read
      pull-requests: write # one comment, kept current
    uses: CALLED
`;

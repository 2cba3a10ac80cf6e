/**
 * What the site's data pieces hold: the contract between the code that writes them (`src/dashboard/site`), the page that
 * shows them (`src/dashboard/page`), and other tools. The JSON Schemas that are published beside the site are made from
 * these same definitions.
 *
 * **Files.** Every piece stands in the site twice: as `NAME.json` for other tools, and as `NAME.js` for the page.
 *
 * | piece | shape | when the page loads it |
 * | --- | --- | --- |
 * | `summary` | `Summary` | at once |
 * | `hashtags/FILE/page` | `HashtagPage` | when a hashtag is opened; holds its last seven days |
 * | `hashtags/FILE/hours` | `Hours` | for a range of more than seven days: every reading of the last 90 days |
 * | `hashtags/FILE/days` | `Days` | for a range of more than 90 days: each UTC day since the first reading |
 * | `compare` | `Compare` | with the view of that name: the last 90 days by day |
 * | `health` | `Health` | with the view of that name |
 * | `discoveries` | `Discoveries` | with the view “Not on your list” |
 *
 * `FILE` is the `file` of a hashtag, never the hashtag itself: a name made of `a-z`, `0-9`, `_` and `-`, since disks and
 * addresses lose what hashtags may hold.
 *
 * **How a piece loads.** The site works from `file:` too, where Chromium refuses `fetch` and modules but runs classic
 * scripts, also under the policy `script-src 'self'`. So `NAME.js` is a classic script of one statement,
 *
 *     hashtagRadar.take('NAME','{"version":1,…}')
 *
 * and the page has put an object `hashtagRadar` with a method `take(name: string, json: string)` on the window before it
 * appends a `<script src="NAME.js">`. The JSON comes as a text for `JSON.parse`, which is faster than a literal of the same
 * size, and in which a key such as `__proto__` is a key like any other. A piece that is missing fires the script's `error`
 * event; one that is broken or cut short fires `load` without a call of `take` for its name (or `JSON.parse` throws).
 *
 * **Units.** An instant in a field is a text, ISO 8601 in UTC to the second; in a column it is whole seconds since 1970
 * UTC, which charts take as they are. Velocities are %/h: percent of the earlier count per true elapsed hour. Rates are
 * views (or posts) an hour. A number that is not known is `null` in a column, and absent elsewhere: never 0.
 * Text in `caption`, `creator`, `note` and `group` is other people's: set it as text, never as markup.
 */
export type { Compare, CompareGroup, CompareHashtag } from './compare.ts';
export type { Discoveries, PageDiscovery } from './discoveries.ts';
export type { PageDriver, PageEpisode, PageSuppressed, PageVideo } from './episode.ts';
export type { HashtagPage } from './hashtag.ts';
export type { Health, HealthHashtag, HealthPeriod, PageCause } from './health.ts';
export type { Days, DaysColumns, Gap, Hours, HoursColumns } from './history.ts';
export type { Bars, PagePhase, Summary, SummaryEpisode, SummaryRow, SummaryVelocity } from './summary.ts';

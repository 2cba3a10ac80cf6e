/** The month's watchlist: every channel, quiet hours, a weekly look, and a zone that is not UTC. */
export function monthWatchlist(hashtags: readonly string[]): string {
  return [
    '# Simulated, written by npm run month.',
    'timezone: Europe/Berlin',
    'quiet-hours: 22:00-07:00',
    'weekly-digest: monday 09:00',
    'channels:',
    '  issues: { type: issue, labels: [breakout], assignees: [octocat] }',
    '  slack: { type: slack }',
    '  discord: { type: discord }',
    '  teams: { type: teams }',
    '  telegram: { type: telegram, chat: "-1001234567890" }',
    '  email: { type: email, to: [desk@example.com], from: radar@example.com }',
    '  webhook: { type: webhook }',
    'hashtags:',
    ...hashtags.map((name) =>
      name === 'mushroomcoffee'
        ? `  - { name: ${name}, note: "Ask Kim before we post: *brand deal* pending" }`
        : `  - ${name}`,
    ),
    '',
  ].join('\n');
}

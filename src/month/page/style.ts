/** The looks of the page, and roughly those of each place. */
export const STYLE = `
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1440px; padding: 0 24px 48px; background: #fff; color: #1f2328; font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 24px 0 8px; }
h2 { margin: 40px 0 12px; padding-bottom: 4px; border-bottom: 1px solid #d0d7de; }
h3 { margin: 28px 0 8px; }
h4 { margin: 0 0 8px; font-size: 1.06em; }
p { margin: 0 0 8px; }
a { color: #0969da; text-decoration: none; }
a:hover { text-decoration: underline; }
nav { display: flex; flex-wrap: wrap; gap: 12px; }
footer, .notice { padding: 8px 12px; border-radius: 6px; background: #fff8c5; }
footer { margin-top: 40px; }
table { border-collapse: collapse; }
.counts { display: block; overflow-x: auto; }
.counts th, .counts td { padding: 4px 12px; border: 1px solid #d0d7de; text-align: right; }
.counts th:first-child, .counts td:first-child { text-align: left; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(440px, 100%), 1fr)); gap: 20px; align-items: start; }
.message { min-width: 0; margin: 0 0 20px; }
.channel .message { max-width: 720px; }
.stamp { margin: 0 0 4px; font-size: 12px; }
.stamp, .stamp a { color: #59636e; }
.small { font-size: 12.5px; color: #59636e; }
.gap { height: 8px; }
.bold { font-weight: 600; }
.body { overflow-wrap: anywhere; }
.body ol, .body ul { margin: 0 0 8px; padding-left: 24px; }

.slack { padding: 8px 14px; border-left: 4px solid #ddd; background: #fff; box-shadow: 0 0 0 1px #eee; font-size: 15px; }
.slack h4 { font-size: 18px; font-weight: 900; }
.slack .small { color: #616061; }

.discord { padding: 12px; border-radius: 6px; background: #313338; color: #dbdee1; }
.discord .embed { padding: 12px 16px; border-left: 4px solid; border-radius: 4px; background: #2b2d31; font-size: 14px; }
.discord a { color: #00a8fc; }
.discord .small { color: #b5bac1; }
.discord .small { margin-top: 6px; font-size: 12px; }
.discord .item { padding-left: 8px; }

.teams { padding: 0 16px 12px; border: 1px solid #e0e0e0; border-radius: 6px; background: #fff; font-size: 14px; overflow: hidden; }
.teams .container { margin: 0 -16px 8px; padding: 10px 16px; }
.teams .container p { margin: 0; }
.teams .good { background: #e7f2da; }
.teams .warning { background: #fbf6d9; }
.teams .attention { background: #f7e9e9; }
.teams .emphasis { background: #f0f0f0; }
.teams .accent { background: #e2e2f6; }
.teams .medium { font-size: 17px; font-weight: 600; }
.teams .subtle { color: #616161; }
.teams .tight { margin: 0 0 4px; }
.teams th { padding: 2px 12px 2px 0; text-align: left; vertical-align: top; white-space: nowrap; }
.teams .button { display: inline-block; margin: 4px 4px 0 0; padding: 3px 12px; border: 1px solid #d1d1d1; border-radius: 4px; }

.telegram { max-width: 480px; padding: 8px 12px; border-radius: 12px; background: #eeffde; font-size: 15px; line-height: 1.4; }
.telegram blockquote { margin: 4px 0; padding: 4px 10px; border-left: 3px solid #62ac55; background: #dcf3c8; }
.telegram code { color: #1f5e9d; font-size: 14px; }

.email { border: 1px solid #d0d7de; border-radius: 6px; overflow: hidden; }
.mail-head { padding: 8px 14px; border-bottom: 1px solid #d0d7de; background: #f6f8fa; font-size: 13px; }
iframe { display: block; width: 100%; height: 600px; border: 0; }

.webhook pre { max-height: 480px; margin: 0; padding: 12px; border-radius: 6px; background: #f6f8fa; font-size: 12px; overflow: auto; white-space: pre-wrap; }

.issue, .issue-list { border: 1px solid #d0d7de; border-radius: 6px; }
.body.issue { padding: 12px 16px; }
article.issue { margin: 24px 0; padding: 4px 16px 16px; }
.issue-list .row { display: flex; gap: 10px; padding: 8px 14px; border-bottom: 1px solid #d0d7de; }
.issue-list a { color: #1f2328; }
.number { color: #59636e; font-weight: 400; }
.state.open { color: #1a7f37; }
.state.closed { color: #8250df; }
.badge { padding: 2px 10px; border-radius: 12px; color: #fff; font-size: 13px; font-weight: 500; }
.badge.open { background: #1a7f37; }
.badge.closed { background: #8250df; }
.label { padding: 1px 8px; border-radius: 10px; background: #ededed; font-size: 12px; }
.box { margin: 12px 0; padding: 10px 14px; border: 1px solid #d0d7de; border-radius: 6px; }
details { margin: 6px 0; }
summary { cursor: pointer; }
.markdown { font-size: 14px; overflow-wrap: break-word; overflow-x: auto; }
.markdown table { margin: 0 0 12px; }
.markdown th, .markdown td { padding: 5px 12px; border: 1px solid #d0d7de; text-align: left; }
.markdown code { padding: 1px 5px; border-radius: 5px; background: #eff1f3; font-size: 12.5px; }
.markdown blockquote { margin: 0 0 12px; padding: 0 12px; border-left: 3px solid #d0d7de; color: #59636e; }
.chart { width: 100%; max-width: 640px; font: 11px system-ui, sans-serif; }
`;

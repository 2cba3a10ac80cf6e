/** The page's style sheet. It names no address, so the page asks nobody for anything. */
export const STYLE = `
:root{color-scheme:light dark;--page:#f6f5f1;--card:#fff;--line:#dedbd2;--text:#1d1c19;--muted:#615e56;--link:#1d1c19;
--bar:#a9a598;--hot:#b83208;--hot-page:#fff1ea;--hot-line:#f2b79f;--note:#fbe8a6;--note-text:#3b3000}
@media(prefers-color-scheme:dark){:root{--page:#141412;--card:#1e1d1a;--line:#37352f;--text:#eceae3;--muted:#a7a398;--link:#eceae3;
--bar:#6f6b60;--hot:#ff8a5c;--hot-page:#2a1a13;--hot-line:#7a3a20;--note:#4a3d0a;--note-text:#fdf0c0}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:66rem;padding:1rem 1.25rem 3rem;background:var(--page);color:var(--text);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
h1,h2,h3,p,dl,dd,ol{margin:0;padding:0}ol{list-style:none}
a{color:var(--link);text-decoration-color:var(--muted);text-underline-offset:.2em}
a:focus-visible{outline:3px solid var(--hot);outline-offset:2px;border-radius:2px}
.muted{color:var(--muted);font-weight:400}
.simulated{background:var(--note);color:var(--note-text);border-radius:.5rem;padding:.5rem .9rem;margin-bottom:1rem}
.brand{color:var(--hot);font-weight:650;letter-spacing:.02em}
header{padding-bottom:.5rem}h1{font-size:clamp(1.6rem,5vw,2.5rem);line-height:1.15;letter-spacing:-.02em;margin:.1rem 0 .4rem}
h2{font-size:1.05rem;margin:2rem 0 .7rem}h3{font-size:1.1rem;line-height:1.3}
h3 a{text-decoration:none}h3 a:hover{text-decoration:underline}
.row{display:grid;gap:.6rem 1.75rem}
.row h3{grid-area:name;display:flex;flex-wrap:wrap;gap:.1rem .6rem;align-items:baseline}
.row figure{grid-area:chart;margin:0;min-width:0}.row dl{grid-area:facts}.row .reason{grid-area:reason}
.verdict{font-size:.8rem;font-weight:600;color:var(--muted)}.verdict.breaking-out,.verdict.watch,small.stale{color:var(--hot)}
.now{display:grid;gap:.75rem}
.now .row{background:var(--hot-page);border:1px solid var(--hot-line);border-radius:.75rem;padding:1.1rem 1.25rem;
grid-template-columns:minmax(0,5fr) minmax(0,4fr);grid-template-areas:"name name" "reason reason" "chart facts"}
.now h3{font-size:1.5rem;letter-spacing:-.01em}
.others,.episodes{background:var(--card);border:1px solid var(--line);border-radius:.75rem}
.others .row{padding:.9rem 1.25rem;gap:.15rem 1.75rem;grid-template-columns:minmax(0,1fr) minmax(0,10rem) minmax(0,28rem);
grid-template-areas:"name chart facts" "reason chart facts";grid-template-rows:auto 1fr}
.others .row+.row,.episode+.episode{border-top:1px solid var(--line)}
.others .reason{font-size:.875rem;color:var(--muted)}
.spark{display:block;width:100%;height:2.6rem;fill:var(--bar)}.now .spark{height:7.5rem}.spark .hot{fill:var(--hot)}
.spark .gap{fill:var(--line);opacity:.6}.now .spark .gap{fill:var(--hot-line);opacity:.35}
figcaption{display:flex;justify-content:space-between;gap:.5rem;font-size:.75rem;color:var(--muted);margin-top:.2rem}
.others figcaption{display:none}
dl{display:grid;grid-template-columns:5fr 4fr 7fr 7fr;gap:.4rem 1rem;align-content:start}
dt{font-size:.75rem;color:var(--muted)}dd{font-size:.9rem;line-height:1.35}small{font-size:.8rem;font-weight:400;color:var(--muted)}.others dd small{display:block}
.now dl{grid-template-columns:1fr 1fr;gap:.7rem 1rem}.now dd{font-size:1rem;font-weight:600}
.now div:first-child{grid-row:span 3}.now div:first-child dd{font-size:2.75rem;line-height:1;font-weight:700;letter-spacing:-.03em;color:var(--hot)}
.episode{padding:.9rem 1.25rem;display:grid;gap:.35rem}.episode h3 .muted{font-size:.875rem}
.drivers{display:grid;gap:.25rem;font-size:.9rem}.drivers li{border-left:3px solid var(--line);padding-left:.75rem}
footer{margin-top:1.5rem;font-size:.875rem}
@media(max-width:56rem){.others .row{grid-template-columns:minmax(0,1fr) minmax(0,10rem);grid-template-areas:"name chart" "reason chart" "facts facts";gap:.3rem 1.25rem}}
@media(max-width:36rem){.now .row,.others .row{grid-template-columns:minmax(0,1fr);grid-template-areas:"name" "reason" "chart" "facts";gap:.6rem}
.others dl{grid-template-columns:1fr 1fr}}
@media(forced-colors:active){.spark{fill:CanvasText}.spark .hot{fill:Highlight}}
`;

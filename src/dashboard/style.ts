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
header{padding:1rem 0 .5rem}h1{font-size:clamp(1.6rem,5vw,2.5rem);line-height:1.15;letter-spacing:-.02em;margin:.1rem 0 .4rem}
h2{font-size:1.05rem;margin:2rem 0 .7rem}h3{font-size:1.1rem;line-height:1.3}
h3 a{text-decoration:none}h3 a:hover{text-decoration:underline}
.rows{display:grid;gap:.75rem}
.row{display:grid;gap:.75rem 1.5rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem 1.15rem;
grid-template-columns:minmax(0,3fr) minmax(0,2fr);grid-template-areas:"name name" "chart facts" "reason reason"}
.row.hot{background:var(--hot-page);border-color:var(--hot-line)}
.row h3{grid-area:name;display:flex;flex-wrap:wrap;gap:.2rem .6rem;align-items:baseline}.row.hot h3{font-size:1.5rem}
.chart{grid-area:chart;min-width:0}.row dl{grid-area:facts}.reason{grid-area:reason}
.verdict{font-size:.8rem;font-weight:600;color:var(--muted)}.verdict.breaking-out,.age.stale{color:var(--hot)}
.spark{display:block;width:100%;height:4rem;fill:var(--bar)}.row.hot .spark{height:7rem}.spark .hot{fill:var(--hot)}
.spark .gap{stroke:var(--muted);stroke-width:1.5;fill:none}.top{font-size:.8rem}
dl{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.5rem 1rem;align-content:start}
dt{font-size:.8rem;color:var(--muted)}dd{font-weight:600}.row.hot dl div:first-child dd{font-size:1.6rem;line-height:1.1;color:var(--hot)}
.compact{gap:0;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
.compact .row{border:0;border-radius:0;background:none;padding:.8rem 1.15rem;gap:.25rem 1.5rem;align-items:center;
grid-template-columns:minmax(0,13rem) minmax(0,10rem) minmax(0,1fr);grid-template-areas:"name chart facts" "reason chart facts"}
.compact .row+.row{border-top:1px solid var(--line)}
.compact h3{font-size:1rem}.compact .spark{height:2.2rem}.compact .reason{font-size:.85rem;color:var(--muted)}
.compact dl{grid-template-columns:4.5rem 1.2fr 1.5fr 4rem;font-size:.9rem}.compact dd{font-weight:400}.compact dl .muted{display:block;font-size:.8rem}
.compact .top{display:none}
.episodes{display:grid;gap:.75rem}.episode{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:.9rem 1.15rem;display:grid;gap:.4rem}
.episode h3 .muted{font-size:.9rem}.drivers{display:grid;gap:.3rem;font-size:.95rem}.drivers li{border-left:3px solid var(--line);padding-left:.7rem}
footer{margin-top:2rem;font-size:.9rem}
@media(max-width:46rem){.row{grid-template-columns:minmax(0,1fr);grid-template-areas:"name" "chart" "facts" "reason"}
.compact .row{grid-template-columns:minmax(0,1fr);grid-template-areas:"name" "chart" "facts" "reason";gap:.5rem}
.compact dl{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media(forced-colors:active){.spark{fill:CanvasText}.spark .hot{fill:Highlight}}
`;

"""The style sheet of reports: for screens of any width, dark ones, and paper."""

STYLE = """
:root { --ink: #1b1f24; --paper: #ffffff; --soft: #f3f5f7; --line: #c8ced6; --accent: #0b5394; --quiet: #4d5661; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7eaee; --paper: #14171b; --soft: #1f242a; --line: #414a55; --accent: #8ec5ff; --quiet: #b3bcc7; }
}
* { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0; color: var(--ink); background: var(--paper); overflow-wrap: break-word; }
header, nav, main, footer { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.25rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .5rem; padding-top: .5rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; }
p { margin: .5rem 0; max-width: 48rem; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; display: inline-block; padding: .5rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; margin: .75rem 0; padding: 0; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .9em; overflow-wrap: anywhere; }
dl { margin: .5rem 0; }
dl > div { display: grid; grid-template-columns: minmax(7rem, 13rem) minmax(0, 1fr); gap: 0 1rem; padding: .15rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; max-width: 100%; margin: .75rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); padding-bottom: .25rem; white-space: nowrap; }
th, td { padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top; white-space: nowrap;
         border-bottom: 1px solid var(--line); font-weight: normal; }
thead th { font-weight: 600; border-bottom: 2px solid var(--ink); }
.number { text-align: right; }
.note { background: var(--soft); border-left: 4px solid var(--line); padding: .5rem .75rem; }
figure { margin: 1rem 0; }
figcaption { color: var(--quiet); font-size: .9rem; }
.picture { display: block; width: 100%; height: auto; background: #ffffff; }
.picture * { stroke-linejoin: round; stroke-linecap: butt; }
summary { cursor: pointer; }
footer { margin-top: 2.5rem; padding-top: .75rem; padding-bottom: 2rem; border-top: 1px solid var(--line);
         color: var(--quiet); font-size: .9rem; }
@media (max-width: 30rem) {
  dl > div { grid-template-columns: minmax(0, 1fr); padding: .3rem 0; }
  h1 { font-size: 1.35rem; }
}
@media print {
  :root { --ink: #000000; --paper: #ffffff; --soft: #ffffff; --line: #999999; --accent: #000000; --quiet: #333333; }
  @page { margin: 15mm; }
  html { font-size: 10pt; }
  nav, .skip { display: none; }
  header, main, footer { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  .picture { min-width: 0 !important; }
  details::details-content { content-visibility: visible; block-size: auto; }
  table { font-size: 8.5pt; }
  td { white-space: normal; overflow-wrap: break-word; }
  td.number { white-space: nowrap; }
  h2, h3, caption { break-after: avoid; }
  figure, tr { break-inside: avoid; }
}
"""

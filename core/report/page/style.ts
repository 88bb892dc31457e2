/** The report's own style sheet: a page that reads well on a screen and prints on A4 and Letter. */
export const reportStyle = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { max-width: 960px; margin: 0 auto; padding: 32px 24px 64px; color: #1b2330; background: #fff; font: 14px/1.5 Inter, system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
h1 { margin: 0 0 4px; font-size: 24px; line-height: 1.25; }
h2 { margin: 32px 0 8px; padding-top: 8px; border-top: 1px solid #dfe3e9; font-size: 16px; break-after: avoid; }
h3 { margin: 20px 0 4px; font-size: 14px; break-after: avoid; }
p, ul { margin: 6px 0; }
ul { padding-left: 20px; }
.dim { color: #5d6878; }
.answer { font-size: 20px; font-weight: 600; }
.warn { color: #c2410c; }
.ok { color: #1a7a43; }
dl { display: grid; grid-template-columns: minmax(140px, max-content) 1fr; gap: 2px 20px; margin: 8px 0; }
dt { color: #5d6878; }
dd { margin: 0; overflow-wrap: anywhere; }
code { font: 12px/1.5 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
table { width: 100%; margin: 8px 0; border-collapse: collapse; font-size: 13px; }
caption { padding: 4px 0; color: #5d6878; text-align: left; }
th, td { padding: 3px 16px 3px 0; border-bottom: 1px solid #eef1f5; text-align: left; vertical-align: top; }
th { color: #5d6878; font-weight: 600; }
th.right, td.right { text-align: right; white-space: nowrap; }
td:last-child { overflow-wrap: anywhere; }
figure { margin: 12px 0; break-inside: avoid; }
figure svg { display: block; max-width: 100%; height: auto; }
figcaption { color: #5d6878; font-size: 12px; }
tr { break-inside: avoid; }
@page { margin: 16mm 14mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 12px; }
  table { font-size: 11px; }
  .answer { font-size: 17px; break-after: avoid; }
  figcaption { font-size: 11px; }
  dl { break-inside: avoid; }
  figure { margin: 6px 0; }
  h3 { margin: 8px 0 0; }
  h2 { margin-top: 24px; }
}
`

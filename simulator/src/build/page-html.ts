import { baseCss } from './base-css.js'
import type { BuiltUnit } from './collect-units.js'

interface PageOptions {
  title: string
  appStyle: string
  units: BuiltUnit[]
  myScript: string | undefined
}

/** The document that the program runs in. A page's own style is on only while that page is. */
export function page({ title, appStyle, units, myScript }: PageOptions): string {
  const shared = units.filter(({ isPage }) => !isPage).map(({ style }) => style)
  const own = units
    .filter(({ isPage, style }) => isPage && style !== '')
    .map(({ shown, style }) => `<style data-page="${escaped(shown)}" media="not all">${inStyle(style)}</style>`)
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${baseCss}</style>
<style>${inStyle(appStyle)}\n${inStyle(shared.join('\n'))}</style>
${own.join('\n')}
${myScript === undefined ? '' : `<script src="${escaped(myScript)}"></script>`}
</head>
<body>
<div id="program"></div>
<script src="program.js"></script>
</body>
</html>
`
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** A style can't end the element that holds it. */
const inStyle = (css: string) => css.replaceAll('</', '<\\/')

import { readFile } from 'node:fs/promises'

/** The built page and bridge script, held in memory: they are small and never change while we run. */
export interface PageAssets {
  html: string
  script: string
  style: string
  bridge: string
}

const folder = new URL('./page/', import.meta.url)

/** Undefined if the page was not built: the gateway and the control routes work without it. */
export async function loadPageAssets(): Promise<PageAssets | undefined> {
  const read = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8')
  try {
    const [html, script, style, bridge] = await Promise.all(
      ['index.html', 'page.js', 'page.css', 'bridge.js'].map(read),
    )
    return { html: html ?? '', script: script ?? '', style: style ?? '', bridge: bridge ?? '' }
  } catch {
    return undefined
  }
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const folders: string[] = []

/** A folder with a mini program of one page, and these files. */
export function programFolder(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'mini-program-'))
  folders.push(folder)
  writeFiles(folder, {
    'app.json': '{ "pages": ["pages/index/index"], "window": { "defaultTitle": "A shop" } }',
    'app.js': 'App({})',
    'pages/index/index.axml': '<view class="hello">hello</view>',
    'pages/index/index.js': 'Page({ data: {} })',
    ...files,
  })
  return folder
}

export function writeFiles(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

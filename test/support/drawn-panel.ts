// The DSL panel in real Chromium, from its sources, on a mini program of one page that the simulator serves.
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(__dirname, '..', '..')

/** Props of `<subscribe-panel>`, and `style`: an inline style of the page's root, for CSS variables. */
export type PanelProps = Record<string, unknown> & { style?: string }

export interface DrawnPanel {
  /** Address of the program with these props. */
  url(props: PanelProps): string
  /** All styles of the program, as the browser gets them. */
  styles(): Promise<string>
  stop(): void
}

const props = [
  'templates',
  'senderName',
  'privacyUrl',
  'transferNotice',
  'language',
  'texts',
  'animation',
  'theme',
]
const files = {
  'app.json': '{ "pages": ["pages/index/index"] }',
  'app.js': 'App({})',
  'pages/index/index.json':
    '{ "usingComponents": { "subscribe-panel": "/components/subscribe-panel/index" } }',
  'pages/index/index.axml': `<view class="page" style="{{style}}"><view class="bar">Order</view>
<subscribe-panel visible="{{visible}}" onCancel="handleCancel" ${props
    .map((name) => `${name}="{{${name}}}"`)
    .join(' ')} /></view>`,
  'pages/index/index.acss': '.page { height: 3000px } .bar { position: fixed; bottom: 0; z-index: 999999 }',
  'pages/index/index.js': `Page({
  data: { visible: false, templates: [], theme: 'auto' },
  onLoad(query) { this.setData(JSON.parse(query.props)); this.setData({ visible: true }) },
  handleCancel() { this.setData({ visible: false }) },
})`,
}

export async function startDrawnPanel(): Promise<DrawnPanel> {
  const folder = mkdtempSync(join(tmpdir(), 'drawn-panel-'))
  for (const name of ['components', 'src']) cpSync(join(root, name), join(folder, name), { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const cli = join(root, 'node_modules/mini-program-simulator/dist/cli.js')
  const child: ChildProcess = spawn(process.execPath, [cli, folder, '--port', '0'])
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      const found = /http:\S+/.exec(text.toString())?.[0]
      if (found) resolve(found)
    })
    child.stderr?.on('data', (text: Buffer) => reject(new Error(text.toString())))
  })
  return {
    url: (given) => {
      const page = `pages/index/index?props=${encodeURIComponent(JSON.stringify(given))}`
      return `${address}program.html?title=off&page=${encodeURIComponent(page)}`
    },
    styles: async () => {
      const html = await (await fetch(`${address}program.html`)).text()
      return [...html.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map(([, css]) => css).join('\n')
    },
    stop() {
      child.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

// The pages of the H5 bench: our script as it ships, and the peers with the same panel, each one bundle.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { bundleH5 } from '../../gulp/bundle-h5.mjs'
import { markup } from '../peers/a11y-dialog.markup.mjs'
import { content } from '../peers/content.mjs'

const bench = join(import.meta.dirname, '..')
const root = join(bench, '..')
const peers = ['antd-mobile.jsx', 'vant.mjs', 'svelte.mjs', 'a11y-dialog.mjs']

const svelteFiles = {
  name: 'svelte',
  setup(builder) {
    builder.onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { compile } = await import('../node_modules/svelte/src/compiler/index.js')
      const { js } = compile(await readFile(path, 'utf8'), {
        filename: path,
        css: 'injected',
        generate: 'client',
      })
      return { contents: js.code, loader: 'js' }
    })
  },
}

async function bundlePeer(file) {
  const { outputFiles } = await build({
    entryPoints: [join(bench, 'peers', file)],
    bundle: true,
    minify: true,
    write: false,
    outdir: 'out',
    format: 'iife',
    target: 'es2017',
    jsx: 'automatic',
    conditions: ['browser', 'production'],
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    plugins: [svelteFiles],
    logLevel: 'error',
  })
  const read = (ending) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  return { name: file.replace(/\.\w+$/, ''), script: read('.js'), style: read('.css') }
}

const gzip = (text) => (text ? gzipSync(text, { level: 9 }).length : 0)

let made
/** Ours first, then the peers: name, script, style, gzip (bytes of both), and a script that sets the page up. */
export const makePages = () => (made ??= make())

async function make() {
  // What is measured is what the sources give now.
  process.chdir(root)
  await bundleH5()
  const script = await readFile('dist/h5/subscribe-message.min.js', 'utf8')
  const setUp = await readFile(join(bench, 'peers/mini-message.set-up.mjs'), 'utf8')
  const ours = {
    name: 'mini-message',
    script,
    style: '',
    setUp: `window.content=${JSON.stringify(content)};{${setUp}}`,
    // The peers' scripts make what they open, so ours makes an instance in the time that is measured.
    isReady: 'new SubscribeMsg({props:{backendUrl:"/",templateIds:["T1"]}})',
  }
  const pages = [ours, ...(await Promise.all(peers.map(bundlePeer)))]
  return pages.map((page) => ({
    ...page,
    gzip: gzip(page.script) + gzip(page.style),
    markup: page.name === 'a11y-dialog' ? markup : '',
  }))
}

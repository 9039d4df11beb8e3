// npm run docs: the documentation site, in build/site/out. npm run docs:dev serves it and follows changes.
// VitePress stands in site/package.json; the first run installs it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, symlinkSync, watch } from 'node:fs'
import { join } from 'node:path'
import { build, buildIsStale } from './start/build.mjs'
import { install, installIsMissing } from './start/install.mjs'

const root = join(import.meta.dirname, '..')
const site = join(root, 'site')
const isDev = process.argv[2] === 'dev'

const say = (what) => console.log(`docs: ${what}`)
/** In a process of its own: it loads the pages' sources anew. */
const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1

if (installIsMissing(root)) install(root)
if (buildIsStale(root)) {
  say('building the packages')
  build(root)
}
if (installIsMissing(site)) {
  say('installing VitePress')
  install(site, '--ignore-scripts')
}

const collected = node('site/collect-pages.mjs')
// Vite looks for VitePress's own packages from the folder of the pages.
const packages = join(root, 'build/site/node_modules')
if (!existsSync(packages)) symlinkSync(join(site, 'node_modules'), packages, 'junction')
const vitepress = join(site, 'node_modules/vitepress/bin/vitepress.js')
if (isDev) {
  let timer
  for (const folder of ['docs', 'site/home', 'site/gallery'])
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(() => node('site/collect-pages.mjs'), 200)
    })
  spawn(process.execPath, [vitepress, 'dev', site, ...process.argv.slice(3)], { stdio: 'inherit' })
} else {
  const failed = collected || node(vitepress, 'build', site) || node('site/check-links.mjs')
  if (!failed) say('built: build/site/out')
  process.exit(failed)
}

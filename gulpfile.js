import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { Transform } from 'node:stream'
import gulp from 'gulp'
import gulpLess from 'gulp-less'
import { bundleComponents, bundleLanguages } from './gulp/bundle-components.mjs'
import { bundleH5 } from './gulp/bundle-h5.mjs'
import { bundleTesting } from './gulp/bundle-testing.mjs'
import { declareTypes } from './gulp/declare-types.mjs'
import { run } from './gulp/run.mjs'
import { fingerprint, rememberBuild } from './scripts/start/build.mjs'

const { src, dest, series, parallel, watch: watchFiles } = gulp

const miniProgram = 'demo/mini-program'
const root = import.meta.dirname

const remove = (...folders) =>
  Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))

// `pipeline` and not `.pipe`: gulp ends with exit code 0 when a piped step fails.
const copyTemplates = () => pipeline(src('components/**/index.{axml,json}'), dest('es'))
const makeStyles = () =>
  pipeline(src('components/**/index.less'), gulpLess({ compress: true }), calledAcss(), dest('es'))

const calledAcss = () =>
  new Transform({
    objectMode: true,
    transform(file, _encoding, done) {
      file.extname = '.acss'
      done(null, file)
    },
  })

// `encoding: false`: gulp would read a picture as UTF-8 and damage it.
const copyMiniProgram = () =>
  pipeline(
    src([`${miniProgram}/**`, `!${miniProgram}/dist/**`, '!**/README.md'], { encoding: false }),
    dest(`${miniProgram}/dist`),
  )

/** As npm installs the published package: a real copy, since the IDE follows no link out of its root. */
const installInMiniProgram = () =>
  run('npm', [
    ...['install', root, '--prefix', `${miniProgram}/dist`, '--install-links', '--no-save'],
    ...['--no-package-lock', '--ignore-scripts', '--offline', '--no-audit', '--no-fund', '--silent'],
  ])

const makeComponents = parallel(bundleComponents, bundleLanguages, makeStyles, copyTemplates)

const removeComponents = () => remove('es', 'languages')
const removeH5 = () => remove('dist/h5')
const removeTesting = () => remove('dist/testing')
const removeDemo = () => remove(`${miniProgram}/dist`)

export const clean = () => remove('es', 'languages', 'dist', 'types', `${miniProgram}/dist`)
export const components = series(removeComponents, parallel(makeComponents, declareTypes))
export const h5 = series(removeH5, parallel(bundleH5, declareTypes))
export const testing = series(removeTesting, parallel(bundleTesting, declareTypes))
export const workspaces = () =>
  run('npm', ['run', 'build', '-w', 'simulator', '-w', 'server', '-w', 'sandbox'])
/** Needs what `components` and `h5` made. */
export const demo = series(removeDemo, copyMiniProgram, installInMiniProgram)

let sources
const lookAtSources = async () => (sources = fingerprint(root))
const remember = async () => rememberBuild(root, sources)
const everything = parallel(makeComponents, bundleH5, bundleTesting, declareTypes, workspaces)
export const build = series(lookAtSources, clean, everything, demo, remember)

export function watch() {
  watchFiles(['components/**', 'src/**', '!**/README.md'], series(components, demo))
  watchFiles(['h5/**', 'src/**', '!**/README.md'], h5)
  watchFiles([`${miniProgram}/**`, `!${miniProgram}/dist/**`], demo)
}

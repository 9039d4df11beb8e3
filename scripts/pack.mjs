// npm run pack: the packages as npm gets them, in build/packages/. They are published from there, so that what was
// tested is what is published.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'

const root = join(import.meta.dirname, '..')

/** Folders with a package.json that is published. */
export const packageFolders = ['.', 'server', 'sandbox', 'simulator']

const readManifest = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))

const npmPack = (folder, ...options) => {
  const args = ['pack', '--json', '--ignore-scripts', '--workspaces=false', ...options]
  const shell = process.platform === 'win32'
  const said = execFileSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    shell,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return JSON.parse(said)[0]
}

/**
 * Packs one package. Three things are not as in the repository: the links of the Markdown files lead to the repository,
 * since most of their targets are not in the package; package.json has only what those who install it need.
 * @param {string} folder one of `packageFolders`
 * @param {string} into where the archive goes
 * @returns {{ name: string, tarball: string, files: string[] }}
 */
export function pack(folder, into) {
  const stage = mkdtempSync(join(tmpdir(), 'mini-message-pack-'))
  try {
    for (const { path } of npmPack(join(root, folder), '--dry-run').files) {
      const [from, to] = [join(root, folder, path), join(stage, path)]
      mkdirSync(dirname(to), { recursive: true })
      cpSync(from, to)
      if (path.endsWith('.md')) writeFileSync(to, withAbsoluteLinks(readFileSync(from, 'utf8'), folder, path))
    }
    const manifest = readManifest(folder)
    for (const ofTheRepository of ['scripts', 'devDependencies', 'workspaces', 'overrides'])
      delete manifest[ofTheRepository]
    writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    const { name, filename, files } = npmPack(stage, '--pack-destination', into)
    return { name, tarball: join(into, filename), files: files.map(({ path }) => path) }
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

/** Links to the same release in the repository, whose address is in package.json. Code is left alone. */
function withAbsoluteLinks(markdown, folder, file) {
  const { repository, version } = readManifest('.')
  const address = repository.url.replace(/^git\+|\.git$/g, '')
  const absolute = (path, isImage) =>
    `${address}/${isImage ? 'raw' : 'blob'}/v${version}/${posix.join(folder, posix.dirname(file), path)}`
  return markdown
    .split(/(^```[^]*?^```|`[^`\n]*`)/m)
    .map((part, index) => {
      if (index % 2 === 1) return part
      return part
        .replace(
          /(!\[[^\]]*)?\]\((?![a-z]+:|#)([^)\s]+)/g,
          (_, image = '', path) => `${image}](${absolute(path, image !== '')}`,
        )
        .replace(/(<img[^>]* src=")(?![a-z]+:)([^"]+)/g, (_, tag, path) => tag + absolute(path, true))
    })
    .join('')
}

if (import.meta.filename === process.argv[1]) {
  const into = join(root, 'build', 'packages')
  rmSync(into, { recursive: true, force: true })
  mkdirSync(into, { recursive: true })
  for (const folder of packageFolders) console.log(pack(folder, into).tarball)
}

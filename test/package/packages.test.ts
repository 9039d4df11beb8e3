// What holds for each of the four packages, as npm would publish it.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { packageFolders } from '../../scripts/pack.mjs'
import { entryPointsOf, outputOf, packInto, type PackedPackage, project } from '../support/packed-package'

jest.setTimeout(120_000)

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(project, folder, 'package.json'), 'utf8')) as {
    version: string
    license: string
    author: string
    engines: unknown
    repository: { url: string }
  }
const root = manifestOf('.')
const repository = root.repository.url.replace(/^git\+|\.git$/g, '')

let work: string
const packages = new Map<string, PackedPackage>()
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'mini-message-packages-'))
  for (const folder of packageFolders) packages.set(folder, packInto(work, folder))
})
afterAll(() => rmSync(work, { recursive: true }))

describe.each(packageFolders)('the package in %s', (folder) => {
  let packed: PackedPackage
  beforeAll(() => {
    packed = packages.get(folder)!
  })

  const read = (file: string) => readFileSync(join(work, 'node_modules', packed.manifest.name, file), 'utf8')
  const filesThat = (ending: RegExp) => packed.files.filter((file) => ending.test(file))
  const tool = (...args: string[]) =>
    outputOf(process.execPath, [join(project, 'node_modules', args[0]!), ...args.slice(1)], work)

  test('says whose it is, where it comes from and which Node it needs', () => {
    expect(packed.manifest).toMatchObject({
      version: root.version,
      license: root.license,
      author: root.author,
      engines: root.engines,
      homepage: expect.stringContaining(repository),
      bugs: `${repository}/issues`,
      repository: { url: root.repository.url, ...(folder !== '.' && { directory: folder }) },
      keywords: expect.arrayContaining(['mini-program']),
      sideEffects: expect.anything(),
    })
    expect(read('LICENSE')).toBe(readFileSync(join(project, 'LICENSE'), 'utf8'))
  })

  test('publint has nothing to say', () => {
    const said = tool('publint/src/cli.js', join('node_modules', packed.manifest.name), '--strict')
    expect(stripVTControlCharacters(said).trim().split('\n').at(-1)).toBe('All good!')
  })

  test('the types of every entry point are right, says @arethetypeswrong/cli', () => {
    const entryPoints = entryPointsOf(packed)
    expect(entryPoints).toContain('.')
    const said = tool(
      ...['@arethetypeswrong/cli/dist/index.js', packed.tarball, '--profile', 'esm-only'],
      // That a require gets an ES module is what the profile means; without the rule it stays a remark.
      ...['--ignore-rules', 'cjs-resolves-to-esm'],
      ...['--no-color', '--no-emoji', '--format', 'ascii', '--entrypoints', ...entryPoints],
    )
    expect(said).toContain('No problems found')
    for (const entry of entryPoints) expect(said).toContain(`"${entry.replace('.', packed.manifest.name)}"`)
  })

  test('no two files are the same', () => {
    const first = new Map<string, string>()
    // Shorter ones are `export {}`, or say how a component is set up.
    const twice = packed.files
      .filter((file) => read(file).length > 500)
      .flatMap((file) => {
        const same = first.get(read(file))
        first.set(read(file), same ?? file)
        return same ? [`${file} is ${same}`] : []
      })
    expect(twice).toEqual([])
  })

  test('names every package whose code it contains, with its licence', () => {
    // esbuild writes the path of each module above its code.
    const modules = filesThat(/\.m?js$/).flatMap((file) => [
      ...read(file).matchAll(/^\/\/ \S*node_modules\/(\S+)/gm),
    ])
    const names = new Set(modules.map(([, path]) => /^(@[^/]+\/)?[^/]+/.exec(path!)![0]))
    const notices = filesThat(/THIRD-PARTY-NOTICES\.txt$/)
      .map(read)
      .join('\n')
    expect([...names].filter((name) => !notices.includes(`--- ${name} `))).toEqual([])
  })

  test('each link of its Markdown files leads to a page or to a file of the repository at this release', () => {
    const code = /^```[^]*?^```|`[^`\n]*`/gm
    const links = filesThat(/\.md$/)
      .flatMap((file) => [
        ...read(file)
          .replace(code, '')
          .matchAll(/\]\(([^)\s]+)|<img[^>]* src="([^"]+)/g),
      ])
      .map(([, link, image]) => link ?? image!)
    expect(links.filter((link) => !/^(https?:\/\/|#)/.test(link))).toEqual([])
    const inRepository = new RegExp(`^${repository}/(?:blob|raw)/v${root.version}/([^#]+)`)
    const targets = links.flatMap((link) => inRepository.exec(link)?.[1] ?? [])
    expect(targets.filter((path) => !existsSync(join(project, path)))).toEqual([])
  })
})

test('links of README.md lead to the release of its version', () => {
  const readme = readFileSync(join(work, 'node_modules/mini-message/README.md'), 'utf8')
  expect(readme).toContain(`](${repository}/blob/v${root.version}/docs/errors.md)`)
})

test.each(['server', 'sandbox'])('%s ships its code once: as bundles', (folder) => {
  const code = packages
    .get(folder)!
    .files.filter((file) => file.endsWith('.js') && !file.startsWith('dist/page/'))
  const client = folder === 'server' ? ['dist/client.js'] : []
  expect(code.sort()).toEqual([...client, 'dist/cli.js', 'dist/index.js', 'dist/shared.js'].sort())
})

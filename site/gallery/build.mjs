// The frames of the gallery: a page with the H5 script, and a mini program with the DSL component, which the simulator
// turns into a page. Both play super app and backend themselves (pretend.js).
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'mini-program-simulator'

const here = import.meta.dirname
const root = join(here, '../..')

/** Writes everything into `folder`, which the site serves. Needs a build of the packages. */
export async function buildGallery(folder) {
  const program = join(root, 'build/site/mini-program')
  rmSync(program, { recursive: true, force: true })
  cpSync(join(here, 'mini-program'), program, { recursive: true })
  for (const part of ['es', 'languages'])
    cpSync(join(root, part), join(program, 'mini-message', part), { recursive: true })
  cpSync(join(here, 'page.css'), join(program, 'app.acss'))
  const { html, script, errors } = await build({ folder: program, myScript: '../pretend.js' })
  if (errors.length > 0) throw new AggregateError(errors, 'the gallery has errors')

  mkdirSync(join(folder, 'dsl'), { recursive: true })
  writeFileSync(join(folder, 'dsl/index.html'), html)
  writeFileSync(join(folder, 'dsl/program.js'), script.replace(/\n\/\/# sourceMappingURL=[^]*$/, '\n'))

  for (const file of ['h5.js', 'page.css', 'pretend.js']) cpSync(join(here, file), join(folder, file))
  cpSync(join(root, 'dist/h5/subscribe-message.js'), join(folder, 'subscribe-message.js'))
  cpSync(join(root, 'dist/h5/languages'), join(folder, 'languages'), { recursive: true })
  const packs = readdirSync(join(root, 'dist/h5/languages')).filter((file) => file.endsWith('.js'))
  const tags = packs.map((file) => `<script src="languages/${file}"></script>`).join('\n    ')
  const page = readFileSync(join(here, 'h5.html'), 'utf8')
  writeFileSync(join(folder, 'h5.html'), page.replace('<!-- language packs -->', tags))
}

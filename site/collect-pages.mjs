// Collects the pages and checks them; exit code 1 if something is wrong.
import { join } from 'node:path'
import { checkBlocks } from './check-blocks.mjs'
import { collect, pagesFolder } from './collect.mjs'
import { buildGallery } from './gallery/build.mjs'

const { problems, paths } = await collect()
const { problems: inCode, checked } = checkBlocks()
await buildGallery(join(pagesFolder, 'public/gallery'))
for (const problem of [...problems, ...inCode]) console.error(`docs: ${problem}`)
console.log(`docs: ${paths.length} pages, ${checked} blocks of code`)
process.exit(problems.length + inCode.length > 0 ? 1 : 0)

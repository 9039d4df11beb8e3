// Tests of what was built: on an old build they would test yesterday's code, and each demo would build at once.
import { join } from 'node:path'
import { buildIsStale } from '../../scripts/start/build.mjs'

export default function requireBuild() {
  if (buildIsStale(join(import.meta.dirname, '../..')))
    throw new Error('The build is older than its sources: npm run build, then these tests.')
}

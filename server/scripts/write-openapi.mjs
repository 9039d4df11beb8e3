// Writes docs/contract.openapi.json from the schemas of the routes. Needs a build: npm run openapi -w server
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { contractDocument } from '../dist/index.js'
import { withThrowAwayServer } from './throw-away-server.mjs'

const file = fileURLToPath(new URL('../../docs/contract.openapi.json', import.meta.url))
const document = await withThrowAwayServer(({ app }) => contractDocument(app))
writeFileSync(file, JSON.stringify(document, null, 2) + '\n')
console.log(`wrote ${file}`)

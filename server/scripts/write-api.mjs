// A step of the build: dist/openapi.json, the document of all routes, and dist/openapi.d.ts, its types for the client.
import { writeFileSync } from 'node:fs'
import openapiTypes, { astToString } from 'openapi-typescript'
import { withThrowAwayServer } from './throw-away-server.mjs'

const dist = new URL('../dist/', import.meta.url)
const document = await withThrowAwayServer(({ app }) => app.swagger())
writeFileSync(new URL('openapi.json', dist), `${JSON.stringify(document, null, 2)}\n`)
writeFileSync(new URL('openapi.d.ts', dist), astToString(await openapiTypes(structuredClone(document))))

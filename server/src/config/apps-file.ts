import { readFileSync } from 'node:fs'
import { Compile } from 'typebox/compile'
import { appsFileSchema, type AppConfig } from '../apps/app-config.js'

const schema = Compile(appsFileSchema)

/** @throws Error naming the first thing that is wrong in the file */
export function readAppsFile(file: string): AppConfig[] {
  const apps = parse(file)
  if (!schema.Check(apps)) {
    const [first] = schema.Errors(apps)
    // A field that may not be there fails the schema `false`.
    const why = first?.keyword === 'boolean' ? 'is no field of it: see README.md' : first?.message
    throw new Error(`${first?.instancePath ?? ''} ${why ?? 'is not as README.md says'}`)
  }
  const ids = apps.map(({ appId }) => appId)
  if (new Set(ids).size < ids.length) throw new Error('names an appId twice')
  for (const { appId, templates } of apps) {
    const codes = templates.map(({ templateCode }) => templateCode)
    if (new Set(codes).size < codes.length) throw new Error(`names a templateCode of app ${appId} twice`)
  }
  return apps
}

function parse(file: string): unknown {
  let text
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new Error("can't be read: give the path of a JSON file")
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('is no JSON')
  }
}

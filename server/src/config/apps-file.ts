import { readFileSync } from 'node:fs'
import { Compile } from 'typebox/compile'
import { appsFileSchema, type AppConfig } from '../apps/app-config.js'

const schema = Compile(appsFileSchema)

/** @throws Error naming the first thing that is wrong in the file */
export function readAppsFile(file: string): AppConfig[] {
  const apps = parse(file)
  if (!schema.Check(apps)) {
    const [first] = schema.Errors(apps)
    throw new Error(`${file}: ${first?.instancePath ?? ''} ${first?.message ?? 'is not as README.md says'}`)
  }
  const ids = apps.map(({ appId }) => appId)
  if (new Set(ids).size < ids.length) throw new Error(`${file}: names an appId twice`)
  for (const { appId, templates } of apps) {
    const codes = templates.map(({ templateCode }) => templateCode)
    if (new Set(codes).size < codes.length)
      throw new Error(`${file}: app ${appId} names a templateCode twice`)
  }
  return apps
}

function parse(file: string): unknown {
  let text
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new Error(`${file} can't be read: give the path of a JSON file`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${file} is no JSON`)
  }
}

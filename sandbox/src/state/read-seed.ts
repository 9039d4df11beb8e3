import { parse } from 'yaml'
import { textProblem } from '../console/template.js'
import { explainProblem } from '../explain-problem.js'
import { readPublicKey } from '../keys/key-pairs.js'
import { defaultSeed, SeedInput, type Seed } from './seed.js'
import { isSite } from './sites.js'

/** A seed that cannot be used; the message names the place. */
export class SeedError extends Error {
  readonly statusCode = 400

  constructor(message: string) {
    super(`seed: ${message}`)
    this.name = 'SeedError'
  }
}

/** YAML or JSON text (JSON is YAML). Throws SeedError. */
export function parseSeed(text: string): Seed {
  try {
    return readSeed(parse(text))
  } catch (error) {
    if (error instanceof SeedError) throw error
    throw new SeedError(
      `it is neither YAML nor JSON: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** Completes a seed with the default one and checks that its parts fit together. Throws SeedError. */
export function readSeed(value: unknown): Seed {
  const input = (value ?? {}) as SeedInput
  const problem = explainProblem(SeedInput, input)
  if (problem !== undefined) throw new SeedError(problem)
  const seed = { ...defaultSeed, ...withOwnTemplates(input) }
  checkMerchants(seed)
  checkMiniPrograms(seed)
  checkUsers(seed)
  checkTemplates(seed)
  return seed
}

/** The default template belongs to the default mini program: a seed with other ones starts without it. */
const withOwnTemplates = (input: SeedInput): SeedInput => ({
  ...(input.miniPrograms && { templates: [] }),
  ...input,
})

function checkMerchants({ merchants }: Seed): void {
  requireUnique(
    'merchants',
    merchants.map(({ clientId }) => clientId),
  )
  for (const { clientId, publicKeys = [] } of merchants) {
    for (const publicKey of publicKeys) {
      if (!readPublicKey(publicKey))
        throw new SeedError(`merchant ${clientId} has a publicKey that is not an RSA key.`)
    }
  }
}

function checkMiniPrograms({ merchants, miniPrograms }: Seed): void {
  requireUnique(
    'miniPrograms',
    miniPrograms.map(({ appId }) => appId),
  )
  for (const { appId, clientId, sites } of miniPrograms) {
    if (clientId !== undefined && !merchants.some((one) => one.clientId === clientId)) {
      throw new SeedError(`mini program ${appId} names clientId ${clientId}, which no merchant has.`)
    }
    const unknown = Object.keys(sites).find((site) => !isSite(site))
    if (unknown !== undefined) throw new SeedError(`mini program ${appId} names the unknown site ${unknown}.`)
  }
}

function checkUsers({ users }: Seed): void {
  requireUnique(
    'users',
    users.map(({ userId }) => userId),
  )
}

function checkTemplates({ templates, miniPrograms }: Seed): void {
  for (const template of templates) {
    const problem = textProblem(template)
    if (problem !== undefined) throw new SeedError(`template ${template.name}: ${problem}`)
  }
  const applications = templates.flatMap((template) => template.applications ?? [])
  for (const { appId } of applications) {
    if (!miniPrograms.some((one) => one.appId === appId)) {
      throw new SeedError(`a template application names mini program ${appId}, which is not there.`)
    }
  }
  requireUnique(
    'templates',
    applications.flatMap(({ templateCode }) => templateCode ?? []),
  )
}

function requireUnique(where: string, ids: readonly string[]): void {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw new SeedError(`${where} names ${twice} twice.`)
}

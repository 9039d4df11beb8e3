import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(__dirname, '../../../test/support/known-answers')

export interface KnownAnswer {
  method: string
  uri: string
  clientId: string
  time: string
  body: string
  stringToSign: string
  signature: string
  header: string
}

/** A request and an answer signed with openssl, by none of our code. */
export const knownAnswer = (name: 'request' | 'response'): KnownAnswer =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as KnownAnswer

export const pem = (name: string): string => readFileSync(join(folder, `${name}.pem`), 'utf8')

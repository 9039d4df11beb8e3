import { createPublicKey, type KeyObject } from 'node:crypto'
import { explainSignature } from '../doctor/explain-signature.js'
import { finding, type Finding } from '../doctor/finding.js'
import { verifyParts } from '../signing/verify.js'
import type { SigningKey } from '../signing/sign.js'
import type { HttpAnswer } from './http-exchange.js'

export interface Believing {
  uri: string
  clientId: string
  platformPublicKeys: readonly KeyObject[]
  signingKeys: readonly SigningKey[]
  nowMs: number
}

/** Why an answer may not be believed, as the doctor says it; undefined when it may. */
export function whyNotBelieved(answer: HttpAnswer, believing: Believing): Finding | undefined {
  const { uri, clientId, platformPublicKeys, signingKeys, nowMs } = believing
  if (answer.status !== 200) {
    return finding(
      'NOT_THE_PLATFORM',
      `HTTP status ${answer.status}`,
      'Check PLATFORM_URL; if it is right, ask the platform.',
    )
  }
  const given = answer.header('client-id')
  const header = answer.header('signature')
  const parts = { uri, clientId, time: answer.header('response-time') ?? '', body: answer.body }
  if (given === clientId && verifyParts(parts, { header, publicKeys: platformPublicKeys, nowMs }).valid) {
    return undefined
  }
  if (header !== undefined && given !== clientId) {
    return finding(
      'CLIENT_ID',
      given === undefined ? 'its Client-Id is missing' : 'its Client-Id is not ours',
      'Use CLIENT_ID exactly as shown under Development Configuration.',
    )
  }
  return explainSignature({
    parts,
    header,
    signer: 'platform',
    publicKeys: platformPublicKeys,
    otherSideKeys: signingKeys.map(({ privateKey }) => createPublicKey(privateKey)),
    nowMs,
  })
}

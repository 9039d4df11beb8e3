import { createPrivateKey } from 'node:crypto'
import Type, { type Static } from 'typebox'
import { gatewayPrefix } from '../gateway/incoming-request.js'
import type { Sandbox } from '../sandbox.js'
import { notFound } from './control-error.js'

/** All that a merchant backend needs to talk to this sandbox. The private key is a throw-away one. */
export const Credentials = Type.Object({
  clientId: Type.String(),
  appId: Type.String(),
  merchantPrivateKey: Type.String({ description: 'PEM, PKCS#8.' }),
  bareKeys: Type.Object(
    {
      merchantPrivateKeyPkcs8: Type.String({ description: 'As Alipay’s SDKs for Java and Node take it.' }),
      merchantPrivateKeyPkcs1: Type.String({ description: 'As Alipay’s SDK for Python takes it.' }),
      platformPublicKeySpki: Type.String(),
    },
    { description: 'The same keys in one line of Base64, without PEM lines.' },
  ),
  keyVersion: Type.Integer(),
  platformPublicKey: Type.String({ description: 'PEM, SPKI: the newest of the platform.' }),
  gatewayUrl: Type.String({ description: 'Host and path prefix; /v2/… follows.' }),
  templateCode: Type.String({ description: 'The first that is approved; empty if none is.' }),
  customerBelongsTo: Type.String({ description: 'The first super app it is released to.' }),
})
export type Credentials = Static<typeof Credentials>

/** `origin` is the sandbox's own, e.g. `http://127.0.0.1:8787`. */
export function credentialsOf(
  { state, keys, miniProgram: first }: Sandbox,
  origin: string,
  appId = first.appId,
): Credentials {
  const miniProgram = state.miniPrograms.get(appId)
  if (!miniProgram) throw notFound(`mini program ${appId}`)
  const approved = state.templates.applied().filter(({ status }) => status === 'APPROVED')
  const platformPublicKey = state.platformKeys.newest().publicKey
  const [site = ''] = miniProgram.sites.keys()
  return {
    clientId: miniProgram.clientId,
    appId,
    merchantPrivateKey: keys.merchant.privateKey,
    bareKeys: {
      merchantPrivateKeyPkcs8: bare(keys.merchant.privateKey),
      merchantPrivateKeyPkcs1: asPkcs1(keys.merchant.privateKey),
      platformPublicKeySpki: bare(platformPublicKey),
    },
    keyVersion: 1,
    platformPublicKey,
    gatewayUrl: `${origin}${gatewayPrefix}`,
    templateCode: approved.find((one) => one.appId === appId)?.templateCode ?? '',
    customerBelongsTo: site,
  }
}

/** What stands between the lines of a PEM text. */
const bare = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '')

const asPkcs1 = (pem: string): string =>
  createPrivateKey(pem).export({ format: 'der', type: 'pkcs1' }).toString('base64')

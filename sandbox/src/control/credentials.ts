import type { Sandbox } from '../sandbox.js'
import { gatewayPrefix } from '../gateway/incoming-request.js'

/** All that a merchant backend needs to talk to this sandbox. The private key is a throw-away one. */
export interface Credentials {
  clientId: string
  appId: string
  /** PEM, PKCS#8. */
  merchantPrivateKey: string
  keyVersion: number
  /** PEM, SPKI. */
  platformPublicKey: string
  /** Host and path prefix; `/v2/…` follows. */
  gatewayUrl: string
  templateCode: string
  customerBelongsTo: string
}

/** `origin` is the sandbox's own, e.g. `http://127.0.0.1:8787`. */
export function credentialsOf({ seed, keys }: Sandbox, origin: string): Credentials {
  return {
    clientId: seed.clientId,
    appId: seed.miniProgram.appId,
    merchantPrivateKey: keys.merchant.privateKey,
    keyVersion: seed.keyVersion,
    platformPublicKey: keys.platform.publicKey,
    gatewayUrl: `${origin}${gatewayPrefix}`,
    templateCode: seed.template.templateCode,
    customerBelongsTo: seed.miniProgram.site,
  }
}

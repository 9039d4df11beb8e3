import { readPrivateKey, readPublicKey } from '../../src/config/environment.js'
import { PlatformClient, type PlatformClientOptions } from '../../src/platform/client.js'
import { pem } from './known-answers.js'
import { stubClientId, type PlatformStub } from './platform-stub.js'

// Read once: to read a key takes longer than to sign with it.
const privateKey = readPrivateKey(pem('merchant-private'), 'key')
const platformPublicKeys = [readPublicKey(pem('platform-public'), 'key')]

/** A client that fits the stub; `changed` makes it wrong in one way. */
export const clientOf = (stub: PlatformStub, changed: Partial<PlatformClientOptions> = {}): PlatformClient =>
  new PlatformClient({
    baseUrl: stub.baseUrl,
    clientId: stubClientId,
    signingKey: { privateKey, keyVersion: '1' },
    platformPublicKeys,
    timeoutMs: 5_000,
    clock: { now: () => stub.now(), monotonic: () => performance.now() },
    ...changed,
  })

export const app = { appId: 'P0000000000000010001', customerBelongsTo: 'ALIPAY_CN' }

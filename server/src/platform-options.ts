import type { Config } from './config/read-config.js'
import type { PlatformClientOptions } from './platform/platform-client.js'
import type { SigningKey } from './signing/sign.js'
import { ConfigError } from './sdk-error.js'

/** What the configuration says about the platform. */
export function platformOptions(
  config: Config,
): Pick<
  PlatformClientOptions,
  | 'baseUrl'
  | 'clientId'
  | 'signingKey'
  | 'otherSigningKeys'
  | 'platformPublicKeys'
  | 'timeoutMs'
  | 'totalTimeoutMs'
> {
  const keys: SigningKey[] = config.MERCHANT_PRIVATE_KEY.map((privateKey, index) => ({
    privateKey,
    keyVersion: config.KEY_VERSION[index] ?? '1',
  }))
  const [signingKey, ...otherSigningKeys] = keys
  if (!signingKey) throw new ConfigError(['MERCHANT_PRIVATE_KEY must hold at least one key'])
  return {
    baseUrl: config.PLATFORM_URL,
    clientId: config.CLIENT_ID,
    signingKey,
    otherSigningKeys,
    platformPublicKeys: config.PLATFORM_PUBLIC_KEY,
    timeoutMs: config.PLATFORM_TIMEOUT_MS,
    totalTimeoutMs: config.PLATFORM_TOTAL_TIMEOUT_MS,
  }
}

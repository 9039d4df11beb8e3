// The three processes of the demo and how each finds the others.
import { generateKeyPairSync, randomBytes } from 'node:crypto'

const key = () => randomBytes(32).toString('base64')
const otherPrivateKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })

async function getJson(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000) })
  if (!answer.ok) throw new Error(`GET ${url} answered ${answer.status}`)
  return answer.json()
}

export function urlsOf(ports) {
  const at = (port) => `http://127.0.0.1:${port}`
  return { sandbox: at(ports.sandbox), server: at(ports.server), shop: at(ports.shop) }
}

/**
 * Starts sandbox, server and shop on these ports; `miniProgram` is the folder of the DSL shop, if the phone is
 * to show it beside the H5 one.
 * The keys of the demo live as long as the processes: nothing is kept, nothing is real.
 */
export async function startParts({ processes, ports, broken, miniProgram, say = () => {} }) {
  const urls = urlsOf(ports)

  await processes.start({
    name: 'sandbox',
    file: 'sandbox/dist/cli.js',
    args: [
      ...['--port', String(ports.sandbox), '--h5', `${urls.shop}/`],
      ...(miniProgram ? ['--mini-program', miniProgram] : []),
    ],
    healthUrl: `${urls.sandbox}/superapp/session`,
    // The mini program is built after the sandbox listens, since it needs its address.
    isReady: (session) => !miniProgram || JSON.parse(session).dslUrl !== null,
  })
  say('sandbox', `AIMPDP and the super app at ${urls.sandbox}`)
  const credentials = await getJson(`${urls.sandbox}/_sandbox/credentials`)
  const { dslUrl } = await getJson(`${urls.sandbox}/superapp/session`)
  // A device lets a mini program call its listed domains; a browser wants each server's permission.
  const allowedOrigins = [urls.shop, dslUrl && new URL(dslUrl).origin].filter(Boolean).join(',')
  const apiKey = key()

  await processes.start({
    name: 'server',
    file: 'server/dist/cli.js',
    env: {
      HOST: '127.0.0.1',
      PORT: String(ports.server),
      DATABASE_FILE: ':memory:',
      PLATFORM_URL: credentials.gatewayUrl,
      CLIENT_ID: credentials.clientId,
      MERCHANT_PRIVATE_KEY: broken === 'signature' ? otherPrivateKey() : credentials.merchantPrivateKey,
      PLATFORM_PUBLIC_KEY: credentials.platformPublicKey,
      APPS_FILE: 'demo/shop/apps.json',
      API_KEYS: apiKey,
      SESSION_KEY: key(),
      SUBJECT_KEY: key(),
      LEDGER_KEY: key(),
      ENCRYPTION_KEYS: `demo:${key()}`,
      ALLOWED_ORIGINS: allowedOrigins,
    },
    healthUrl: `${urls.server}/healthz`,
  })
  say('server', `the merchant's mini-message-server at ${urls.server}`)

  await processes.start({
    name: 'shop',
    file: 'demo/shop/server.mjs',
    env: {
      PORT: String(ports.shop),
      BACKEND_URL: urls.server,
      BRIDGE_URL: `${urls.sandbox}/superapp/hylid-bridge/index.js`,
      API_KEY: apiKey,
      TEMPLATE_CODE: credentials.templateCode,
      ALLOWED_ORIGINS: allowedOrigins,
    },
    healthUrl: `${urls.shop}/healthz`,
  })
  say('shop', `Yummy Chicken Rice at ${urls.shop}`)
  return { urls, credentials, apiKey }
}

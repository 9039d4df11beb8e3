import {
  addressOf,
  bodiesOf,
  literal,
  paths,
  purpose,
  runWith,
  type Snippet,
  type SnippetFacts,
} from './snippet.js'

export function nodeSnippet(facts: SnippetFacts): Snippet {
  const { origin, prefix } = addressOf(facts)
  const { exchange, send } = bodiesOf(facts)
  const code = `${purpose.map((line) => `// ${line}`).join('\n')}
import { sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

const clientId = ${literal(facts.clientId)}
const merchantKey = readFileSync(process.env.MERCHANT_KEY)
const platformKey = \`${facts.platformPublicKey}\`

async function call(path, body) {
  const uri = ${literal(prefix)} + path
  const time = new Date().toISOString().replace(/\\.\\d+Z$/, '+00:00')
  const signature = sign('RSA-SHA256', Buffer.from(\`POST \${uri}\\n\${clientId}.\${time}.\${body}\`), merchantKey)
  const answer = await fetch(${literal(origin)} + uri, {
    method: 'POST',
    body, // exactly the text that was signed
    headers: {
      'Content-Type': 'application/json; charset=UTF-8',
      'Client-Id': clientId,
      'Request-Time': time,
      Signature: \`algorithm=RSA256, keyVersion=${facts.keyVersion}, signature=\${encodeURIComponent(signature.toString('base64'))}\`,
    },
  })
  const text = await answer.text()
  const signed = \`POST \${uri}\\n\${clientId}.\${answer.headers.get('response-time')}.\${text}\`
  const [, value = ''] = /signature=(.*)/.exec(answer.headers.get('signature')) ?? []
  if (!verify('RSA-SHA256', Buffer.from(signed), platformKey, Buffer.from(decodeURIComponent(value), 'base64'))) {
    throw new Error('The signature of the answer is not valid.')
  }
  console.log(text)
  return JSON.parse(text)
}

const exchange = ${exchange}
exchange.authCode = process.env.AUTH_CODE ?? 'TRYME'
const { accessToken } = await call(${literal(paths.exchange)}, JSON.stringify(exchange))
if (accessToken) {
  const message = ${send}
  Object.assign(message, { accessToken, requestId: \`order-\${Date.now()}\` })
  await call(${literal(paths.send)}, JSON.stringify(message))
}
`
  const fileName = 'send-message.mjs'
  return { language: 'node', fileName, run: runWith(`node ${fileName}`, 'NODE_EXTRA_CA_CERTS', facts), code }
}

import { endpoint, exchangeBody, literal, type Snippet, type SnippetFacts } from './snippet.js'

export function nodeSnippet(facts: SnippetFacts): Snippet {
  const { origin, pathname } = new URL(facts.gatewayUrl)
  const code = `// Signs applyToken and sends it. MERCHANT_KEY: the file with the private key (PEM).
import { sign } from 'node:crypto'
import { readFileSync } from 'node:fs'

const clientId = ${literal(facts.clientId)}
const uri = ${literal(pathname + endpoint)}
const body = ${literal(exchangeBody(facts, 'AUTH_CODE'))}.replace('AUTH_CODE', process.env.AUTH_CODE ?? 'TRYME')
const time = new Date().toISOString().replace(/\\.\\d+Z$/, '+00:00')
const text = \`POST \${uri}\\n\${clientId}.\${time}.\${body}\`
const signature = sign('RSA-SHA256', Buffer.from(text), readFileSync(process.env.MERCHANT_KEY)).toString('base64')

const answer = await fetch(${literal(origin)} + uri, {
  method: 'POST',
  body, // exactly the text that was signed
  headers: {
    'Content-Type': 'application/json; charset=UTF-8',
    'Client-Id': clientId,
    'Request-Time': time,
    Signature: \`algorithm=RSA256, keyVersion=${facts.keyVersion}, signature=\${encodeURIComponent(signature)}\`,
  },
})
console.log(await answer.text())
`
  return {
    language: 'node',
    fileName: 'apply-token.mjs',
    run: 'MERCHANT_KEY=key.pem node apply-token.mjs',
    code,
  }
}

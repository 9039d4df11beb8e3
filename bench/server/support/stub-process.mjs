// The platform for benchmarks, in a process of its own: signs one answer at its start and gives it to everybody,
// so that it does not eat the processor that is measured.
import { createPrivateKey } from 'node:crypto'
import { createServer } from 'node:http'
import { signParts } from '../../../server/dist/index.js'

const { privateKey, clientId, uri, delayMs } = JSON.parse(process.argv[2])
const body = JSON.stringify({
  result: { resultStatus: 'S', resultCode: 'SUCCESS', resultMessage: 'success' },
  messageId: '000bench0000000001',
})
const time = new Date().toISOString()
const signature = signParts(
  { uri, clientId, time, body },
  { privateKey: createPrivateKey(privateKey), keyVersion: '1' },
)
const headers = {
  'content-type': 'application/json; charset=UTF-8',
  'content-length': Buffer.byteLength(body),
  'client-id': clientId,
  'response-time': time,
  signature,
}
const server = createServer((request, response) => {
  request.resume()
  const answer = () => response.writeHead(200, headers).end(body)
  request.on('end', () => (delayMs > 0 ? setTimeout(answer, delayMs) : answer()))
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send(server.address().port))
process.on('disconnect', () => process.exit(0))

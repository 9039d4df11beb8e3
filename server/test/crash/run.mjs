import { setImmediate as turnOfTheLoop, setTimeout as pause } from 'node:timers/promises'
import { compareBooks } from './books.mjs'
import { databases } from './databases.mjs'
import { Kills } from './kills.mjs'
import { seeded } from './random.mjs'
import { Server } from './server.mjs'
import { Shop } from './shop.mjs'

const sendPath = '/v2/miniprogram/message/send'
const tokenPath = '/v2/authorizations/applyToken'
const killsPerRun = 3

/** One run: servers, faults, messages and consents, kills, a drain, and the books. */
export async function crashRun({ sandbox, environment, server, store, seed, sabotage, deduplicates }) {
  const dice = seeded(seed)
  sandbox.reset()
  sandbox.autoAnswer({ authorization: 'allow' })
  sandbox.changeSettings({ idempotentSend: deduplicates })
  const database = await databases[store](seed)
  const kills = new Kills(database, dice)
  const [sends, codes, answerOf] = [[], new Map(), new Map()]
  const see = {
    onRequest: (server, call) => {
      const { requestId, authCode } = call.fields
      if (call.path === sendPath) sends.push({ requestId, at: call.at, signedAt: call.signedAt })
      if (authCode !== undefined) codes.set(authCode, (codes.get(authCode) ?? 0) + 1)
      kills.onRequest(server, call)
    },
    onAnswer: (server, call, text) => {
      const requestId = answerOf.get(call.fields.authCode)
      if (requestId === undefined || !text.includes('"accessToken"')) return undefined
      return kills.onSwapped(server, requestId)
    },
  }
  const told = { ...environment, ...database.environment, CRASH_SABOTAGE: sabotage ?? '' }
  const { gatewayUrl } = sandbox
  const servers = []
  try {
    for (let count = 0; count < database.processes; count += 1) {
      servers.push(await Server.start({ packed: server, environment: told, gatewayUrl, see }))
    }
    const shop = new Shop({ servers, sandbox, apiKey: environment.API_KEYS })
    const { accepted, withdrawals } = await live({ shop, sandbox, dice, seed, kills, servers, answerOf })
    const rows = await drain(database)
    const inbox = sandbox.inbox().map((message) => JSON.stringify({ ...message, requestId: '' }))
    const books = compareBooks({ accepted, rows, inbox, withdrawals, sends, codes })
    return { accepted: accepted.size, ...books, kills: kills.counts }
  } finally {
    for (const server of servers) await server.stop()
    await database.drop()
  }
}

/** Two users: one who stays, and one who withdraws and agrees again, while servers die. */
async function live({ shop, sandbox, dice, seed, kills, servers, answerOf }) {
  const [stays, changes] = sandbox.userIds
  const [accepted, withdrawals] = [new Map(), []]
  const onCode = (code, requestId) => answerOf.set(code, requestId)
  const send = async (subscriptionId, name, withdrawn) => {
    const requestId = `order-${seed}-${name}`
    if (await shop.message(subscriptionId, requestId)) accepted.set(requestId, { withdrawn })
    return requestId
  }
  const agree = async (userId) => {
    const session = await shop.session(userId)
    await shop.answer(session, 'AGREE', onCode)
    return session
  }

  const staying = await agree(stays)
  fault(sandbox, seed)
  const killing = (async () => {
    for (let count = 0; count < killsPerRun; count += 1) await kills.next(servers)
  })()
  let isOver = false
  void killing.finally(() => (isOver = true))

  const orders = async () => {
    for (let count = 0; count < 30 || (!isOver && count < 300); count += 1) {
      await send(staying.subscriptionId, `s${count}.`, false)
      // Then only as much as the kills that are left need to strike at.
      await pause(count < 30 ? dice.whole(0, 20) : dice.whole(20, 100))
    }
  }
  const changingMind = async () => {
    for (let round = 0; round < 3 || (!isOver && round < 30); round += 1) {
      const session = await agree(changes)
      const requestIds = new Set()
      for (let count = 0; count < 4; count += 1) {
        requestIds.add(await send(session.subscriptionId, `c${round}.${count}.`, true))
      }
      await shop.answer(session, 'REJECT')
      const answeredAt = Date.now()
      await arrived()
      withdrawals.push({ answeredAt, from: Date.now(), requestIds })
    }
  }
  await Promise.all([orders(), changingMind(), killing])
  sandbox.clearFaults()
  return { accepted, withdrawals }
}

/** What the wire and the platform do wrong, seeded. */
function fault(sandbox, seed) {
  const add = (effect, endpoint, rate, more) => sandbox.addFault({ effect, endpoint, rate, seed, ...more })
  add('answer-lost', sendPath, 0.12)
  add('cut', sendPath, 0.05)
  add('5xx', sendPath, 0.08)
  add('unknown', sendPath, 0.04)
  add('wrong-signature', sendPath, 0.02)
  add('delay', sendPath, 0.3, { delayMs: 30 })
  add('answer-lost', tokenPath, 0.08)
  add('delay', tokenPath, 0.5, { delayMs: 15 })
}

/** What had left when the withdrawal was answered lies in a socket that this process may not have read yet. */
async function arrived() {
  for (let turns = 0; turns < 5; turns += 1) await turnOfTheLoop()
}

/** Until nothing is queued or being sent; on a busy machine breakers open, and their waits are those of production. */
async function drain(database) {
  for (const until = Date.now() + 240_000; ; await pause(50)) {
    const rows = await database.read('select request_id, status, outcome from messages')
    if (rows.every(({ status }) => status === 'FINISHED') || Date.now() > until) {
      return new Map(rows.map((row) => [row.request_id, row]))
    }
  }
}

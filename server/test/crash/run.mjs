import { setTimeout as pause } from 'node:timers/promises'
import { compareBooks, longestPause } from './books.mjs'
import { Kills } from './kills.mjs'
import { MerchantSystem } from './merchant-system.mjs'
import { seeded } from './random.mjs'
import { Server } from './server.mjs'
import { Shop } from './shop.mjs'

const sendPath = '/v2/miniprogram/message/send'
const tokenPath = '/v2/authorizations/applyToken'
const killsPerRun = 3
const isSend = ({ path }) => path === sendPath

/**
 * One run: servers, faults, messages and consents, a drain, and the books. Servers are killed, or with `fault` that
 * happens to them and to their database.
 */
export async function crashRun(options) {
  const { sandbox, environment, server, place, fault, seed, sabotage, deduplicates, pauseLimitMs } = options
  const dice = seeded(seed)
  sandbox.reset()
  sandbox.autoAnswer({ authorization: 'allow' })
  sandbox.changeSettings({ idempotentSend: deduplicates })
  const database = await place.open(seed)
  const kills = new Kills(database, dice)
  const [calls, codes, answerOf] = [[], new Map(), new Map()]
  const see = {
    onRequest: (server, call) => {
      const { requestId, authCode } = call.fields
      calls.push({ by: server, path: call.path, requestId, at: call.at, signedAt: call.signedAt })
      if (authCode !== undefined) codes.set(authCode, (codes.get(authCode) ?? 0) + 1)
      kills.onRequest(server, call)
    },
    onAnswer: (server, call, text) => {
      const requestId = answerOf.get(call.fields.authCode)
      if (requestId === undefined || !text.includes('"accessToken"')) return undefined
      return kills.onSwapped(server, requestId)
    },
  }
  const { gatewayUrl } = sandbox
  const servers = []
  const system = await MerchantSystem.start(environment.API_KEYS)
  try {
    for (const ofDatabase of database.environments) {
      const told = {
        ...{ ...environment, ...ofDatabase, WEBHOOK_URL: system.url },
        CRASH_SABOTAGE: sabotage ?? '',
      }
      const clockOffsetMs = fault?.clockOffset?.(dice)
      servers.push(await Server.start({ packed: server, environment: told, gatewayUrl, see, clockOffsetMs }))
    }
    system.follow(servers)
    const shop = new Shop({ servers, sandbox, apiKey: environment.API_KEYS })
    const striking = fault
      ? () => strikeOnce({ fault, place, dice, kills, servers, calls, shop, pauseLimitMs })
      : () => killInTurn(kills, servers)
    const lived = await live({ shop, servers, sandbox, dice, seed, answerOf, fault, striking })
    const rows = await drain(database)
    await system.finish(rows.keys())
    const { events, posted } = system
    const inbox = sandbox.inbox().map((message) => JSON.stringify({ ...message, requestId: '' }))
    // What a server signs with a wrong clock says nothing about when it left.
    const sends = calls.filter(isSend)
    const timed = fault?.clockOffset ? sends.map((send) => ({ ...send, signedAt: -Infinity })) : sends
    const books = compareBooks({ ...lived, rows, inbox, sends: timed, codes, events, posted })
    const died = servers.reduce((sum, server) => sum + server.died, 0)
    return { ...books, ...lived.struck, accepted: lived.accepted.size, died, kills: kills.counts }
  } finally {
    await system.stop()
    for (const server of servers) await server.stop()
    await database.drop()
  }
}

async function killInTurn(kills, servers) {
  for (let count = 0; count < killsPerRun; count += 1) await kills.next(servers)
}

const settleMs = 2_000

/** Strikes while messages come in, and lets them come in until all servers have sent again for a while. */
async function strikeOnce({ fault, place, dice, kills, servers, calls, shop, pauseLimitMs }) {
  const patienceMs = 2 * pauseLimitMs
  await pause(dice.whole(200, 1_000))
  const from = Date.now()
  await fault.strike({ place, dice, kills, servers })
  const over = Date.now()
  const hasSent = (server) => calls.some((call) => isSend(call) && call.by === server && call.at > over)
  while (Date.now() < over + settleMs || (!servers.every(hasSent) && Date.now() < over + patienceMs)) {
    await pause(20)
  }
  const during = ({ at }) => at >= from && at <= over
  const isNoticed =
    fault.isNoticed?.({ calls: calls.filter(during), phones: shop.phones }) ??
    shop.failures.some((failure) => failure.from <= over && failure.to >= from)
  const longestPauseMs = longestPause(servers, calls.filter(isSend), [{ from: over, to: Date.now() }])
  return { isNoticed, longestPauseMs }
}

/** Two users: one who stays, and one who withdraws and agrees again, while servers are struck. */
async function live({ shop, servers, sandbox, dice, seed, answerOf, fault, striking }) {
  const [stays, changes] = sandbox.userIds
  const [accepted, withdrawals, unheeded] = [new Map(), [], []]
  const onCode = (code, requestId) => answerOf.set(code, requestId)
  const send = async (subscriptionId, name, withdrawn) => {
    const requestId = `order-${seed}-${name}`
    if (await shop.message(subscriptionId, requestId)) accepted.set(requestId, { withdrawn })
    return requestId
  }
  const answer = async (session, type) => {
    const phoneOffsetMs = fault?.phoneOffset?.(dice)
    const inForce = await shop.answer(session, type, { onCode, phoneOffsetMs })
    // Nobody else answers for this user meanwhile.
    if (inForce !== type) unheeded.push(`${type} was answered ${inForce}`)
  }
  const agree = async (userId) => {
    const session = await shop.session(userId)
    await answer(session, 'AGREE')
    return session
  }

  const staying = await agree(stays)
  spoilPlatform(sandbox, seed, fault ? 0.3 : 1)
  const struck = striking()
  let isOver = false
  void struck.finally(() => (isOver = true))

  const most = fault ? Infinity : 300
  const orders = async (line) => {
    for (let count = 0; count < 30 || (!isOver && count < most); count += 1) {
      await send(staying.subscriptionId, `${line}${count}.`, false)
      // Then only as much as the kills that are left need to strike at.
      await pause(count < 30 ? dice.whole(0, 20) : dice.whole(20, 100))
    }
  }
  const changingMind = async () => {
    for (let round = 0; round < 3 || (!isOver && round < most / 10); round += 1) {
      const session = await agree(changes)
      const requestIds = new Set()
      for (let count = 0; count < 4; count += 1) {
        requestIds.add(await send(session.subscriptionId, `c${round}.${count}.`, true))
      }
      await answer(session, 'REJECT')
      const answeredAt = Date.now()
      await Promise.all(servers.map((server) => server.seen()))
      withdrawals.push({ answeredAt, from: Date.now(), requestIds })
    }
  }
  // A call that waits for a silent server must not be all that comes in.
  const lines = fault ? ['s', 't', 'u'] : ['s']
  await Promise.all([...lines.map(orders), changingMind(), struck])
  sandbox.clearFaults()
  return { accepted, withdrawals, unheeded, struck: await struck }
}

/**
 * What the wire and the platform do wrong, seeded. Less of it beside another fault: breakers that it opens would be
 * taken for that one's doing.
 */
function spoilPlatform(sandbox, seed, share) {
  const add = (effect, endpoint, rate, more) =>
    sandbox.addFault({ effect, endpoint, rate: share * rate, seed, ...more })
  add('answer-lost', sendPath, 0.12)
  add('cut', sendPath, 0.05)
  add('5xx', sendPath, 0.08)
  add('unknown', sendPath, 0.04)
  add('wrong-signature', sendPath, 0.02)
  add('delay', sendPath, 0.3, { delayMs: 30 })
  add('answer-lost', tokenPath, 0.08)
  add('delay', tokenPath, 0.5, { delayMs: 15 })
}

/** Until nothing is queued or being sent; on a busy machine breakers open, and their waits are those of production. */
async function drain(database) {
  for (const until = Date.now() + 240_000; ; await pause(50)) {
    const rows = await database.read('select request_id, status, outcome from all_messages')
    if (rows.every(({ status }) => status === 'FINISHED') || Date.now() > until) {
      return new Map(rows.map((row) => [row.request_id, row]))
    }
  }
}

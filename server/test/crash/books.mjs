/** Compares what was accepted with what the server's books, the users' inboxes and the merchant's system say. */
export function compareBooks({ accepted, rows, inbox, withdrawals, sends, codes, unheeded, events, posted }) {
  const found = {
    ...{ lost: [], duplicated: [], consentViolations: [...unheeded], doubleExchanges: [] },
    ...compareEvents(rows, events, posted),
  }
  let delivered = 0
  for (const [requestId, { withdrawn }] of accepted) {
    // Found by the order number in its text: a server that renames its messages can't hide them.
    const arrived = inbox.filter((message) => message.includes(requestId))
    if (arrived.length > 1) found.duplicated.push(requestId)
    const row = rows.get(requestId)
    if (arrived.length > 0) delivered += 1
    const isSettled = {
      SENT: arrived.length > 0,
      PURGED: withdrawn && arrived.length === 0,
      // Tried before the withdrawal, and nobody asked again after it.
      UNKNOWN: withdrawn,
    }
    if (!isSettled[row?.outcome])
      found.lost.push(`${requestId} (${row?.outcome ?? row?.status ?? 'no row'}, ${arrived.length} arrived)`)
  }
  for (const { answeredAt, from, requestIds } of withdrawals) {
    for (const { requestId, at, signedAt } of sends) {
      const isLate = at > from || signedAt > answeredAt
      if (!requestIds.has(requestId) || !isLate) continue
      found.consentViolations.push(
        `${requestId} (seen after ${at - from} ms, signed after ${signedAt - answeredAt})`,
      )
    }
  }
  for (const [code, times] of codes) if (times > 1) found.doubleExchanges.push(code.slice(0, 6))
  return { delivered, found }
}

/** Of each message that finished there is one event, in the feed and, perhaps more than once, posted. */
function compareEvents(rows, events, posted) {
  const [eventsLost, eventsDoubled] = [[], []]
  const told = events.filter(({ type }) => type === 'message.finished' || type === 'message.expired')
  for (const [requestId, { status, outcome }] of rows) {
    const ours = told.filter(({ data }) => data.requestId === requestId)
    const isRight = ours.some(({ data }) => data.outcome === outcome)
    if (status === 'FINISHED' && !isRight) eventsLost.push(`${requestId} (${outcome})`)
    if (ours.length > (status === 'FINISHED' ? 1 : 0))
      eventsDoubled.push(`${requestId} (${ours.length} events)`)
  }
  const ids = events.map(({ id }) => id)
  eventsDoubled.push(...ids.filter((id, index) => ids.indexOf(id) < index))
  eventsLost.push(...ids.filter((id) => !posted.has(id)).map((id) => `${id} (not posted)`))
  return { eventsLost, eventsDoubled }
}

/** The longest time in which one of the servers sent nothing, of the times in which all of them had to send. */
export function longestPause(servers, sends, times) {
  const pauses = times.flatMap(({ from, to }) =>
    servers.map((server) => {
      const sent = sends.filter(({ by, at }) => by === server && at > from && at < to).map(({ at }) => at)
      const moments = [from, ...sent, to]
      return Math.max(...moments.slice(1).map((at, index) => at - moments[index]))
    }),
  )
  return Math.max(0, ...pauses)
}

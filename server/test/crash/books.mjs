/** Compares what was accepted with what the server's books and the users' inboxes say. */
export function compareBooks({ accepted, rows, inbox, withdrawals, sends, codes, unheeded }) {
  const found = { lost: [], duplicated: [], consentViolations: [...unheeded], doubleExchanges: [] }
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

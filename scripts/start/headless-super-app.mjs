// What the super app's bridge and a person's taps are in `npm start -- --once`: the sandbox answers for both.

/** Posts JSON to the sandbox's control routes and returns the JSON answer. */
export async function control(sandboxUrl, path, body) {
  const answer = await fetch(`${sandboxUrl}/_sandbox/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(5000),
  })
  if (!answer.ok) throw new Error(`sandbox: ${path} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

/**
 * The `my` of a page without a browser. `say` is told what is asked; `onCode` may replace the code that the
 * super app gave (for --break).
 */
export async function createBridge({ sandboxUrl, appId, say, onCode = (answer) => answer }) {
  let asked = 0
  const ask = (name, options) =>
    control(sandboxUrl, `jsapi/${name}`, {
      appId,
      ...(options.scopes ? { scopes: options.scopes } : {}),
    }).then(
      ({ success, fail }) => (success ? options.success(onCode(success)) : options.fail(fail)),
      (error) => options.fail({ error: 10, errorMessage: error.message }),
    )
  const { success: app } = await control(sandboxUrl, 'jsapi/getAppIdSync', { appId })
  return {
    getAppIdSync: () => app,
    getAuthCode: (options) => {
      say('authorize', `my.getAuthCode(${options.scopes}), code ${++asked}: the sandbox allows it`)
      void ask('getAuthCode', options)
    },
    getSiteInfo: (options) =>
      void ask('getSiteInfo', { ...options, success: (site) => options.success(site) }),
  }
}

/** A panel nobody sees: the sandbox's auto-answer is the person. */
export function createPanel({ sandboxUrl, say }) {
  const decide = async (view) => {
    const { panel } = await control(sandboxUrl, 'auto-answer')
    say('panel', `"${view.title}": the sandbox answers ${panel}`)
    if (panel !== 'AGREE' && panel !== 'REJECT') return { type: 'CLOSED', by: 'close' }
    const answers = view.templates.map(({ templateCode }) => [templateCode, panel])
    return { type: 'ANSWERED', templates: Object.fromEntries(answers) }
  }
  return { open: (view) => ({ answer: decide(view), update() {}, close() {} }) }
}

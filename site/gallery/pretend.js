// Plays the super app and the merchant's backend for one panel of the gallery. What to play stands in the address,
// behind the #: { state, language, theme, templateIds, props }. Nothing leaves the page.
{
  const asked = JSON.parse(decodeURIComponent(location.hash.slice(1)) || '{}')
  const { state = 'one', templateIds = ['T1'] } = asked
  document.documentElement.lang = asked.language || 'en'
  document.documentElement.dataset.theme = asked.theme || 'auto'

  // Each panel starts anew: an answer that was kept would be posted by the next one.
  const kept = new Map()
  const storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, String(value)),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  }
  Object.defineProperty(window, 'localStorage', { value: storage })

  const never = new Promise(() => undefined)
  const json = (body, status = 200) => ({ status, body })
  const isManaged = state.startsWith('manage')
  const agreed = isManaged || state === 'standing'
  const subscription = (templateCode, type) => ({
    subscriptionId: `sub_${templateCode}`,
    templateCode,
    type,
    needs: type === 'AGREE' ? 'NOTHING' : 'CONSENT',
  })
  // Only a backend can say the notice; where the page says all the rest, the backend is not asked for the texts.
  const { senderName, ...others } = asked.props ?? {}
  const props = asked.transferNotice ? others : (asked.props ?? {})
  const sender = {
    name: senderName ?? 'Yummy Chicken Rice',
    privacyUrl: 'https://shop.example/privacy',
    ...(asked.transferNotice && { transferNotice: asked.transferNotice }),
  }
  const routes = {
    templates: () => json({ sender, textVersion: '1', templates: [] }),
    authorizations: () =>
      json({
        sessionToken: 'pretended',
        expiresAt: '2099-01-01T00:00:00Z',
        subject: 'somebody',
        subscriptions: agreed ? templateIds.map((code) => subscription(code, 'AGREE')) : [],
      }),
    subscriptions: ({ answers }) =>
      json({ subscriptions: answers.map(({ templateCode, type }) => subscription(templateCode, type)) }),
  }

  /** What the backend answers; rejects where there is none. */
  async function answerOf(url, body) {
    const route = new URL(url, location.href).pathname.split('/').pop()
    if (state === 'offline') throw new Error('The backend is away.')
    if (state === 'loading' && route === 'authorizations') return never
    if (state === 'submitting' && route === 'subscriptions') return never
    if (state === 'failed' && route === 'subscriptions')
      return json({ error: { code: 'INVALID_REQUEST', message: 'The gallery refuses this answer.' } }, 400)
    return routes[route](body ?? {})
  }

  window.my = {
    getAuthCode: ({ scopes, success }) =>
      success({ authCode: `code-${Math.random()}`, authSuccessScopes: scopes }),
    getAppIdSync: () => ({ appId: 'P0000000000000010001' }),
    getSiteInfo: ({ success }) => success({ siteName: 'ALIPAY_CN' }),
    request: ({ url, data, success, fail }) =>
      void answerOf(url, data).then(
        ({ status, body }) => success({ status, data: body, headers: {} }),
        ({ message }) => fail({ error: 13, errorMessage: message }),
      ),
  }
  window.fetch = async (url, { body } = {}) => {
    const answer = await answerOf(url, body && JSON.parse(body))
    return new Response(JSON.stringify(answer.body), { status: answer.status })
  }

  /** In these states somebody has tapped Agree already. */
  const isAgreed = ['hint', 'submitting', 'failed'].includes(state)
  /** The panel takes no tap in its first half second. */
  const untilTapsCountMs = 800

  window.gallery = {
    shopName: sender.name,
    props: {
      backendUrl: '/pretended',
      templateIds,
      language: asked.language,
      theme: asked.theme,
      timeoutMs: 600000,
      manage: isManaged,
      ...props,
    },
    /** `findAgree` gives the button, once it is there. */
    tapAgree(findAgree) {
      if (!isAgreed) return
      const timer = setInterval(() => {
        const agree = findAgree()
        if (!agree) return
        clearInterval(timer)
        setTimeout(() => agree.click(), untilTapsCountMs)
      }, 50)
    },
    tell: (result) => parent.postMessage({ gallery: 'result', result }, '*'),
  }
}

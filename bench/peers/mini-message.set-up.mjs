// Our script as it ships, with a super app and a backend that answer at once.
const subscription = { subscriptionId: 'sub_1', templateCode: 'T1', type: null, needs: 'CONSENT' }
const { content } = window
const answers = {
  '/templates': {
    sender: { name: 'Yummy Chicken Rice', privacyUrl: content.privacyUrl },
    textVersion: '1',
    templates: [
      {
        templateCode: 'T1',
        title: content.name,
        description: content.description,
        example: content.example,
        kind: 'LONG_TERM',
      },
    ],
  },
  '/authorizations': {
    sessionToken: 't',
    expiresAt: '2999-01-01T00:00:00Z',
    subject: 's',
    subscriptions: [subscription],
  },
}
window.fetch = (url) => {
  const path = Object.keys(answers).find((known) => String(url).includes(known))
  return Promise.resolve(
    new Response(JSON.stringify(answers[path]), { headers: { 'content-type': 'application/json' } }),
  )
}
let code = 0
window.my = {
  getAuthCode: ({ success }) =>
    success({ authCode: `28100613DFLQDKXJQRSM${++code}`, authSuccessScopes: ['auth_user'] }),
  getAppIdSync: () => ({ appId: 'P1' }),
  getSiteInfo: ({ success }) => success({ siteName: 'ALIPAY_CN' }),
}
const subscribeMsg = new window.SubscribeMsg({
  props: { backendUrl: 'https://shop.example', templateIds: ['T1'], language: 'en' },
})
// One that moves out is over.
const layer = () =>
  [...document.querySelectorAll('.mini-message-panel')].find(({ shadowRoot }) =>
    shadowRoot.querySelector('dialog[open]'),
  ) ?? null
let result
window.panel = {
  ready: subscribeMsg.prefetch(),
  open: async () => {
    result = subscribeMsg.requestSubscribeMessage()
    while (!layer()) await Promise.race([new Promise((resolve) => setTimeout(resolve)), result])
  },
  close: () => {
    layer()
      .shadowRoot.querySelector('[role=dialog]')
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }))
    return result
  },
  isOpen: () => layer() !== null,
}

// The code for what the gallery shows, to be pasted.

const indented = (value, by) => JSON.stringify(value, null, 2).replaceAll('\n', `\n${by}`)

/** What differs from the defaults. `templates` are those that are asked for. */
function propsOf({ state, language, theme, templateIds, props }) {
  const { templates = [], ...others } = props
  return {
    templateIds,
    language,
    ...(theme !== 'auto' && { theme }),
    ...(state.startsWith('manage') && { manage: true }),
    ...others,
    templates: templates.filter(({ templateCode }) => templateIds.includes(templateCode)),
  }
}

const packOf = (language) => (/^(en|zh-CN|zh-HK)$/.test(language) ? undefined : language)

function h5(shown) {
  const pack = packOf(shown.language)
  return `<script src="subscribe-message.min.js" data-backend-url="https://shop.example/api"></script>
${pack ? `<script src="languages/${pack}.js"></script>\n` : ''}<script>
  const subscribeMsg = new SubscribeMsg({
    props: ${indented(propsOf(shown), '    ')},
  })
  button.onclick = async () => {
    const result = await subscribeMsg.requestSubscribeMessage()
    if (result.success && result.type === 'AGREE') order.subscriptionIds = result.subscriptionIds
  }
</script>`
}

function dsl(shown) {
  const pack = packOf(shown.language)
  const props = propsOf(shown)
  const attributes = Object.keys(props).map((name) => `  ${name}="{{${name}}}"`)
  return `<!-- index.axml -->
<subscribe-message
  requestSubscribeMessage="{{asking}}"
  backendUrl="https://shop.example/api"
${attributes.join('\n')}${pack ? '\n  languages="{{languages}}"' : ''}
  onCallback="handleAnswer"
/>

// index.json
{ "usingComponents": { "subscribe-message": "mini-message/es/subscribe-message/index" } }

// index.js${pack ? `\nimport { ${pack} } from 'mini-message/languages/${pack}'` : ''}
Page({
  data: {
    asking: false,${pack ? `\n    languages: [${pack}],` : ''}
    ...${indented(props, '    ')},
  },
  handleNotify() {
    this.setData({ asking: true })
  },
  handleAnswer(result) {
    this.setData({ asking: false })
  },
})`
}

export const codeOf = (kind, shown) => (kind === 'h5' ? h5(shown) : dsl(shown))

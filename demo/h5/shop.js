import { menu, texts } from './texts.js'

const asked = new URLSearchParams(location.search).get('lang') ?? navigator.language
const language = asked.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
const text = (key, code) => texts[language][key].replace('{code}', code ?? '')
const element = (id) => document.getElementById(id)

document.documentElement.lang = language
document.title = text('storeName')
for (const node of document.querySelectorAll('[data-text]')) node.textContent = text(node.dataset.text)

const config = await fetch('/config.json').then((answer) => answer.json())

let chosen = menu[0]
/** What the answer came with: the shop sends it with each order, so the right user gets the message. */
let subscriptionIds = {}

const subscribeMsg = new window.SubscribeMsg({
  target: document.body,
  props: { templateIds: config.templateIds, language, animation: true },
})

element('subscribe').addEventListener('click', async () => {
  element('notice-text').textContent = text('asking')
  const result = await subscribeMsg.requestSubscribeMessage()
  if (result.success) subscriptionIds = result.subscriptionIds
  element('notice-text').textContent = describe(result)
  element('notice-text').title = result.success ? '' : result.errorMessage
})

function describe(result) {
  if (result.success) return text(result.type === 'AGREE' ? 'agreed' : 'rejected')
  return result.errorCode === 'CANCELLED' ? text('CANCELLED') : text('failed', result.errorCode)
}

for (const dish of menu) {
  const row = document.createElement('li')
  const label = document.createElement('label')
  const radio = document.createElement('input')
  const name = document.createElement('span')
  const price = document.createElement('span')
  label.className = 'dish'
  name.className = 'dish__name'
  name.textContent = dish[language]
  price.className = 'dish__price'
  price.textContent = `¥${dish.price}`
  radio.type = 'radio'
  radio.name = 'dish'
  radio.checked = dish === chosen
  radio.addEventListener('change', () => choose(dish))
  label.append(name, price, radio)
  row.append(label)
  element('menu').append(row)
}

function choose(dish) {
  chosen = dish
  element('total').textContent = `¥${dish.price}`
}
choose(chosen)

element('order').addEventListener('click', async () => {
  const card = document.createElement('li')
  card.className = 'order'
  element('orders-section').hidden = false
  element('orders').prepend(card)
  try {
    const order = await post('/orders', { item: chosen.id, subscriptionIds })
    await follow(order, card)
  } catch {
    card.textContent = text('orderFailed')
  }
})

async function follow(order, card) {
  show(order, card)
  if (order.settled) return
  await new Promise((resolve) => setTimeout(resolve, 300))
  await follow(await fetch(`/orders/${order.orderNo}`).then((answer) => answer.json()), card)
}

function show(order, card) {
  const number = document.createElement('strong')
  const status = document.createElement('span')
  const notice = document.createElement('small')
  number.textContent = `#${order.orderNo}`
  status.textContent = text(order.ready ? 'ready' : 'preparing')
  status.className = order.ready ? 'order__status order__status--ready' : 'order__status'
  notice.textContent = text(`notice${order.notice}`, order.noticeCode)
  card.replaceChildren(number, status, notice)
}

async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  return answer.json()
}

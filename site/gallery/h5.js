const { gallery } = window
const subscribeMsg = new SubscribeMsg({ props: gallery.props })
const button = document.getElementById('notify')
document.querySelector('h1').textContent = gallery.shopName
if (gallery.props.language?.startsWith('zh')) button.textContent = '通知我'

async function open() {
  gallery.tapAgree(
    () => document.querySelector('.mini-message-panel')?.shadowRoot.querySelectorAll('.choice')[1],
  )
  gallery.tell(await subscribeMsg.requestSubscribeMessage())
}

button.onclick = open
addEventListener('load', open)

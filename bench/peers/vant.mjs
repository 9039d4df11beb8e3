import { createApp, h, nextTick, ref } from 'vue'
import Button from 'vant/es/button/index.mjs'
import Popup from 'vant/es/popup/index.mjs'
import 'vant/es/button/style/index.mjs'
import 'vant/es/popup/style/index.mjs'
import { content } from './content.mjs'

const visible = ref(false)
const mount = document.createElement('div')
document.body.append(mount)
createApp({
  render: () =>
    h(
      Popup,
      {
        show: visible.value,
        position: 'bottom',
        round: true,
        closeable: true,
        'onUpdate:show': (to) => (visible.value = to),
      },
      () => [
        h('h2', content.title),
        h('p', content.intro),
        h('div', [
          h('div', content.name),
          h('div', content.description),
          h('div', content.exampleLabel),
          h('div', content.example),
        ]),
        h('p', content.howToStop),
        h('a', { href: content.privacyUrl }, content.privacy),
        h(Button, { block: true }, () => content.reject),
        h(Button, { block: true }, () => content.agree),
      ],
    ),
}).mount(mount)
const set = (to) => {
  visible.value = to
  return nextTick()
}
window.panel = {
  open: () => set(true),
  close: () => set(false),
  isOpen: () => document.querySelector('.van-popup h2') !== null,
}

import { flushSync, mount, unmount } from 'svelte'
import Panel from './panel.svelte'
import { content } from './content.mjs'

let shown
const close = () => {
  if (shown) void unmount(shown)
  shown = undefined
}
window.panel = {
  open: () => {
    shown = mount(Panel, { target: document.body, props: { content, close } })
    flushSync()
  },
  close,
  isOpen: () => shown !== undefined,
}

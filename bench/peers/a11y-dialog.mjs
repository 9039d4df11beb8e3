import A11yDialog from 'a11y-dialog'
import { content } from './content.mjs'

const make = (tag, text, ...children) => {
  const element = document.createElement(tag)
  element.append(...(text ? [text] : []), ...children)
  return element
}
const link = make('a', content.privacy)
link.href = content.privacyUrl
const layer = make(
  'div',
  '',
  make('div', ''),
  make(
    'div',
    '',
    make('h2', content.title),
    make('p', content.intro),
    make(
      'div',
      '',
      make('div', content.name),
      make('div', content.description),
      make('div', content.exampleLabel),
      make('div', content.example),
    ),
    make('p', content.howToStop),
    link,
    make('button', content.reject),
    make('button', content.agree),
  ),
)
layer.setAttribute('aria-hidden', 'true')
layer.hidden = true
document.body.append(layer)
const dialog = new A11yDialog(layer)
window.panel = {
  open: () => {
    layer.hidden = false
    dialog.show()
  },
  close: () => {
    dialog.hide()
    layer.hidden = true
  },
  isOpen: () => !layer.hidden,
}

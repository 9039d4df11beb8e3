import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import Button from 'antd-mobile/es/components/button'
import Popup from 'antd-mobile/es/components/popup'
import 'antd-mobile/es/global'
import { content } from './content.mjs'

let show
function Panel() {
  const [visible, setVisible] = useState(false)
  show = (value) => flushSync(() => setVisible(value))
  return (
    <Popup
      visible={visible}
      destroyOnClose
      showCloseButton
      onMaskClick={() => setVisible(false)}
      onClose={() => setVisible(false)}
    >
      <h2>{content.title}</h2>
      <p>{content.intro}</p>
      <div>
        <div>{content.name}</div>
        <div>{content.description}</div>
        <div>{content.exampleLabel}</div>
        <div>{content.example}</div>
      </div>
      <p>{content.howToStop}</p>
      <a href={content.privacyUrl}>{content.privacy}</a>
      <Button block>{content.reject}</Button>
      <Button block>{content.agree}</Button>
    </Popup>
  )
}
const mount = document.createElement('div')
document.body.append(mount)
flushSync(() => createRoot(mount).render(<Panel />))
window.panel = {
  open: () => show(true),
  close: () => show(false),
  isOpen: () => document.querySelector('.adm-popup-body h2') !== null,
}

import type { RefObject } from 'preact'
import { useMemo } from 'preact/hooks'
import { texts, type Language } from '../texts.js'
import { shopAddress } from './shop-address.js'

/** The H5 mini program in its own frame: its scripts run, but it can't leave the phone. */
export function ShopFrame(props: {
  frame: RefObject<HTMLIFrameElement>
  h5Url: string | null
  name: string
  language: Language
  isCovered: boolean
}) {
  const { h5Url, language, name } = props
  const text = texts[language]
  const address = useMemo(() => (h5Url === null ? null : shopAddress(h5Url, language)), [h5Url, language])
  if (address === null) {
    return (
      <div class="empty">
        <p class="empty__title">{text.noShop}</p>
        <p class="empty__hint">{text.noShopHint}</p>
      </div>
    )
  }
  return (
    <iframe
      ref={props.frame}
      class="shop-frame"
      title={text.programFrame(name)}
      src={address}
      sandbox="allow-scripts allow-same-origin allow-forms allow-modals allow-popups"
      inert={props.isCovered}
    />
  )
}

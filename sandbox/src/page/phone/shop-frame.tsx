import type { RefObject } from 'preact'
import { useMemo } from 'preact/hooks'
import type { MessageTarget } from '../../console/message-target.js'
import { Empty } from '../controls/empty.js'
import { texts, type Language } from '../texts.js'
import type { Program } from './screens.js'
import { shopAddress } from './shop-address.js'

/** The mini program in its own frame: its scripts run, but it can't leave the phone. */
export function ShopFrame(props: {
  frame: RefObject<HTMLIFrameElement>
  /** Undefined where there is none: then the phone says how to give one. */
  program: Program | undefined
  target: MessageTarget | undefined
  name: string
  language: Language
  isCovered: boolean
}) {
  const { program, target, language, name } = props
  const text = texts[language]
  const address = useMemo(
    () => program && shopAddress(program, language, target),
    [program?.url, language, target],
  )
  if (address === undefined) return <Empty title={text.noShop} hint={text.noShopHint} />
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

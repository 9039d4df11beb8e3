import type { RefObject } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { MessageTarget } from '../../console/message-target.js'
import { texts, type Language } from '../texts.js'
import type { Program } from './screens.js'
import { shopAddress } from './shop-address.js'

/** The mini program in its own frame: its scripts run, but it can't leave the phone. */
export function ShopFrame(props: {
  frame: RefObject<HTMLIFrameElement>
  program: Program
  target: MessageTarget | undefined
  name: string
  language: Language
  isCovered: boolean
}) {
  const { program, target, language, name } = props
  const text = texts[language]
  const { isCovered } = props
  const wasCovered = useRef(isCovered)
  useEffect(() => {
    // Whoever answered by keyboard goes on in the program.
    if (wasCovered.current && !isCovered && document.activeElement === document.body) {
      props.frame.current?.focus()
    }
    wasCovered.current = isCovered
  }, [isCovered])
  const address = useMemo(() => shopAddress(program, language, target), [program.url, language, target])
  return (
    <iframe
      ref={props.frame}
      class="shop-frame"
      title={text.programFrame(name)}
      src={address}
      sandbox="allow-scripts allow-same-origin allow-forms allow-modals allow-popups"
      inert={isCovered}
    />
  )
}

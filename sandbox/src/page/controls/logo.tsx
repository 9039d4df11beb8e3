import { createContext } from 'preact'
import { useContext, useState } from 'preact/hooks'
import type { PhoneSession } from '../../superapp/phone-routes.js'

/** The mini program that the phone shows; the page knows no other one's logo. */
export const MiniProgramContext = createContext<PhoneSession['miniProgram'] | undefined>(undefined)

/** A mini program's logo; its name's first letter where there is none, or where it can't be loaded. An ornament. */
export function Logo(props: { appId: string; name: string; class: string }) {
  const program = useContext(MiniProgramContext)
  const url = program?.appId === props.appId ? program.logoUrl : undefined
  const [failed, setFailed] = useState<string | undefined>()
  return (
    <span class={`logo ${props.class}`} aria-hidden="true">
      {props.name.slice(0, 1)}
      {url !== undefined && failed !== url && (
        <img class="logo__image" src={url} alt="" onError={() => setFailed(url)} />
      )}
    </span>
  )
}

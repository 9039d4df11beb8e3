import { type ComponentChildren, createContext } from 'preact'
import { useContext, useState } from 'preact/hooks'
import type { PhoneSession } from '../../superapp/phone-routes.js'

/** A drawing beside a text or a label: never read out by itself. */
const Icon = ({ children, size = 20 }: { children: ComponentChildren; size?: number }) => (
  <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    {children}
  </svg>
)

export const ReloadIcon = () => (
  <Icon>
    <path d="M15.5 7.5A6 6 0 1 0 16 10.5M16 4v4h-4" />
  </Icon>
)

export const CloseIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="6.5" />
    <circle class="icon__dot" cx="10" cy="10" r="2.5" />
  </Icon>
)

export const PhoneIcon = () => (
  <Icon>
    <rect x="5.5" y="2.5" width="9" height="15" rx="2" />
    <path d="M9 15h2" />
  </Icon>
)

export const ChevronIcon = () => (
  <Icon size={16}>
    <path d="m8 5 5 5-5 5" />
  </Icon>
)

export const BackIcon = () => (
  <Icon>
    <path d="m12.5 4-6 6 6 6" />
  </Icon>
)

export const SignalIcon = () => (
  <Icon size={16}>
    <path class="icon__solid" d="M2 14h2.5v3H2zM6.5 11H9v6H6.5zM11 7.5h2.5V17H11zM15.5 4H18v13h-2.5z" />
  </Icon>
)

export const BatteryIcon = () => (
  <Icon size={20}>
    <rect x="1.5" y="6" width="15" height="8" rx="2.5" />
    <rect class="icon__solid" x="3.5" y="8" width="9" height="4" rx="1" />
    <path d="M18.5 9v2" />
  </Icon>
)

export const BellIcon = () => (
  <Icon size={28}>
    <path d="M10 3a5 5 0 0 0-5 5v3.5L3.5 14h13L15 11.5V8a5 5 0 0 0-5-5zM8.5 16.5a1.5 1.5 0 0 0 3 0" />
  </Icon>
)

export const CopyIcon = () => (
  <Icon size={16}>
    <rect x="7" y="7" width="10" height="10" rx="2" />
    <path d="M13 7V5a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v6a2 2 0 0 0 2 2h2" />
  </Icon>
)

export const SaveIcon = () => (
  <Icon size={16}>
    <path d="M10 3v9M6 9l4 4 4-4M4 16.5h12" />
  </Icon>
)

export const TickIcon = () => (
  <Icon size={16}>
    <path d="m4 10.5 4 4 8-9" />
  </Icon>
)

export const ConsoleIcon = () => (
  <Icon>
    <rect x="2.5" y="3.5" width="15" height="13" rx="2" />
    <path d="M2.5 8h15M7 8v8.5" />
  </Icon>
)

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

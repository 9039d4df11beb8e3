import type { Surface } from '../../src/contract.js'
import type { Host, OpenPanel } from '../../src/host.js'
import { openNativePanel } from '../../src/native/native-panel.js'
import type { PanelView } from '../../src/panel-view.js'
import type { OfficialInSlot } from './official-in-slot.js'

/** Each value of the prop `panel`, and what the consent record calls it. */
const surfaces = { builtin: 'BUILTIN', native: 'NATIVE', official: 'ADAPTER' } as const satisfies Record<
  string,
  Surface
>

export type PanelName = keyof typeof surfaces

/** A page may pass anything. */
export const isPanelName = (name: unknown): boolean => Object.keys(surfaces).some((one) => one === name)

/** Opens the panel that the prop names. Only the built-in one can withdraw. */
export function panels(
  chosen: () => PanelName,
  openBuiltin: (view: PanelView) => OpenPanel,
  official: OfficialInSlot,
): Pick<Host, 'openPanel'> {
  const nameFor = ({ mode }: PanelView) => (mode === 'ask' ? chosen() : 'builtin')
  return {
    openPanel(view, access) {
      const name = nameFor(view)
      const openers = { builtin: openBuiltin, native: openNativePanel, official: official.open }
      return { surface: surfaces[name], panel: openers[name](view, access) }
    },
  }
}

import type { Language } from '../texts.js'
import { AlertBox } from './alert-box.js'
import { AuthorizationSheet } from './authorization-sheet.js'
import type { Layer } from './layers.js'
import { SubscribePanel } from './subscribe-panel.js'

/** The super app's layer over the mini program. */
export function Layers(props: { layer: Layer; name: string; merchantName: string; language: Language }) {
  const { layer, name, merchantName, language } = props
  switch (layer.kind) {
    case 'authorization':
      return <AuthorizationSheet layer={layer} name={name} merchantName={merchantName} language={language} />
    case 'panel':
      return <SubscribePanel layer={layer} name={name} />
    case 'alert':
      return <AlertBox layer={layer} language={language} />
  }
}

import type { BuiltinTexts } from './check-text.js'
export const knownPanelTexts: BuiltinTexts = () => undefined

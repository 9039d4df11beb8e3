import type { SettingName } from '../state/settings-schema.js'
import type { Mark } from './mark.js'

/** A behaviour that is neither a setting, nor a switch, nor a field, nor a code of its own. */
export interface RuleFacts {
  behaviour: string
  mark: Mark
  source: string
  /** Settings that change it. */
  settings?: readonly SettingName[]
  /** What else changes it, e.g. a fault. */
  also?: string
}

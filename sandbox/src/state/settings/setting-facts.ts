import Type, { type TSchema } from 'typebox'
import type { Mark } from '../../conformance/mark.js'

/** Something that the platform's documents leave open. */
export interface SettingFacts {
  schema: TSchema
  default: unknown
  /** What it changes, and its unit. */
  meaning: string
  /** How well the default is known. */
  mark: Mark
  source: string
}

export const minute = 60_000
export const day = 24 * 60 * minute
export const Milliseconds = Type.Integer({ minimum: 1 })
/** 0 = no limit. */
export const Count = Type.Integer({ minimum: 0 })

import type { Mark } from '../conformance/mark.js'

/** How one field of a request has to look. */
export interface FieldRule {
  kind: 'text' | 'list'
  /** True: always. A text: when, for the method to check. False: never. */
  needed: boolean | string
  /** Longest text in characters, or most elements. */
  max: number
  /** Free text such as JSON or an address: `@ # ?` are allowed. */
  free?: true
  mark: Mark
}

export type FieldRules = Readonly<Record<string, FieldRule>>

const text =
  (needed: FieldRule['needed'], more: { free?: true } = {}) =>
  (max: number, mark: Mark): FieldRule => ({ kind: 'text', needed, max, mark, ...more })

export const required = text(true)
export const optional = text(false)
export const optionalFree = text(false, { free: true })
export const neededWhen = (condition: string, max: number, mark: Mark): FieldRule =>
  text(condition)(max, mark)
export const requiredList = (max: number, mark: Mark): FieldRule => ({
  kind: 'list',
  needed: true,
  max,
  mark,
})

const outsideAlipayChina = 'outside ALIPAY_CN'

/** Fields that several endpoints share. */
export const appId = required(32, 'documented')
export const accessToken = required(128, 'documented')
/** No length is documented: it is one of a list. */
export const customerBelongsTo = required(64, 'documented')
export const authClientId = neededWhen(outsideAlipayChina, 128, 'documented')
export const extendInfo = optionalFree(4096, 'sibling')

import type { Decision } from './contract.js'

/** An answer for each template. */
export function decisions(
  templateCodes: string[],
  isAgreed: (templateCode: string, index: number) => unknown,
): Record<string, Decision> {
  const decided: Record<string, Decision> = {}
  templateCodes.forEach((code, index) => (decided[code] = isAgreed(code, index) ? 'AGREE' : 'REJECT'))
  return decided
}

export const templateCodeOf = ({ templateCode }: { templateCode: string }): string => templateCode

/** The entry for one template, in any of the contract's lists. */
export function findTemplate<T extends { templateCode: string }>(
  list: T[],
  templateCode: string,
): T | undefined {
  return list.find((one) => one.templateCode === templateCode)
}

/** Empty for a template that the backend did not mention. */
export const entryFor = <T extends { templateCode: string }>(list: T[], templateCode: string): Partial<T> =>
  findTemplate(list, templateCode) || {}

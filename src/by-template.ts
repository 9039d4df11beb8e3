/** The entry for one template, in any of the contract's lists. */
export function findTemplate<T extends { templateCode: string }>(
  list: T[],
  templateCode: string,
): T | undefined {
  return list.find((one) => one.templateCode === templateCode)
}

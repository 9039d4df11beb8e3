export const styleMutations = []

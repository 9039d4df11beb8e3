import { styleMutations } from './style-mutations.mjs'
import { templateMutations } from './template-mutations.mjs'

/** Each: what goes wrong, in which file below components/, and the one piece of text that is replaced. */
export const mutations = [...templateMutations, ...styleMutations]

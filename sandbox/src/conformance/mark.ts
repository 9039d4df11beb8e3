/**
 * How well a behaviour is known: read in AIMPDP's own documents · read in a sibling publication of the same
 * OpenAPI · concluded from them · not known, so that it is a setting or a choice of ours.
 */
export type Mark = 'documented' | 'sibling' | 'inferred' | 'unknown'

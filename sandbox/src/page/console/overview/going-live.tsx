/** Placeholder until the switches exist. */
export const GoingLive = () => null

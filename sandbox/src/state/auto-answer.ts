/** Who answers instead of a person; null = wait for the person. */
export interface AutoAnswer {
  authorization: 'allow' | 'refuse' | null
  /** For the subscription panel: whoever drives it (a test, `npm start -- --once`) reads it here. */
  panel: 'AGREE' | 'REJECT' | 'cancel' | null
}

export const nobodyAnswers: Readonly<AutoAnswer> = { authorization: null, panel: null }

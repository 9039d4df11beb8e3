import Type, { type Static } from 'typebox'

/** Who answers instead of a person; null = wait for the person. */
export const AutoAnswer = Type.Object(
  {
    authorization: Type.Union(
      [Type.Enum(['allow', 'refuse', 'cancel', 'mask', 'back', 'never']), Type.Null()],
      { description: 'The authorization page. never: it stays open. null: a person answers.' },
    ),
    refusedScopes: Type.Array(Type.String(), {
      description: 'Scopes that an `allow` leaves out, as if the user had unticked them.',
    }),
    panel: Type.Union([Type.Enum(['AGREE', 'REJECT', 'cancel', 'mask', 'back', 'never']), Type.Null()], {
      description: 'The subscription panel. never: it stays open. null: a person answers.',
    }),
  },
  { additionalProperties: false },
)
export type AutoAnswer = Static<typeof AutoAnswer>

/** How an authorization page may end. */
export type PageAnswer = Exclude<AutoAnswer['authorization'], 'never' | null>
/** How a subscription panel may end. */
export type PanelAnswer = Exclude<AutoAnswer['panel'], 'never' | null>

export const nobodyAnswers: Readonly<AutoAnswer> = { authorization: null, refusedScopes: [], panel: null }

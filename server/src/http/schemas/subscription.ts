import Type, { type Static } from 'typebox'
import { decision, templateCode } from './words.js'

export const subscription = Type.Object(
  {
    subscriptionId: Type.String({ description: 'Unguessable: the shop sends it with its order.' }),
    templateCode,
    type: Type.Union([decision, Type.Null()]),
    needs: Type.Enum(['NOTHING', 'CONSENT', 'AUTHORIZATION']),
  },
  { title: 'Subscription' },
)

export type Subscription = Static<typeof subscription>

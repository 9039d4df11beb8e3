import Type from 'typebox'

/** The body of every answer that is no success. */
export const errorBody = Type.Object(
  {
    error: Type.Object({
      code: Type.String({ description: 'To branch on: docs/contract.md lists them.' }),
      message: Type.String({ description: 'What was wrong, where, and what to do.' }),
    }),
  },
  { title: 'Error' },
)

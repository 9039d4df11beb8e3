/** The title that a DSL mini program's simulator leaves to the phone, as it tells it (see its README). */
export interface ProgramTitle {
  title: string
  canGoBack: boolean
}

/** What the phone says to go back a page. */
export const goBack = { simulator: 'back' } as const

/** Undefined for whatever else a program may say. */
export function readProgramTitle(data: unknown): ProgramTitle | undefined {
  const { simulator, title, canGoBack } = Object(data) as Record<string, unknown>
  if (simulator !== 'title' || typeof title !== 'string' || typeof canGoBack !== 'boolean') return undefined
  return { title, canGoBack }
}

import type { PanelView } from './panel-view.js'

/**
 * Every string the user could read on the panel, in reading order. The panels show these and no others:
 * a test compares them with what is on the screen.
 */
export function consentText(view: PanelView): string[] {
  const templates = view.templates.map(({ title, description, example }) => [
    title,
    description,
    ...(example ? [view.exampleLabel, example] : []),
  ])
  return ([] as (string | undefined)[])
    .concat(
      [view.title, view.intro],
      ...templates,
      [view.transferNotice, view.howToStop, view.privacyLabel],
      [view.rejectLabel, view.agreeLabel],
    )
    .filter((text): text is string => Boolean(text))
}

/**
 * The panel's strings in one language. `{sender}`, `{superApp}` and, in `agreeCount`, `{count}` are replaced. Labels of
 * buttons have to fit beside each other at a width of 320 px.
 */
export interface PanelTexts {
  /** Super apps that are called otherwise in this language than in English, by site name; `*` for the others. */
  superApps: Record<string, string>
  /** The panel's name, beside the sender's logo. */
  title: string
  /** Goes on from the title: together they say who sends what where. */
  intro: string
  manageIntro: string
  exampleLabel: string
  howToStop: string
  privacyLabel: string
  agree: string
  /** Agree where several templates have boxes and some are ticked. */
  agreeCount: string
  reject: string
  rejectAll: string
  /** Managing one template. */
  keep: string
  stop: string
  /** Managing several: applies the boxes as they are, or stops all. */
  save: string
  stopAll: string
  close: string
  nothingTicked: string
  loading: string
  submitting: string
  failed: string
}

/** A language of the panel. It is plain data: a mini program keeps it where functions are lost. */
export interface LanguagePack {
  /** BCP 47, e.g. `ja`. The consent record names it. */
  language: string
  texts: PanelTexts
}

/** The panel's strings in one language. `{sender}` and `{superApp}` are replaced. */
export interface PanelTexts {
  /** What the super app is called in this language, by site name; `*` for the others. */
  superApps: Record<string, string>
  title: string
  intro: string
  manageIntro: string
  exampleLabel: string
  howToStop: string
  privacyLabel: string
  agree: string
  agreeSelected: string
  reject: string
  rejectAll: string
  keep: string
  stop: string
  close: string
  nothingTicked: string
  submitting: string
  failed: string
}

/** The panel's strings in one language. `{sender}` and `{superApp}` are replaced. */
export interface PanelTexts {
  title: string
  intro: string
  exampleLabel: string
  howToStop: string
  privacyLabel: string
  agree: string
  agreeSelected: string
  reject: string
  rejectAll: string
  close: string
  nothingTicked: string
  submitting: string
  failed: string
}

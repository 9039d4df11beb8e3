/** The sentences one version of the components may show, by language. */
export type PanelTexts = Readonly<
  Record<
    string,
    {
      /** What stands for `{superApp}`, by site; `*` for the others. */
      superApps: Readonly<Record<string, string>>
      /** With `{sender}`, `{superApp}` and `{count}` still in them. */
      lines: readonly string[]
    }
  >
>

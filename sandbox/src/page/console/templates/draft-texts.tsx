import { TextArea, TextField } from '../../controls/field.js'
import { useTexts } from '../../language-context.js'
import type { DraftLanguage, DraftText } from './template-draft.js'

/** Title, body and footer in one language. */
export function DraftTexts(props: {
  language: DraftLanguage
  text: DraftText
  change: (text: DraftText) => void
}) {
  const { form } = useTexts().templates
  const { text, change } = props
  return (
    <fieldset class="form__group">
      <legend class="form__legend">
        {form.textIn(form.languageNames[props.language] ?? props.language)}
      </legend>
      <TextField label={form.heading} value={text.title} change={(title) => change({ ...text, title })} />
      <TextArea label={form.body} value={text.body} change={(body) => change({ ...text, body })} />
      <TextField label={form.footer} value={text.footer} change={(footer) => change({ ...text, footer })} />
    </fieldset>
  )
}

import type { Template } from '../../../console/template.js'

/** The template's texts, each in its language, as an inbox would show them. */
export const TemplatePreviews = ({ texts }: { texts: Template['texts'] }) => (
  <div class="previews">
    {Object.entries(texts).map(([language, { title, body, footer }]) => (
      <div key={language} class="preview" lang={language}>
        <span class="preview__language">{language}</span>
        <p class="preview__title">{title}</p>
        <p>{body}</p>
        {footer !== undefined && <p class="preview__footer">{footer}</p>}
      </div>
    ))}
  </div>
)

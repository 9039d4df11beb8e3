import { content } from './content.mjs'

/** What a11y-dialog makes a dialog of stands in the page: its script does not make it. */
export const markup = `<div id="layer" aria-hidden="true" hidden><div></div><div>
<h2>${content.title}</h2><p>${content.intro}</p>
<div><div>${content.name}</div><div>${content.description}</div><div>${content.exampleLabel}</div><div>${content.example}</div></div>
<p>${content.howToStop}</p><a href="${content.privacyUrl}">${content.privacy}</a>
<button>${content.reject}</button><button>${content.agree}</button></div></div>`

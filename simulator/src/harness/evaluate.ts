import type { CompiledAxml } from '../axml/compile.js'
import type { TemplateFactory } from '../runtime/render-context.js'

/** Makes a template's code run in this realm, so that its lists are this realm's lists. */
export function evaluate({ code }: CompiledAxml): TemplateFactory {
  return new Function('sjs', code) as TemplateFactory
}

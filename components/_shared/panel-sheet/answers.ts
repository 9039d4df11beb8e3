import type { Decision } from '../../../src/contract.js'
import type { PanelTemplate } from '../../../src/panel-view.js'

type Answers = Record<string, Decision>

const answer = (templates: PanelTemplate[], isAgreed: (index: number) => boolean): Answers => {
  const answers: Answers = {}
  templates.forEach(({ templateCode }, index) => {
    answers[templateCode] = isAgreed(index) ? 'AGREE' : 'REJECT'
  })
  return answers
}

/**
 * What tapping "agree" means: a single template is agreed to, of several only the ticked ones are; `turned` are
 * those whose box was tapped away from how it was shown first. Undefined if several are shown and none is ticked.
 */
export function agreedTo(templates: PanelTemplate[], turned: boolean[]): Answers | undefined {
  const isAgreed = (index: number) =>
    templates.length === 1 || Boolean(templates[index]?.ticked) !== Boolean(turned[index])
  return templates.some((_, index) => isAgreed(index)) ? answer(templates, isAgreed) : undefined
}

/** What tapping "reject" means. */
export const rejected = (templates: PanelTemplate[]): Answers => answer(templates, () => false)

// Rules of accessibility, asked in the page. axe is put into each page once: that takes longer than a run of it.
import axe from 'axe-core'
import type { Page } from 'playwright-core'

export interface AxeAnswer {
  /** Each broken rule with the elements that break it. */
  violations: string[]
  /** Rules that something on the page keeps. */
  passed: string[]
}

/** In the dark only the colours are others. */
export const rulesOfColours = ['color-contrast', 'link-in-text-block']

/** Asks all rules, or those named, of the parts of the page that the selector names; not of frames in them. */
export async function askAxe(page: Page, part: string, rules?: string[]): Promise<AxeAnswer> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  return page.evaluate(
    async ([where, only]) => {
      const { axe: inPage } = globalThis as unknown as { axe: typeof axe }
      const parts = { include: [where], exclude: ['iframe'] }
      const { violations, passes } = await inPage.run(parts, {
        iframes: false,
        ...(only && { runOnly: only }),
      })
      return {
        violations: violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join()}`),
        passed: passes.map(({ id }) => id),
      }
    },
    [part, rules] as const,
  )
}

// Where a browser offers less: a strict Content-Security-Policy, and WebViews of years ago.
import type { PageChange } from '../support/panel-page'
import { usePanelPage } from '../support/panel-page-in-browser'

jest.setTimeout(60_000)

const on = usePanelPage()

async function agreeOn(
  change: PageChange,
): Promise<{ result: unknown; sheet: { width: number; display: string } }> {
  await on.visit({ templates: 2, ...change })
  const panel = await on.openPanel()
  const { width } = (await panel.boundingBox())!
  const display = await panel.evaluate((one) => getComputedStyle(one).display)
  await on.page.getByRole('checkbox').first().check()
  await on.page.getByRole('button', { name: 'Agree (1)' }).click()
  const said = on.page.locator('#result')
  await said.filter({ hasText: '{' }).waitFor()
  return { result: JSON.parse(await said.innerText()), sheet: { width, display } }
}
const agreed = { success: true, type: 'AGREE', templates: { T1: 'AGREE', T2: 'REJECT' }, fresh: true }
const styled = { width: 390, display: 'flex' }

test("under default-src 'self' with Trusted Types enforced it has its styles and works, and violates no policy", async () => {
  const policy = "default-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'"
  const { result, sheet } = await agreeOn({ policy })
  expect(result).toMatchObject(agreed)
  expect(sheet).toEqual(styled)
  expect(on.complaints).toEqual([])
})

test('the policy of this test really refuses inline styles', async () => {
  await on.visit({ policy: "default-src 'self'", before: 'delete window.CSSStyleSheet' })
  await on.openPanel()
  expect(on.complaints.join()).toMatch(/style/)
})

const removed = {
  showModal: 'delete HTMLDialogElement.prototype.showModal',
  'the dialog element': 'delete HTMLDialogElement.prototype.showModal; delete window.HTMLDialogElement',
  inert: 'delete HTMLElement.prototype.inert',
  'resize observers': 'delete window.ResizeObserver',
  'pointer events': 'delete window.PointerEvent; delete window.onpointerdown',
  'animation frames': 'delete window.requestAnimationFrame',
  'constructed style sheets': 'delete window.CSSStyleSheet; delete ShadowRoot.prototype.adoptedStyleSheets',
  'crypto.randomUUID': 'delete Crypto.prototype.randomUUID',
  localStorage: "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })",
}

test.each([...Object.entries(removed), ['all of them', Object.values(removed).join('\n')]])(
  'without %s it still works',
  async (_, before) => {
    const { result, sheet } = await agreeOn({ before })
    expect(result).toMatchObject(agreed)
    expect(sheet).toEqual(styled)
    expect(on.complaints).toEqual([])
  },
)

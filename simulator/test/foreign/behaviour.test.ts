import { dirname, join } from 'node:path'
import { createHarness, type Harness } from '../../src/harness/index.js'

const root = join(dirname(require.resolve('antd-mini/package.json')), 'es')
let harness: Harness
beforeEach(() => {
  harness = createHarness({ root })
})
afterEach(() => harness.dispose())

const mount = (name: string, props: object, slots?: Record<string, string>) =>
  harness.mount(`${name}/index`, { ...props }, slots && { slots })

describe('Button', () => {
  test.each([
    ['enabled', {}, 1, 0],
    ['disabled', { disabled: true }, 0, 1],
    ['loading', { loading: true }, 0, 0],
  ])('%s', async (_name, props, taps, disabledTaps) => {
    const [onTap, onDisabledTap] = [jest.fn(), jest.fn()]
    const button = await mount('Button', { ...props, onTap, onDisabledTap, 'data-id': 7 }, { '': 'Pay' })
    await button.byText('Pay').tap()
    expect([onTap.mock.calls.length, onDisabledTap.mock.calls.length]).toEqual([taps, disabledTaps])
  })

  test('its look follows its props', async () => {
    const button = await mount('Button', { type: 'primary' }, { '': 'Pay' })
    expect(button.byClass('ant-button').classes).toContain('ant-button-primary')
    await button.setProps({ danger: true, subText: 'now' })
    expect(button.byClass('ant-button').classes).toContain('ant-button-primary-danger')
    expect(button.texts()).toEqual(['Pay', 'now'])
  })
})

test('Popup closes after its animation, and the mask asks its owner', async () => {
  const [onClose, onAfterClose, onAfterShow] = [jest.fn(), jest.fn(), jest.fn()]
  const popup = await mount(
    'Popup',
    { visible: true, destroyOnClose: true, onClose, onAfterClose, onAfterShow },
    { '': 'inside' },
  )
  await popup.byClass('ant-popup-content').fire('animationEnd')
  expect(onAfterShow).toHaveBeenCalledTimes(1)
  await popup.byClass('ant-popup-mask').tap()
  expect(onClose).toHaveBeenCalledTimes(1)
  expect(popup.texts()).toContain('inside')
  await popup.setProps({ visible: false })
  expect(popup.data()).toMatchObject({ closing: true })
  expect(popup.texts()).toContain('inside')
  await popup.byClass('ant-popup-content').fire('animationEnd')
  expect(onAfterClose).toHaveBeenCalledTimes(1)
  expect(popup.texts()).toEqual([])
})

test('Modal is a Popup with its own content, buttons and mask rule', async () => {
  const [onPrimaryButtonTap, onCancelButtonTap, onClose] = [jest.fn(), jest.fn(), jest.fn()]
  const modal = await mount('Modal', {
    visible: true,
    title: 'Order',
    content: 'Pay now?',
    primaryButtonText: 'Pay',
    cancelButtonText: 'Later',
    onPrimaryButtonTap,
    onCancelButtonTap,
    onClose,
  })
  expect(modal.texts()).toEqual(expect.arrayContaining(['Order', 'Pay now?', 'Pay', 'Later']))
  await modal.byText('Pay').tap()
  await modal.byText('Later').tap()
  expect([onPrimaryButtonTap, onCancelButtonTap].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  await modal.setProps({ maskClosable: false })
  await modal.byClass('ant-popup-mask').tap()
  expect(onClose).not.toHaveBeenCalled()
  await modal.setProps({ maskClosable: true })
  await modal.byClass('ant-popup-mask').tap()
  expect(onClose).toHaveBeenCalledTimes(1)
})

describe.each([
  ['Checkbox', 'ant-checkbox-item', 'ant-checkbox-item-fake-checkedIcon', 'ant-checkbox-item-base'],
  ['Switch', 'ant-switch', 'ant-switch-checked', 'ant-switch'],
])('%s', (name, _root, onClass, tapped) => {
  test('uncontrolled: a tap changes it', async () => {
    const onChange = jest.fn()
    const toggle = await mount(name, { onChange })
    await toggle.byClass(tapped).tap()
    expect(onChange.mock.calls[0]![0]).toBe(true)
    expect(toggle.allByClass(onClass)).toHaveLength(1)
    await toggle.byClass(tapped).tap()
    expect(toggle.allByClass(onClass)).toHaveLength(0)
  })

  test('controlled: a tap asks, the prop changes it', async () => {
    const onChange = jest.fn()
    const toggle = await mount(name, { checked: false, onChange })
    await toggle.byClass(tapped).tap()
    expect(onChange.mock.calls[0]![0]).toBe(true)
    expect(toggle.allByClass(onClass)).toHaveLength(0)
    await toggle.setProps({ checked: true })
    expect(toggle.allByClass(onClass)).toHaveLength(1)
  })
})

test('Stepper counts by its buttons within its limits', async () => {
  const onChange = jest.fn()
  const stepper = await mount('Stepper', { defaultValue: 1, min: 0, max: 2, onChange })
  const up = () => stepper.byClass('ant-stepper-button-up').tap()
  await up()
  await up()
  await stepper.byClass('ant-stepper-button-down').tap()
  expect(onChange.mock.calls.map(([value]: unknown[]) => value)).toEqual([2, 1])
})

test('Tabs tell the tab that was tapped; a disabled one is none', async () => {
  const onChange = jest.fn()
  const items = [{ title: 'Menu' }, { title: 'Orders' }, { title: 'Gone', disabled: true }]
  const tabs = await mount('Tabs', { items, onChange })
  expect(tabs.byClass('ant-tabs-bar-active').text).toBe('Menu')
  await tabs.byText('Orders').tap()
  await tabs.byText('Gone').tap()
  expect(onChange.mock.calls.map(([index]: unknown[]) => index)).toEqual([1])
  expect(tabs.byClass('ant-tabs-bar-active').text).toBe('Orders')
})

test('ActionSheet tells the action that was chosen, and asks to be closed', async () => {
  const [onAction, onClose] = [jest.fn(), jest.fn()]
  const actions = [{ text: 'Share' }, { text: 'Delete', danger: true }]
  const sheet = await mount('ActionSheet', {
    visible: true,
    actions,
    cancelText: 'Cancel',
    onAction,
    onClose,
  })
  await sheet.byText('Delete').tap()
  expect(onAction.mock.calls[0]!.slice(0, 2)).toEqual([actions[1], 1])
  await sheet.byText('Cancel').tap()
  expect(onClose).toHaveBeenCalled()
})

test('Input: typing, uncontrolled and controlled', async () => {
  const onChange = jest.fn()
  const input = await mount('Input', { onChange })
  await input.allByTag('input')[0]!.type('rice')
  expect(onChange.mock.calls[0]![0]).toBe('rice')
  await input.setProps({ value: 'soup' })
  expect(input.allByTag('input')[0]!.element.querySelector('input')!.value).toBe('soup')
})

test('Picker: what is chosen counts after OK', async () => {
  const [onOk, onVisibleChange] = [jest.fn(), jest.fn()]
  const picker = await mount('Picker', { options: ['12:00', '13:00'], okText: 'OK', onOk, onVisibleChange })
  await picker.byClass('ant-picker').tap()
  expect(onVisibleChange.mock.calls[0]![0]).toBe(true)
  await picker.byText('13:00').tap()
  await picker.byText('OK').tap()
  expect(onOk.mock.calls[0]![0]).toBe('13:00')
})

test('Form: a required Input and a Picker are validated and submitted', async () => {
  interface AntForm {
    addItem(ref: unknown): void
    submit(): Promise<unknown>
  }
  const { Form } = (await import(join(root, 'Form/form.js'))) as { Form: new (options?: object) => AntForm }
  const form = new Form()
  const ref = (item: unknown) => form.addItem(item)
  const note = await mount('Form/FormInput', { name: 'note', label: 'Note', required: true, ref })
  const time = await mount('Form/FormPicker', {
    name: 'time',
    options: ['12:00', '13:00'],
    okText: 'OK',
    ref,
  })
  await harness.flush()
  await expect(form.submit()).rejects.toBeDefined()
  await harness.flush()
  expect(note.byClass('ant-form-item-error-info').text).toMatch(/note/i)
  await note.allByTag('input')[0]!.type('mild')
  await time.byClass('ant-picker').tap()
  await time.byText('13:00').tap()
  await time.byText('OK').tap()
  await expect(form.submit()).resolves.toEqual({ note: 'mild', time: '13:00' })
})

import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createHarness } from '../../src/harness/index.js'
import { drawOnWechat } from './draw-on-wechat.js'
import { type Drawn, drawnIn, type Edit, linesOf, unwrapped, without, withoutClass } from './drawn-tree.js'

// antd-mini is published for WeChat too, made from the same sources: another engine, written by others, draws
// its first trees, and ours have to be the same.
const root = dirname(require.resolve('antd-mini/package.json'))
const [alipay, wechat] = [join(root, 'es'), join(root, 'compiled/wechat/src')]

async function drawOnAlipay(path: string, props: object): Promise<Drawn['children']> {
  const harness = createHarness({
    root: alipay,
    my: { loadFontFace: ({ success }: { success: (answer: object) => void }) => success({}) },
  })
  const mounted = await harness.mount(path, { ...props })
  const place = document.createElement('div')
  place.innerHTML = mounted.html()
  harness.dispose()
  return drawnIn(place, {
    tagOf: ({ localName }) => (localName.startsWith('a-') ? localName.slice(2) : undefined),
    // Some classes hold the $id of their component, which WeChat's templates don't have.
    classOf: (name) =>
      name
        .replace(/^(ant-autoresize-fontsize-container-)\d+$/, '$1')
        .replace(/^(ant-notice-bar-(?:content|marquee))-\d+$/, '$1'),
  })
}

// What its scripts and the other engine print is not our matter.
beforeEach(() => {
  jest.spyOn(console, 'error').mockReturnValue(undefined)
  jest.spyOn(console, 'warn').mockReturnValue(undefined)
  jest.spyOn(console, 'log').mockReturnValue(undefined)
})

interface Difference {
  why: string
  alipay?: Edit[]
  wechat?: Edit[]
}

const popoverSlot = '.ant-popover>:plain>:plain'
/** What is different, by component, and what makes it the same. */
const differences: Record<string, Difference> = {
  Calendar: {
    why: 'its WeChat template has no ant-auto-resize around the days',
    alipay: [unwrapped('.ant-autoresize-slot'), unwrapped('.ant-autoresize-fontsize-container-')],
    wechat: [unwrapped('.ant-autoresize-slot'), unwrapped('.ant-autoresize-fontsize-container-')],
  },
  Checkbox: {
    why: 'its WeChat template has a <checkbox-group> more',
    wechat: [unwrapped('checkbox-group')],
  },
  Footer: {
    why: 'class="… {{className}}" with null is the text "null" there, nothing here',
    wechat: [withoutClass('null')],
  },
  IndexBar: {
    why: 'its WeChat template lacks the <scroll-view>',
    alipay: [without('.ant-indexbar-side-scroll')],
  },
  Popover: {
    why: 'its WeChat template has an element around the slot, and a condition in place of a slot with a fallback',
    alipay: [without('.ant-popover-inner-text')],
    wechat: [unwrapped(popoverSlot)],
  },
  Slider: {
    why: 'it holds a Popover',
    wechat: [unwrapped(popoverSlot)],
  },
  Typography: {
    why: 'it asks which phone this is: miniprogram-simulate says iOS',
    wechat: [withoutClass('ant-typography-text-normal')],
  },
}

/** Their Alipay templates name methods that they lack (every-component.test.ts). */
const refused = ['SelectContact', 'SwipeAction']
const both = readdirSync(alipay).filter(
  (name) =>
    existsSync(join(alipay, name, 'index.axml')) &&
    existsSync(join(wechat, name, 'index.wxml')) &&
    !refused.includes(name),
)

const actions = [{ text: 'Share' }, { text: 'Delete', danger: true, description: 'for ever' }]
const items = [
  { title: 'Menu', badge: { type: 'number', text: 3 } },
  { title: 'Gone', disabled: true },
]
type Case = [path: string, props: object, difference?: Difference | undefined]
const withProps: Case[] = [
  ['Button', { type: 'primary', danger: true, subText: 'now' }],
  ['Button', { type: 'text', inline: true, size: 'small', icon: 'AddOutline' }],
  ['Button', { disabled: true, className: 'mine', aide: true }],
  ['Button', { loading: true }],
  ['Popup', { visible: true, title: 'Title', showClose: true, destroyOnClose: true }],
  ['Popup', { visible: true, placement: 'left', showMask: false, animation: false }],
  ['Popup', { visible: false, destroyOnClose: true }],
  [
    'Modal',
    { visible: true, title: 'Order', content: 'Pay?', primaryButtonText: 'Pay', cancelButtonText: 'No' },
  ],
  ['Modal', { visible: true, closable: true, primaryButtonText: 'Pay', buttonLayout: 'vertical' }],
  ['Checkbox', { checked: true, color: 'red' }],
  ['Checkbox', { defaultChecked: true, disabled: true }],
  ['Switch', { checked: true, checkedText: 'on' }],
  ['Switch', { loading: true, size: 'small' }],
  ['Switch', { disabled: true, uncheckedText: 'off' }],
  ['Stepper', { value: 4, min: 3, max: 5 }],
  [
    'Stepper',
    { value: 3, min: 3, max: 5 },
    {
      why: 'its WeChat mixin forgets the value when it notes that it is controlled, so no button is disabled',
      alipay: [withoutClass('ant-button-disabled'), withoutClass('ant-stepper-button-disabled')],
    },
  ],
  ['Stepper', { disabled: true, defaultValue: 1 }],
  ['Tabs', { items, current: 0 }],
  ['Tabs', { items, current: 1, type: 'capsule', direction: 'vertical' }],
  ['Input', { value: 'rice', allowClear: true }],
  ['Input', { disabled: true, placeholder: 'note' }],
  ['Picker', { options: ['12:00', '13:00'], value: '13:00' }],
  [
    'Picker',
    { options: ['12:00', '13:00'], visible: true, title: 'When' },
    {
      why: 'its WeChat template has a <view> for the slot of the title, and its Popup there starts by closing',
      wechat: [
        unwrapped('.ant-picker-header-title>:plain'),
        ...[withoutClass('ant-popup-mask-closing'), withoutClass('ant-popup-transform-bottom-close')],
      ],
    },
  ],
  ['ActionSheet', { visible: true, actions, title: 'Sure?', cancelText: 'Cancel' }],
  [
    'Form/FormItem/index',
    { label: 'Note', required: true, tooltip: 'why' },
    { why: 'its tooltip is a Popover', wechat: [unwrapped(popoverSlot)] },
  ],
  ['Form/FormInput/index', { label: 'Note', name: 'note', required: true }],
  ['Form/FormPicker/index', { label: 'When', name: 'when', options: ['12:00'] }],
  ['List/ListItem/index', { title: 'Rice', brief: 'with chicken', arrow: 'right' }],
  ['Steps', { items: [{ title: 'Order' }, { title: 'Eat' }], current: 1 }],
  ['Tag', { type: 'outline', color: 'danger', icon: 'AddOutline' }],
  ['Progress', { percent: 40 }],
  ['NoticeBar', { type: 'error', mode: 'closeable' }],
  ['Result', { type: 'success', title: 'Paid', message: 'Thank you' }],
]
const cases: Case[] = [
  ...both.map((name): Case => [name, {}, differences[name]]),
  ...withProps.map(([name, props, difference]): Case => [name, props, difference ?? differences[name]]),
]

const pathOf = (name: string) => (name.includes('/') ? name : `${name}/index`)
const edited = (drawn: Drawn['children'], edits: Edit[] = []) =>
  edits.reduce((before, edit) => edit(before), drawn)

// The first of them compiles the whole of the WeChat build.
jest.setTimeout(30_000)

test('nearly all components are compared, and few differ', () => {
  expect(both.length).toBeGreaterThan(60)
  expect(Object.keys(differences).length).toBeLessThanOrEqual(8)
  expect(both).toEqual(expect.arrayContaining(Object.keys(differences)))
})

test.each(cases)('%s %j is drawn as on the other engine', async (name, props, difference) => {
  const there = await drawOnWechat(wechat, pathOf(name), props)
  const here = await drawOnAlipay(pathOf(name), props)
  // A difference that has healed is to be taken out.
  expect(linesOf(here).join('\n') === linesOf(there).join('\n')).toBe(difference === undefined)
  expect(linesOf(edited(here, difference?.alipay))).toEqual(linesOf(edited(there, difference?.wechat)))
})

import { drawn } from '../support/drawn.js'

const fields = `
  <input name="note" value="hot" /><textarea name="long" value="x" /><input value="no name" /><input name="{{1}}" />
  <switch name="cutlery" /><checkbox name="alone" checked />
  <checkbox-group name="extras"><checkbox value="egg" checked /><checkbox value="soup" name="soup" /></checkbox-group>
  <radio-group name="size"><radio value="s" /><radio value="l" /></radio-group>
  <picker name="time" range="{{['12', '13']}}" value="{{1}}"><text>time</text></picker>`
const form = `<form onSubmit="told" onReset="told">${fields}
  <button class="send" form-type="submit">send</button><button class="undo" form-type="reset">undo</button><button class="other">other</button>
</form>`
const atFirst = { note: 'hot', long: 'x', cutlery: false, alone: true, extras: ['egg'], size: '', time: 1 }

test('every field with a name is submitted', async () => {
  const { screen, told } = await drawn(form)
  await screen.byClass('other').tap()
  await screen.byClass('send').tap()
  expect(told.map(({ type, detail }) => [type, detail])).toEqual([['submit', { value: atFirst }]])
})

test('what a person changed is submitted, and a reset takes it back', async () => {
  const { screen, told, first } = await drawn(form)
  await first('input').type('mild')
  await first('switch').tap()
  for (const index of [1, 2]) await screen.allByTag('checkbox')[index]!.tap()
  await screen.allByTag('radio')[0]!.tap()
  await first('picker').tap()
  await screen.byText('12').tap()
  await screen.byClass('send').tap()
  expect(told[0]!.detail['value']).toEqual({
    ...atFirst,
    note: 'mild',
    cutlery: true,
    extras: ['soup'],
    size: 's',
    time: 0,
  })
  await screen.byClass('undo').tap()
  expect([told[1]!.type, told[1]!.detail]).toEqual(['reset', {}])
  await screen.byClass('send').tap()
  // A text field is emptied.
  expect(told[2]!.detail['value']).toEqual({ ...atFirst, note: '', long: '' })
})

test('a field that is gone is not submitted', async () => {
  const { screen, told, set } = await drawn(
    '<form onSubmit="told"><input a:if="{{more}}" name="a" /><input name="b" /><button form-type="submit">send</button></form>',
    { more: true },
  )
  await set({ more: false })
  await screen.byText('send').tap()
  expect(told[0]!.detail['value']).toEqual({ b: '' })
})

test('a button outside of a form only taps', async () => {
  const { screen, told } = await drawn('<button form-type="submit" onTap="told">send</button>')
  await screen.byText('send').tap()
  expect(told).toHaveLength(1)
})

test('a field is submitted under the name it has, and under none where that is empty', async () => {
  const { screen, told, set } = await drawn(
    '<form onSubmit="told"><input name="{{name}}" value="a" /><input name="" value="b" /><button form-type="submit">send</button></form>',
    { name: 'one' },
  )
  await set({ name: 'other' })
  await screen.byText('send').tap()
  expect(told[0]!.detail['value']).toEqual({ other: 'a' })
})

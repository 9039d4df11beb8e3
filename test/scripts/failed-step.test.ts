import { failedStep } from '../../scripts/start/failed-step.mjs'

test.each([
  ['signature', ['SUCCESS', 'SIGNATURE_INVALID', 'NETWORK']],
  ['code', ['NETWORK', 'AUTH_CODE_SPENT: this code was used']],
  ['template', ['SUCCESS', 'TEMPLATE_NOT_FOUND']],
  ['token', ['SUCCESS', 'INVALID_ACCESS_TOKEN']],
  ['consent', ['SUCCESS', 'REJECT', 'NOT_SUBSCRIBED']],
  ['backend', ['NETWORK']],
])('the step is %s when platform, backend and front end said %j', (step, texts) => {
  expect(failedStep(texts)).toBe(step)
})

test('a step is not guessed', () => {
  expect(failedStep(['SUCCESS', undefined, 'AGREE'])).toBe('unknown')
})

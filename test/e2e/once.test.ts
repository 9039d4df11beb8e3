import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { casesOf } from '../support/every-case'

jest.setTimeout(90_000)

const root = join(__dirname, '..', '..')

function once(...args: string[]): Promise<{ code: number | null; lines: string[]; errors: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/start.mjs', '--once', ...args], { cwd: root })
    let printed = ''
    let errors = ''
    child.stdout.on('data', (text: Buffer) => (printed += text.toString()))
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
    child.once('exit', (code) => resolve({ code, lines: printed.trim().split('\n'), errors }))
  })
}

test('the loop without a browser ends with the message in the inbox', async () => {
  const { code, lines } = await once()
  expect(code).toBe(0)
  const last = JSON.parse(lines.at(-1)!) as { message: Record<string, string>; inbox: unknown[] }
  expect(last).toMatchObject({
    result: { success: true, type: 'AGREE', fresh: true },
    message: { outcome: 'SENT' },
    inbox: [{ templateCode: '202109305800000001000001' }],
  })
  expect(JSON.stringify(last.inbox)).toContain('Yummy Chicken Rice')
  expect(last.message['requestId']).toMatch(/^[0-9a-f-]{36}$/)
  expect(last.message['messageId']).toEqual(expect.any(String))
})

const steps = ['signature', 'consent', 'code', 'template', 'backend', 'token']
test.each(casesOf(steps, 2))(
  'with the %s broken it ends with an error that names exactly that step',
  async (step) => {
    const { code, errors } = await once('--break', step)
    expect(code).toBe(1)
    expect(errors.match(/^failed step: .*$/gm)).toEqual([`failed step: ${step}`])
  },
)

// WebKitGTK by its own WebDriver, spoken over HTTP, on a display that nobody sees.
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import type { FoundEngine } from '../../../scripts/test/engines.mjs'
import { type Engine, type Key, viewport } from './driver'
import { waitFor } from './person'

/** https://www.w3.org/TR/webdriver2/#keyboard-actions */
const keys: Record<Key, string> = {
  Tab: '\uE004',
  Shift: '\uE008',
  Escape: '\uE00C',
  Enter: '\uE007',
  PageDown: '\uE00F',
  ' ': ' ',
  x: 'x',
}
/** How WebDriver names an element. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

/** `-displayfd`: Xvfb takes a display that is free and says which. */
async function startDisplay(xvfb: string): Promise<{ display: string; stop(): void }> {
  const child = spawn(xvfb, ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const number = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString()
      if (said.includes('\n')) resolve(said.trim())
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error('Xvfb ended at once')))
  })
  return { display: `:${number}`, stop: () => child.kill() }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

export async function startWebKit({ path, miniBrowser, xvfb }: FoundEngine): Promise<Engine> {
  const screen = await startDisplay(xvfb!)
  const port = await freePort()
  const driver: ChildProcess = spawn(path!, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: screen.display,
      GDK_BACKEND: 'x11',
      GTK_THEME: 'Adwaita:dark',
      LANG: 'en_US.UTF-8',
      LANGUAGE: 'en_US',
      // No bus for screen readers, which a server does not have.
      NO_AT_BRIDGE: '1',
      // Its sandbox refuses to start as root.
      ...(process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}),
    },
  })
  const stop = () => {
    driver.kill()
    screen.stop()
  }

  async function call<Value>(
    method: 'GET' | 'POST' | 'DELETE',
    route: string,
    body?: object,
  ): Promise<Value> {
    const answer = await fetch(`http://127.0.0.1:${port}${route}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const { value } = (await answer.json()) as { value: Value & { error?: string; message?: string } }
    if (!answer.ok) throw new Error(`WebKit, ${route}: ${value.error} ${value.message}`)
    return value
  }

  try {
    await waitFor('the driver of WebKit', () => call('GET', '/status').then(Boolean, () => false))
    const capabilities = {
      alwaysMatch: { 'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] } },
    }
    const { sessionId } = await call<{ sessionId: string }>('POST', '/session', { capabilities })
    const session = <Value>(route: string, body: object) =>
      call<Value>('POST', `/session/${sessionId}${route}`, body)
    const execute = <Value>(script: string, args: unknown[]) =>
      session<Value>('/execute/sync', { script, args })
    const act = async (...actions: object[]) => {
      await session('/actions', { actions })
    }
    const point = (pointerType: 'mouse' | 'touch', actions: object[]) =>
      act({ type: 'pointer', id: pointerType, parameters: { pointerType }, actions })
    const moveTo = (x: number, y: number) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y) })
    const down = { type: 'pointerDown', button: 0 }
    const up = { type: 'pointerUp', button: 0 }

    // A window has a frame around its page.
    await session('/window/rect', viewport)
    const [width, height] = await execute<[number, number]>('return [innerWidth, innerHeight]', [])
    const frame = { width: viewport.width - width, height: viewport.height - height }
    const resize = async (size: typeof viewport) => {
      await session('/window/rect', { width: size.width + frame.width, height: size.height + frame.height })
    }
    await resize(viewport)
    let isResized = false

    let wheel = 0
    return {
      async open(url) {
        if (isResized) await resize(viewport)
        isResized = false
        await session('/url', { url })
      },
      async evaluate(run, args, frame) {
        const script = `return (${run.toString()}).apply(null, arguments)`
        if (!frame) return execute(script, args)
        const element = await session<object>('/element', { using: 'css selector', value: frame })
        await session('/frame', { id: { [elementKey]: Object.values(element)[0] as string } })
        try {
          return await execute(script, args)
        } finally {
          await session('/frame', { id: null })
        }
      },
      pointer: (...steps) =>
        point(
          'mouse',
          steps.map((step) => (step === 'down' ? down : step === 'up' ? up : moveTo(step.x, step.y))),
        ),
      tap: (x, y) => point('touch', [moveTo(x, y), down, up]),
      wheelAt(x, y, deltaY) {
        // WebKitGTK turns by the difference to what it was told last.
        wheel += deltaY
        const scroll = { type: 'scroll', x: Math.round(x), y: Math.round(y), deltaX: 0, deltaY: wheel }
        return act({ type: 'wheel', id: 'wheel', actions: [scroll] })
      },
      keys: (...steps) =>
        act({
          type: 'key',
          id: 'keyboard',
          actions: steps.map((step) =>
            'down' in step
              ? { type: 'keyDown', value: keys[step.down] }
              : { type: 'keyUp', value: keys[step.up] },
          ),
        }),
      resize(size) {
        isResized = true
        return resize(size)
      },
      prefer: () => Promise.reject(new Error('no WebDriver command sets what the system prefers')),
      async close() {
        await call('DELETE', `/session/${sessionId}`).catch(() => undefined)
        stop()
      },
    }
  } catch (error) {
    stop()
    throw error
  }
}

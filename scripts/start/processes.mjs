import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'

const readyWithinMs = 30_000
const stopWithinMs = 8_000

/** Starts processes, waits until each answers, and stops all of them, whatever happened. */
export function createProcesses({ root, onExit }) {
  const running = []
  let stopping

  /**
   * Starts `node <file>`; resolves when `healthUrl` answers 200 with a text that `isReady` takes. Throws with the
   * process's own last words.
   */
  async function start({ name, file, args = [], env = {}, healthUrl, isReady = () => true, show = false }) {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const entry = { name, child, lastWords: '', exited: false }
    entry.done = new Promise((resolve) => child.once('exit', resolve))
    running.push(entry)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        entry.lastWords = (entry.lastWords + text).slice(-2000)
        if (show) process.stdout.write(text)
      })
    }
    child.once('exit', (code) => {
      entry.exited = true
      if (!entry.isStopping && entry.ready)
        onExit?.(`${name} stopped with exit code ${code}\n${entry.lastWords.trim()}`)
    })
    await untilReady(entry, healthUrl, isReady)
    entry.ready = true
  }

  async function untilReady(entry, healthUrl, isReady) {
    const giveUpAt = Date.now() + readyWithinMs
    while (!entry.exited && Date.now() < giveUpAt) {
      const answer = await fetch(healthUrl, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
      if (answer?.ok && isReady(await answer.text())) return
      await wait(50)
    }
    const reason = entry.exited ? `exit code ${entry.child.exitCode}` : `no answer from ${healthUrl}`
    throw new Error(`${entry.name} did not start (${reason})\n${entry.lastWords.trim()}`)
  }

  async function stopOne(entry) {
    entry.isStopping = true
    if (!entry.exited) entry.child.kill('SIGTERM')
    const timer = setTimeout(() => entry.child.kill('SIGKILL'), stopWithinMs)
    if (!entry.exited) await entry.done
    clearTimeout(timer)
  }

  /** Stops one process by name and waits until it is gone. */
  const stop = (name) => Promise.all(running.filter((entry) => entry.name === name).map(stopOne))

  /** Stops all, last started first; calling it again joins the first call. */
  const stopAll = () => (stopping ??= Promise.all([...running].reverse().map(stopOne)))

  return { start, stop, stopAll }
}

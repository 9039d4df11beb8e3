import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

const root = join(__dirname, '..', '..')

export interface StartedDemo {
  url: string
  /** Everything it printed so far. */
  output(): string
  /** Ctrl-C; resolves to the exit code. */
  stop(): Promise<number | null>
}

/** Runs `npm start`'s script on free ports, as a person would, and waits for the address it prints. */
export async function startDemo(): Promise<StartedDemo> {
  const child: ChildProcess = spawn(process.execPath, ['scripts/start.mjs', '--port', '0'], { cwd: root })
  let printed = ''
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    const read = (text: Buffer) => {
      printed += text.toString()
      const address = /^Open (\S+)/m.exec(printed)?.[1]
      if (address) resolve(address)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    void ended.then(() => reject(new Error(`the demo did not start:\n${printed}`)))
  })
  return {
    url,
    output: () => printed,
    stop: () => {
      child.kill('SIGINT')
      return ended
    },
  }
}

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A reader who sees what he waits for looks so long whether the prompt comes back, too. */
const promptMs = 5_000

/**
 * Terminals in which the commands of a README run in their order, as a reader pastes them. A program that stays in the
 * foreground keeps its terminal, and what follows gets a new one. Everything runs on until the end of the README.
 */
export class Session {
  readonly #folder: string
  readonly #environment: Record<string, string>
  readonly #shells: ChildProcess[] = []
  #isBusy = true
  #printed = ''
  #news: () => void = () => undefined
  #blocks = 0

  constructor(folder: string, environment: Record<string, string>) {
    this.#folder = folder
    this.#environment = environment
  }

  #terminal(): ChildProcess {
    const last = this.#shells.at(-1)
    if (last && !this.#isBusy) return last
    this.#isBusy = false
    const shell = spawn('bash', ['-s'], {
      cwd: this.#folder,
      // A group of its own: what it started can be ended with it.
      detached: true,
      // A terminal's colours would stand between the words that a README shows.
      env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ...this.#environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const read = (chunk: Buffer) => {
      this.#printed += chunk.toString()
      this.#news()
    }
    shell.stdout.on('data', read)
    shell.stderr.on('data', read)
    shell.once('exit', () => {
      this.#news()
    })
    this.#shells.push(shell)
    return shell
  }

  /** Runs a block, until it has ended or, for a program that goes on, has printed what the README says; else throws. */
  async run(code: string, expected = ''): Promise<void> {
    const before = this.#printed.length
    const file = join(this.#folder, `.block-${(this.#blocks += 1)}.sh`)
    writeFileSync(file, code)
    const end = `end of block ${this.#blocks}`
    const shell = this.#terminal()
    // The shell reads its next command from stdin, so the block must not.
    shell.stdin!.write(`set -e; . '${file}' </dev/null; set +e; echo "${end}"\n`)
    const lines = expected.split('\n').map(tight).filter(Boolean)
    for (;;) {
      const printed = this.#printed.slice(before)
      const missing = lines.filter((line) => !tight(printed).includes(line))
      const hasEnded = printed.includes(end)
      if (hasEnded && missing.length > 0)
        throw new Error(`it did not print "${missing[0]}", but:\n${printed}`)
      if (hasEnded) return
      if (lines.length > 0 && missing.length === 0) {
        const until = Date.now() + promptMs
        const isBack = () => this.#printed.includes(end, before)
        while (!isBack() && Date.now() < until) await pause(50)
        this.#isBusy = !isBack()
        return
      }
      if (shell.exitCode !== null) throw new Error(`it ended with ${shell.exitCode} and printed:\n${printed}`)
      await this.#next(printed)
    }
  }

  /** Resolves when something was printed, or the shell has ended. */
  #next(printed: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        reject(new Error(`it did not go on, and printed:\n${printed}`))
      }, 300_000)
      this.#news = () => {
        clearTimeout(patience)
        resolve()
      }
    })
  }

  async end(): Promise<void> {
    for (const shell of this.#shells) {
      const ended = shell.exitCode === null ? once(shell, 'exit') : undefined
      try {
        process.kill(-shell.pid!, 'SIGTERM')
      } catch {
        // Everything in the group has ended already.
      }
      await ended
    }
  }
}

/** Columns are aligned with spaces, which a README may have others of. */
const tight = (text: string): string => text.replace(/[ \t]+/g, ' ').trim()

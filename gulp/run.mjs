import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Runs a program to its end, its output on ours; rejects if it fails. */
export async function run(command, args) {
  // npm and npx are scripts on Windows, which only a shell starts.
  const child = spawn(command, args, { shell: process.platform === 'win32', stdio: 'inherit' })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with exit code ${code}`)
}

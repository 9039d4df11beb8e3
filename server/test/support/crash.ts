import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** A guard against what never ends. */
export const limit = 10 * 60_000

/** Runs the crash test as its command does; resolves to what it printed and its exit code. */
export function crash(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [join(__dirname, '../crash/main.mjs'), ...args])
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, said: said.join('') })))
}

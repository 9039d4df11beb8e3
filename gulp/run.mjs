import { spawn } from 'node:child_process'

/** Runs a program to its end, its output on ours; rejects if it fails. `quiet` gives its output back instead. */
export function run(command, args, { quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    // npm is a script on Windows, which only a shell starts.
    const shell = process.platform === 'win32' && command === 'npm'
    const child = spawn(command, args, { shell, stdio: ['ignore', quiet ? 'pipe' : 'inherit', 'inherit'] })
    let output = ''
    child.stdout?.on('data', (part) => (output += part))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${command} ${args.join(' ')} ended with exit code ${code}`))
    })
  })
}

import { strictEqual } from 'node:assert'
import { readFile } from 'node:fs/promises'

const ours = /--(?!mini-message)([a-z])[a-z]+/g

/** Styles with one letter, its first, for each variable that no page sets. */
function pack(css) {
  const names = new Set(css.match(ours))
  const letters = new Set([...names].map((name) => name[2]))
  strictEqual(letters.size, names.size, `two variables begin with one letter: ${[...names].join(' ')}`)
  return css.replace(ours, '--$1')
}

export const packStyles = {
  name: 'pack-styles',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]panel[\\/]styles\.ts$/ }, async ({ path }) => ({
      contents: pack(await readFile(path, 'utf8')),
      loader: 'ts',
    }))
  },
}

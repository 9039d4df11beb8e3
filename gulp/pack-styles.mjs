import { readFile } from 'node:fs/promises'

/** Styles with one letter for each variable that no page sets. Their first letters differ. */
const pack = (css) => css.replace(/--(?!mini-message)([a-z])[a-z]+/g, '--$1')

export const packStyles = {
  name: 'pack-styles',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]panel[\\/]styles\.ts$/ }, async ({ path }) => ({
      contents: pack(await readFile(path, 'utf8')),
      loader: 'ts',
    }))
  },
}

import { deepStrictEqual } from 'node:assert'
import { readFile } from 'node:fs/promises'
import { transform } from 'esbuild'
import { unpackTexts } from './unpack-texts.mjs'

const textsIn = async (path) => {
  const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts' })
  return import(`data:text/javascript,${encodeURIComponent(code)}`)
}

const strings = (texts) =>
  Object.values(texts).flatMap((text) => (typeof text === 'string' ? text : strings(text)))

// 65000 lets three digits reach all of Chinese and its punctuation: codes above 65535 start again at 0.
const digits = (character) => ((character.charCodeAt(0) + 536) % 65536).toString(36).padStart(3, '0')

const pack = (texts) =>
  strings(texts)
    .join('|')
    .replace(/[^ -~]/g, digits)

/** Chinese texts as `unpackTexts` reads them, after English ones. */
export const packTexts = {
  name: 'pack-texts',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]texts[\\/]zh-\w+\.ts$/ }, async ({ path }) => {
      const { en } = await textsIn('src/texts/en.ts')
      const [[name, texts]] = Object.entries(await textsIn(path))
      const packed = pack(texts)
      deepStrictEqual(unpackTexts(en, packed), texts)
      return {
        contents: `
          import { unpackTexts } from '../../gulp/unpack-texts.mjs'
          import { en } from './en'
          export const ${name} = unpackTexts(en, ${JSON.stringify(packed)})`,
        loader: 'js',
      }
    })
  },
}

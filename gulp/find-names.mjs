import { gzipSync } from 'node:zlib'
import { readNames } from './minified-names.mjs'

// The more to the front, the more often tried: what minified code is mostly made of zips best.
const letters = 'etrnoiaslcpudmghfEbyAkxTIvNSwCLjDO_PMRUqzBVJGKYHFWQXZ$'

// What is used in every function has few letters left.
const pairs = [...letters].map((letter) => `e${letter}`)

/**
 * The letters for the variables and `fields` of minified code that make it smallest when zipped, and its size with
 * them. Tries `tries` changes one after the other (simulated annealing): a worse one is kept for a while, the less
 * often the later, so that it leads out of dead ends. Random, but the same for the same code.
 * @param {(text: string, size: number) => void} log told from time to time how far it is
 */
export function findNames(code, fields, tries, log = () => {}) {
  const { names, render } = readNames(code, fields)
  const sizeNow = () => gzipSync(render(), { level: 9 }).length
  const random = randomFrom(1)
  const pick = (list, towardsFront) => list[Math.floor(random() ** towardsFront * list.length)]

  let size = sizeNow()
  let best = { size, letters: names.map(({ letter }) => letter) }
  for (let tried = 0; tried < tries; tried += 1) {
    const before = names.map(({ letter }) => letter)
    const name = pick(names, 1)
    // A field mostly together with what it is read into: `{ q: e }` becomes `{ q }`.
    const together = random() < 0.8 ? [name, ...name.readInto] : [name]
    const letter = pick(letters, 2)
    if (together.some((one) => one.taken.has(letter))) continue
    together.forEach((one) => rename(one, letter))
    const changed = sizeNow()
    const patience = (1 - tried / tries) ** 2
    if (changed <= size || random() < Math.exp((size - changed) / patience)) size = changed
    else names.forEach((one, index) => (one.letter = before[index]))
    if (size < best.size) best = { size, letters: names.map((one) => one.letter) }
    if (tried % 10_000 === 0) log(`${tried} tried: ${best.size} bytes`, size)
  }
  return best
}

/** Whoever is in the way takes the letter that becomes free, or else the first that is, or else two. */
function rename(name, letter) {
  const free = name.letter
  name.letter = letter
  for (const other of name.others) {
    if (other.letter !== letter) continue
    const used = new Set([...other.others].map((one) => one.letter))
    other.letter = [free, ...letters, ...pairs].find((one) => !used.has(one) && !other.taken.has(one))
  }
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

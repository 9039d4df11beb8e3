/**
 * The texts of `like` in another language. `packed` has them in the same order, each character that is not
 * ASCII as three digits of base 36: half of what `\uXXXX` takes when zipped. It runs in the script tag's build.
 */
export function unpackTexts(like, packed) {
  const texts = packed
    .replace(/{\w+}|\w{3}/g, (word) => (word[3] ? word : String.fromCharCode(parseInt(word, 36) + 65e3)))
    .split('|')
  return JSON.parse(JSON.stringify(like), (key, value) => (typeof value === 'string' ? texts.shift() : value))
}

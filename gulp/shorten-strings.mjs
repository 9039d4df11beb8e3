import { tokenizer } from 'acorn'

/** Code with each string that is one of `words` replaced by its short form. */
export function shortenStrings(code, words) {
  const parts = []
  let end = 0
  for (const token of tokenizer(code, { ecmaVersion: 2017 })) {
    if (token.type.label !== 'string' || !Object.hasOwn(words, token.value)) continue
    parts.push(code.slice(end, token.start), JSON.stringify(words[token.value]))
    end = token.end
  }
  return parts.join('') + code.slice(end)
}

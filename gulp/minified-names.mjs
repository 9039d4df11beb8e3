import { parse } from 'acorn'
import { analyze } from 'eslint-scope'

/**
 * The names in minified code that may be called otherwise, its variables and the fields called `fields`, and
 * `render`, which gives the code with the `letter` that each has by then. A name's `others` must have other letters,
 * none may have one of its `taken`; `readInto` are the variables that a field is read into.
 */
export function readNames(code, fields) {
  const tree = parse(code, { ecmaVersion: 2017, ranges: true })
  const { scopes, globalScope } = analyze(tree, { ecmaVersion: 2017 })
  const globals = new Set(globalScope.through.map(({ identifier }) => identifier.name))
  const otherFields = new Set()
  const nameOf = (letter, taken) => ({ letter, taken, others: new Set(), readInto: [] })

  const variables = scopes.flatMap((scope) => scope.variables).filter(({ defs }) => defs.length > 0)
  const ofVariable = new Map(variables.map((variable) => [variable, nameOf(variable.name, globals)]))
  const ofField = new Map(fields.map((letter) => [letter, nameOf(letter, otherFields)]))
  for (const [declared, user] of pairsInOneScope(variables))
    keepApart(ofVariable.get(declared), ofVariable.get(user))
  for (const one of ofField.values()) for (const other of ofField.values()) keepApart(one, other)

  const variableAt = new Map()
  for (const [{ identifiers, references }, name] of ofVariable) {
    for (const { start } of [...identifiers, ...references.map(({ identifier }) => identifier)]) {
      if (variableAt.get(start) && variableAt.get(start) !== name)
        throw new Error(`two variables at ${start}`)
      variableAt.set(start, name)
    }
  }
  const names = [...ofField.values(), ...ofVariable.values()]
  return { names, render: renderer(code, places(tree, variableAt, ofField, otherFields)) }
}

function keepApart(one, other) {
  if (one === other) return
  one.others.add(other)
  other.others.add(one)
}

/** Each variable with each that is used where it is declared: with one letter, it would hide the other. */
function pairsInOneScope(variables) {
  const users = new Map()
  for (const variable of variables) {
    for (const { from } of [{ from: variable.scope }, ...variable.references]) {
      for (let scope = from; scope !== variable.scope.upper; scope = scope.upper) {
        if (!users.has(scope)) users.set(scope, new Set())
        users.get(scope).add(variable)
      }
    }
  }
  return variables.flatMap((declared) => [...users.get(declared.scope)].map((user) => [declared, user]))
}

/** Where names stand, in order. `{ key: variable }` is one place, since with one letter it is `{ key }`. */
function places(tree, variableAt, ofField, otherFields) {
  const found = new Map()
  const field = ({ start, end, name }) => {
    if (ofField.has(name)) found.set(start, { start, end, key: ofField.get(name) })
    else otherFields.add(name)
  }
  const visit = (node) => {
    if (node.type === 'Identifier' && variableAt.has(node.start) && !found.has(node.start)) {
      found.set(node.start, { ...node, variable: variableAt.get(node.start) })
    }
    if (node.type === 'MemberExpression' && !node.computed) field(node.property)
    if (node.type === 'MethodDefinition' && !node.computed) field(node.key)
    if (node.type === 'Property' && !node.computed) {
      const { key, value } = node
      const { type, start, end } = value.type === 'AssignmentPattern' ? value.left : value
      const variable = type === 'Identifier' && !node.method && variableAt.get(start)
      if (variable) {
        field(key)
        const name = ofField.get(key.name)
        name?.readInto.push(variable)
        found.delete(key.start)
        found.set(start, { start: key.start, end, key: name ?? { letter: key.name ?? key.raw }, variable })
      } else field(key)
    }
    for (const child of Object.values(node).flat()) if (child?.type) visit(child)
  }
  visit(tree)
  return [...found.values()].sort((one, other) => one.start - other.start)
}

function renderer(code, found) {
  const parts = found.map(({ start }, index) => code.slice(found[index - 1]?.end ?? 0, start))
  const last = code.slice(found.at(-1)?.end ?? 0)
  const text = ({ key, variable }) => {
    if (!key || !variable) return (key ?? variable).letter
    return key.letter === variable.letter ? key.letter : `${key.letter}:${variable.letter}`
  }
  return () => {
    let rendered = ''
    for (const [index, place] of found.entries()) rendered += parts[index] + text(place)
    return rendered + last
  }
}

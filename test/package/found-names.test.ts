// The letters that make the script tag's file small change nothing but its size.
import { runInNewContext } from 'node:vm'
import { findNames } from '../../gulp/find-names.mjs'
import { readNames } from '../../gulp/minified-names.mjs'

/** All that a name can be: parameters, closures, shadowing, defaults, patterns, fields, numbers as keys, classes, globals, catch. */
const code = `(()=>{var a=1,b=[],d,f,{assign:T}=Object;function c(e,t=e){return e?t+c(e-1,t):a}d=class{q(e){return{q:e,p:this.s}}
constructor(r){this.s=r}};f=({q:e,p:t=5},{s}={s:2})=>e+t+s;try{g()}catch(e){b.push(e.name)}for(let e of[1,2]){let t=e*a;b.push((e=>e+t)(e))}
function h({q:t}){let{q:e}={q:t};{let t=e+1;b.push(t,e)}}h({q:9});let i=new d(3).q(4);
b.push(f(i),f({q:1}),c(3),T({},{q:1,public:2}).q,T({},i).p,typeof e,{10:f,'a-b':a,d},Object.keys({11:a,'c-d':f,g:c}));return JSON.stringify(b)})()`

const fields = ['q', 'p', 's']
const run = (text: string): unknown => runInNewContext(text)

it('the code works the same with each of the letters that are tried, and gets smaller', () => {
  const { names, render } = readNames(code, fields)
  const does = run(code)
  expect(run(render())).toBe(does)

  const sizes: number[] = []
  const { letters, size } = findNames(code, fields, 400, (_: string, now: number) => sizes.push(now))
  for (const [index, name] of names.entries()) name.letter = letters[index]!
  expect(render()).not.toBe(code)
  expect(run(render())).toBe(does)
  expect(size).toBeLessThan(sizes[0]!)
})

it('a field that is read into a variable with its letter is written once', () => {
  const { names, render } = readNames('let{q:e}=o;e()', ['q'])
  for (const name of names) name.letter = 'q'
  expect(render()).toBe('let{q}=o;q()')
})

it('no field takes the name of a field that is not ours', () => {
  const { names } = readNames('o.q=o.e', ['q'])
  expect(names.map(({ taken }) => [...taken])).toContainEqual(['e'])
})

it('names that must differ do, whichever of them are renamed', () => {
  const { names } = readNames(code, fields)
  const { letters } = findNames(code, fields, 2_000)
  for (const [index, name] of names.entries()) name.letter = letters[index]!
  for (const name of names) for (const other of name.others) expect(other.letter).not.toBe(name.letter)
})

it('if every letter is taken, a name has two', () => {
  const many = Array.from({ length: 70 }, (_, index) => `v${index}`)
  const crowded = `let ${many.map((name, index) => `${name}=${index}`).join()};[${many.join()}].join()`
  const { names, render } = readNames(crowded, [])
  const { letters } = findNames(crowded, [], 2_000)
  for (const [index, name] of names.entries()) name.letter = letters[index]!
  expect(new Set(letters).size).toBe(70)
  expect(run(render())).toBe(run(crowded))
})

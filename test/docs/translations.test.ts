// The Chinese pages against the English ones: the same headings and the same code, in the same order.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '../..')

/** `deeper`: where one Chinese page holds two English ones, the headings of the second are that much deeper. */
const pairs: { chinese: string; english: { file: string; deeper?: number }[] }[] = [
  { chinese: 'docs/zh-CN/quick-start.md', english: [{ file: 'docs/quick-start.md' }] },
  {
    chinese: 'docs/zh-CN/dsl.md',
    english: [
      { file: 'components/subscribe-message/README.md' },
      { file: 'components/subscribe-panel/README.md', deeper: 1 },
    ],
  },
  { chinese: 'docs/zh-CN/h5.md', english: [{ file: 'h5/README.md' }] },
  { chinese: 'docs/zh-CN/going-live.md', english: [{ file: 'docs/going-live.md' }] },
  { chinese: 'README.zh-CN.md', english: [{ file: 'README.md' }] },
  { chinese: 'docs/zh-CN/errors.md', english: [{ file: 'docs/errors.md' }] },
  { chinese: 'docs/zh-CN/backend-errors.md', english: [{ file: 'docs/backend-errors.md' }] },
  { chinese: 'docs/zh-CN/platform-codes.md', english: [{ file: 'docs/platform-codes.md' }] },
]

interface Heading {
  where: string
  level: number
  text: string
}
interface Block {
  where: string
  /** Its language, and its title if it is a file. */
  info: string
  /** Comments may be translated, so they are not compared. */
  code: string
}
interface Outline {
  headings: Heading[]
  blocks: Block[]
}

const commentsOf = (language: string): RegExp => {
  if (/^(sh|bash|yaml|ini|env)$/.test(language)) return /(^|[ \t]+)#.*$/gm
  if (/^(html|xml|vue)$/.test(language)) return /<!--[^]*?-->|(^|[ \t]+)\/\/.*$/gm
  return /(^|[ \t]+)\/\/.*$/gm
}
const withoutComments = (code: string, language: string): string =>
  code
    .replace(commentsOf(language), '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n')

function outlineOf(markdown: string, file: string, deeper = 0): Outline {
  const outline: Outline = { headings: [], blocks: [] }
  const where = (offset: number) => `${file}:${markdown.slice(0, offset).split('\n').length}`
  for (const found of markdown.matchAll(/^```(.*)\n([^]*?)^```$|^(#{1,6}) (.+)$/gm)) {
    const [, info, code, marks, text] = found
    if (marks) {
      outline.headings.push({ where: where(found.index), level: marks.length + deeper, text: text! })
    } else {
      outline.blocks.push({
        where: where(found.index),
        info: info!,
        code: withoutComments(code!, info!.split(' ')[0]!),
      })
    }
  }
  return outline
}

/** A translated heading keeps names and other Latin words; so two headings that changed places are found. */
const isHeadingOf = (chinese: Heading, english: Heading): boolean => {
  const words = english.text.toLowerCase()
  return (
    chinese.level === english.level &&
    (chinese.text.match(/[a-z][\w.-]*/gi) ?? []).every((word) => words.includes(word.toLowerCase()))
  )
}

const said = (heading: Heading | undefined) =>
  heading ? `"${'#'.repeat(heading.level)} ${heading.text}" (${heading.where})` : 'nothing'

/** Only the first difference of headings and of blocks: what follows it is usually only moved. */
function differences(english: Outline, chinese: Outline): string[] {
  const first = <Part>(
    ours: Part[],
    theirs: Part[],
    isSame: (a: Part, b: Part) => boolean,
    say: (a: Part | undefined, b: Part | undefined, number: number) => string,
  ): string[] => {
    const length = Math.max(ours.length, theirs.length)
    const index = Array.from({ length }, (_, at) => at).find(
      (at) => !ours[at] || !theirs[at] || !isSame(ours[at], theirs[at]),
    )
    return index === undefined ? [] : [say(ours[index], theirs[index], index + 1)]
  }
  return [
    ...first(
      chinese.headings,
      english.headings,
      isHeadingOf,
      (ours, theirs, number) => `heading ${number}: English has ${said(theirs)}, Chinese has ${said(ours)}`,
    ),
    ...first(
      chinese.blocks,
      english.blocks,
      (ours, theirs) => ours.info === theirs.info && ours.code === theirs.code,
      (ours, theirs, number) => {
        const lines = [theirs, ours].map((block) => (block ? [block.info, ...block.code.split('\n')] : []))
        const line = lines[0]!.findIndex((text, at) => text !== lines[1]![at])
        const at = line < 0 ? lines[0]!.length : line
        return (
          `code block ${number}: English (${theirs?.where ?? 'none'}) has ${JSON.stringify(lines[0]![at])}, ` +
          `Chinese (${ours?.where ?? 'none'}) has ${JSON.stringify(lines[1]![at])}`
        )
      },
    ),
  ]
}

test.each(pairs)('$chinese has the headings and the code of the English page', ({ chinese, english }) => {
  const outlineOfFile = (file: string, deeper?: number) =>
    outlineOf(readFileSync(join(root, file), 'utf8'), file, deeper)
  const expected = english.map(({ file, deeper }) => outlineOfFile(file, deeper))
  const headings = expected.flatMap((outline) => outline.headings)
  expect(headings.length).toBeGreaterThan(0)
  expect(
    differences({ headings, blocks: expected.flatMap((outline) => outline.blocks) }, outlineOfFile(chinese)),
  ).toEqual([])
})

test('every page in docs/zh-CN is compared with an English one', () => {
  const compared = pairs.map(({ chinese }) => chinese)
  for (const page of readdirSync(join(root, 'docs/zh-CN')).filter((name) => name.endsWith('.md'))) {
    expect(compared).toContain(`docs/zh-CN/${page}`)
  }
})

const proseOf = (file: string) => readFileSync(join(root, file), 'utf8').replace(/^```[^]*?^```$/gm, '')
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([match]) => match)

test.each(pairs)(
  '$chinese has the figures of the English page, so none is out of date',
  ({ chinese, english }) => {
    const figuresOf = (files: string[]) =>
      new Set(files.flatMap((file) => found(proseOf(file), /\d+(?:[.,:]\d+)*/g)))
    expect([...figuresOf([chinese])].sort()).toEqual([...figuresOf(english.map(({ file }) => file))].sort())
  },
)

test.each(pairs)('in $chinese a space stands between Chinese and Latin words', ({ chinese }) => {
  const touching = /.{0,8}(\p{Unified_Ideograph}[\w`]|[\w`]\p{Unified_Ideograph}).{0,8}/gu
  expect(found(proseOf(chinese), touching)).toEqual([])
})

// Markdown takes ** after punctuation for an opening one if a letter follows, and Chinese has no space there.
test.each(pairs)('in $chinese emphasis ends before the punctuation', ({ chinese }) => {
  expect(found(proseOf(chinese), /\*\*[^*\n]+\p{P}\*\*\p{L}+/gu)).toEqual([])
})

describe('the comparison', () => {
  const english = '# Use\n```sh\nnpm start # all of it\n```\n## Events\n## CSS variables\n'
  const compare = (chinese: string) => differences(outlineOf(english, 'en.md'), outlineOf(chinese, 'zh.md'))

  test('lets words and comments differ', () => {
    expect(compare('# 使用\n```sh\n# 全部启动\nnpm start\n```\n## 事件\n## CSS 变量\n')).toEqual([])
  })

  test.each([
    [
      'a heading that is missing',
      '# 使用\n```sh\nnpm start\n```\n## 事件\n',
      'heading 3: English has "## CSS variables" (en.md:6), Chinese has nothing',
    ],
    [
      'a heading of another level',
      '# 使用\n```sh\nnpm start\n```\n### 事件\n## CSS 变量\n',
      'heading 2: English has "## Events" (en.md:5), Chinese has "### 事件" (zh.md:5)',
    ],
    [
      'headings that changed places',
      '# 使用\n```sh\nnpm start\n```\n## CSS 变量\n## 事件\n',
      'heading 2: English has "## Events" (en.md:5), Chinese has "## CSS 变量" (zh.md:5)',
    ],
    [
      'a block with other code',
      '# 使用\n```sh\nnpm test\n```\n## 事件\n## CSS 变量\n',
      'code block 1: English (en.md:2) has "npm start", Chinese (zh.md:2) has "npm test"',
    ],
  ])('names %s', (_, chinese, difference) => {
    expect(compare(chinese)).toEqual([difference])
  })

  test('does not take an address for a comment', () => {
    const [block] = outlineOf('```js\nfetch("https://shop.example") // the shop\n```\n', 'en.md').blocks
    expect(block!.code).toBe('fetch("https://shop.example")')
  })
})

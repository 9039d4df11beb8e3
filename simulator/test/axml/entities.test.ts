/** @jest-environment @stryker-mutator/jest-runner/jest-env/node */
import { decodeEntities } from '../../src/axml/entities.js'

test.each([
  ['a &lt; b &gt; c', 'a < b > c'],
  ['&amp;&quot;&apos;', `&"'`],
  ['&nbsp;|&ensp;|&emsp;', '\u00a0|\u2002|\u2003'],
  ['&LT;', '<'],
  ['&#65;&#x42;&#X43;', 'ABC'],
  ['&#x1F35A;&#127834;', '🍚🍚'],
  ['&#x10ffff;', '\u{10ffff}'],
  ['&#x110000;', '&#x110000;'],
  ['&nope; & &; &#; &#xg;', '&nope; & &; &#; &#xg;'],
])('%s is %s', (written, text) => {
  expect(decodeEntities(written)).toBe(text)
})

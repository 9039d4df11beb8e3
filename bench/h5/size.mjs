import { makePages } from './pages.mjs'

export default async function size() {
  const [ours, ...peers] = await makePages()
  return [
    {
      figure: 'H5 script with styles and texts, gzip -9',
      limit: '14336 B',
      measured: `${ours.gzip} B`,
      beside: peers.map(({ name, gzip }) => `${name} ${gzip} B`).join(', '),
    },
  ]
}

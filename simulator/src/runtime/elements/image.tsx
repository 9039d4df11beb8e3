import { h } from 'preact'
import { useState } from 'preact/hooks'
import { textOf } from './dom-props.js'
import type { ElementProps } from './element-props.js'
import { useElement } from './use-element.js'

const fits: Record<string, string> = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
  widthFix: 'fill',
  heightFix: 'fill',
  center: 'none',
}

/** `<image>`. One that can't be loaded shows its name. */
export function Image(props: ElementProps) {
  const { attributes, unitPath } = props
  const { dom, emit } = useElement(props, ['src', 'mode', 'load', 'error', 'lazyLoad', 'defaultSource'])
  const [failed, setFailed] = useState<string | undefined>(undefined)
  const src = assetUrl(attributes['src'], unitPath)
  const mode = typeof attributes['mode'] === 'string' ? attributes['mode'] : 'scaleToFill'
  const isLost = src !== '' && failed === src
  return h(
    'a-image',
    { ...dom, 'data-mode': mode, 'data-lost': isLost ? '' : undefined },
    isLost ? h('span', null, src.split('/').at(-1)) : null,
    src === '' || isLost
      ? null
      : h('img', {
          src,
          alt: textOf(attributes['aria-label']),
          draggable: false,
          style: { objectFit: fits[mode] ?? 'fill' },
          onload: (event: Event) => {
            const { naturalWidth, naturalHeight } = event.currentTarget as HTMLImageElement
            emit('load', { width: naturalWidth, height: naturalHeight }, event)
          },
          onerror: (event: Event) => {
            setFailed(src)
            emit('error', { errMsg: `${src} can't be loaded` }, event)
          },
        }),
  )
}

/** A path of the mini program as an address: relative ones go from the template's folder. */
export function assetUrl(src: unknown, unitPath: string): string {
  if (typeof src !== 'string' || src === '') return ''
  if (/^(?:[a-z]+:|\/)/i.test(src)) return src
  return new URL(src, `http://program/${unitPath}`).pathname
}

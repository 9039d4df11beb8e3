import { createContext, h } from 'preact'
import { useContext, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { ElementProps } from './element-props.js'
import { useElement } from './use-element.js'

interface Columns {
  /** In the order of the page. */
  elements: Set<HTMLElement>
  chosen(column: HTMLElement): number
  /** A person turned a column to this item. */
  turned(column: HTMLElement, index: number, event: Event): void
}

const ColumnsContext = createContext<Columns | undefined>(undefined)
/** As high an item is where the program doesn't say, in pixels. */
const usualHeight = 34
/** A wheel that was not turned for so long has come to rest. */
const restMs = 120

const indexesOf = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : [])

/** `<picker-view>`: wheels beside each other; `change` tells the item of each. */
export function PickerView(props: ElementProps) {
  const { attributes } = props
  const own = [
    'value',
    'indicatorStyle',
    'indicatorClass',
    'maskStyle',
    'maskClass',
    'change',
    'pickStart',
    'pickEnd',
  ]
  const { dom, emit } = useElement(props, own)
  const values = useRef<number[]>([])
  const given = JSON.stringify(indexesOf(attributes['value']))
  values.current = useMemo(() => JSON.parse(given) as number[], [given])
  const columns = useMemo((): Columns => {
    const elements: Columns['elements'] = new Set()
    const at = (column: HTMLElement) => [...elements].indexOf(column)
    return {
      elements,
      chosen: (column) => values.current[at(column)] ?? 0,
      turned(column, index, event) {
        if (index === (values.current[at(column)] ?? 0)) return
        const next = [...elements].map((_element, place) => values.current[place] ?? 0)
        next[at(column)] = index
        values.current = next
        emit('change', { value: next }, event)
      },
    }
  }, [emit])
  useLayoutEffect(() => {
    for (const column of columns.elements) turnTo(column, columns.chosen(column))
  }, [columns, given])
  return h(
    ColumnsContext.Provider,
    { value: columns },
    h('a-picker-view', dom, props.children, h('i', { class: 'a-picker-mark' })),
  )
}

/** `<picker-view-column>`: one wheel. It is turned by scrolling, or by a tap on an item. */
export function PickerViewColumn(props: ElementProps) {
  const { dom, node } = useElement(props, [])
  const columns = useContext(ColumnsContext)
  const rest = useRef<ReturnType<typeof setTimeout>>()
  useLayoutEffect(() => {
    const { current } = node
    if (!current || !columns) return undefined
    columns.elements.add(current)
    turnTo(current, columns.chosen(current))
    return () => {
      clearTimeout(rest.current)
      columns.elements.delete(current)
    }
  }, [columns, node])
  const turned = (index: number, event: Event) => {
    if (node.current) columns?.turned(node.current, index, event)
  }
  return h(
    'a-picker-view-column',
    {
      ...dom,
      onscroll: (event: Event) => {
        clearTimeout(rest.current)
        rest.current = setTimeout(() => {
          const { current } = node
          if (current) turned(Math.round(current.scrollTop / heightOf(current)), event)
        }, restMs)
      },
      onclick: (event: Event) => {
        const { current } = node
        const index = current
          ? [...current.children].findIndex((item) => item.contains(event.target as Node))
          : -1
        if (!current || index < 0) return
        turnTo(current, index)
        turned(index, event)
      },
    },
    props.children,
  )
}

const heightOf = (column: HTMLElement) =>
  column.firstElementChild?.getBoundingClientRect().height || usualHeight

function turnTo(column: HTMLElement, index: number): void {
  column.scrollTop = index * heightOf(column)
}

import { useEffect, useRef, useState } from 'preact/hooks'
import uPlot from 'uplot'
import { useLanguageTag } from '../language.js'

export interface Line {
  label: string
  /** A colour of styles/tokens.css, without its dashes. */
  color: string
  values: readonly (number | null)[]
  isFilled?: boolean
}

interface PlotProps {
  title: string
  /** What the picture shows, for those who don't see it. */
  summary: string
  /** Seconds since 1970. */
  at: readonly number[]
  lines: readonly Line[]
  /** Of a value, on the axis and beside the line's name. */
  textOf: (value: number) => string
}

const height = 180

/** Lines over time. The value under the pointer stands beside each line's name. */
export function Plot({ title, summary, at, lines, textOf }: PlotProps) {
  const language = useLanguageTag()
  const place = useRef<HTMLDivElement>(null)
  const [pointed, setPointed] = useState<number | undefined>()
  const isDark = useIsDark()
  const wordOf = useRef(textOf)
  wordOf.current = textOf
  useEffect(() => {
    const parent = place.current
    if (!parent) return
    const colorOf = (name: string) => getComputedStyle(parent).getPropertyValue(`--${name}`).trim()
    const axis = {
      stroke: colorOf('text-soft'),
      grid: { stroke: colorOf('line'), width: 1 },
      ticks: { show: false },
    }
    const font = `12px ${getComputedStyle(parent).fontFamily}`
    const plot = new uPlot(
      {
        width: parent.clientWidth,
        height,
        padding: [8, 18, 0, 0],
        legend: { show: false },
        cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
        scales: { y: { range: (_plot, _min, max) => [0, Math.max(1, max) * 1.1] } },
        axes: [
          { ...axis, font, size: 30, values: (_plot, splits) => timesOf(splits, language) },
          {
            ...axis,
            font,
            size: (_plot, values) => widthOf(values),
            values: (_plot, splits) => splits.map((value) => wordOf.current(value)),
          },
        ],
        series: [
          {},
          ...lines.map(({ label, color, isFilled }) => ({
            label,
            stroke: colorOf(color),
            width: 2,
            points: { show: false, filter: isolatedValues, size: 6 },
            spanGaps: false,
            ...(isFilled && { fill: colorOf(`${color}-soft`) }),
          })),
        ],
        hooks: { setCursor: [({ cursor }) => setPointed(cursor.idx ?? undefined)] },
      },
      [[...at], ...lines.map(({ values }) => [...values])],
      parent,
    )
    const observer = new ResizeObserver(() => plot.setSize({ width: parent.clientWidth, height }))
    observer.observe(parent)
    return () => {
      observer.disconnect()
      plot.destroy()
    }
  }, [at, lines, language, isDark])
  return (
    <figure class="plot">
      <figcaption class="plot__head">
        <span class="plot__title">{title}</span>
        <ul class="plot__keys">
          {lines.map(({ label, color, values }) => {
            const value = pointed === undefined ? undefined : values[pointed]
            return (
              <li key={label} class="plot__key">
                <svg class={`plot__mark plot__mark--${color}`} width="12" height="4" aria-hidden="true">
                  <rect width="12" height="4" rx="2" />
                </svg>
                {label}
                {value !== undefined && value !== null && <b class="plot__value">{textOf(value)}</b>}
              </li>
            )
          })}
          <li class="plot__time" aria-hidden="true">
            {pointed !== undefined && at[pointed] !== undefined && momentText(at[pointed], language)}
          </li>
        </ul>
      </figcaption>
      <div ref={place} class="plot__picture" role="img" aria-label={summary} />
    </figure>
  )
}

/** The canvas has its colours from the scheme that it is drawn in. */
/** A line needs two known values side by side: a known value between two unknown ones is drawn as a point. */
function isolatedValues({ data }: uPlot, series: number): number[] | null {
  const values = data[series] ?? []
  const isKnown = (index: number) => typeof values[index] === 'number'
  const found = [...values.keys()].filter(
    (index) => isKnown(index) && !isKnown(index - 1) && !isKnown(index + 1),
  )
  return found.length > 0 ? found : null
}

function useIsDark(): boolean {
  const [isDark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches)
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)')
    const follow = () => setDark(query.matches)
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [])
  return isDark
}

/** At first there are no values, whatever the types say. */
const widthOf = (values: readonly string[] | null): number =>
  14 + 7 * Math.max(3, ...(values ?? []).map((value) => value.length))

const localeOf = (language: string) => (language === 'en' ? 'en-GB' : language)
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const date = { day: 'numeric', month: 'short' } as const

const momentText = (seconds: number, language: string): string =>
  new Intl.DateTimeFormat(localeOf(language), { ...date, ...clock }).format(seconds * 1_000)

/** Hours of a day, or days: what the marks differ in. */
function timesOf(splits: readonly number[], language: string): string[] {
  const step = (splits[1] ?? 0) - (splits[0] ?? 0)
  const format = new Intl.DateTimeFormat(localeOf(language), step >= 86_400 ? date : clock)
  return splits.map((seconds) => format.format(seconds * 1_000))
}

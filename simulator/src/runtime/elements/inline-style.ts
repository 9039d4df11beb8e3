/** A style attribute with its rpx in a unit that the browser knows. */
export const inlineStyle = (style: string, rpx: (value: number) => string): string =>
  style.replace(/(?<![\w.#-])(-?(?:\d+\.?\d*|\.\d+))rpx\b/g, (_, value: string) => rpx(Number(value)))

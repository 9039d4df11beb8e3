/**
 * Adds styles to a document or a shadow root; returns the way back. A strict Content-Security-Policy refuses style
 * elements, old WebViews lack constructed sheets.
 */
export function addStyles(root: Document | ShadowRoot, css: string): () => void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    return () => {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet)
    }
  } catch {
    const style = document.createElement('style')
    style.textContent = css
    ;('head' in root ? root.head : root).append(style)
    return () => style.remove()
  }
}

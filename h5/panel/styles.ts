import { element } from './element'

/**
 * The panel's look. A page changes it with the variables `--mini-message-…` and with `::part()`.
 * No `gap`, `inset` or logical properties: old WebViews lack them.
 */
const css = `
:host{all:initial;color-scheme:light dark;--ground:#fff;--text:#111;--soft:#555;--card:#f3f4f6;--accent:#05c;--button:#def}
@media(prefers-color-scheme:dark){:host{--ground:#222;--text:#eee;--soft:#aaa;--card:#333;--accent:#9cf;--button:#246}}
:host{position:fixed;top:0;right:0;bottom:0;left:0;z-index:var(--mini-message-z-index,1000);display:flex;padding-top:env(safe-area-inset-top);background:rgba(0,0,0,.55);
color:var(--mini-message-text,var(--text));font:15px/1.5 var(--mini-message-font,system-ui,sans-serif);word-break:break-word;touch-action:none}
.sheet,.example{background:var(--mini-message-background,var(--ground))}
.sheet{display:flex;flex-direction:column;box-sizing:border-box;width:100%;max-width:480px;max-height:calc(100% - 24px);margin:auto auto 0;
padding-bottom:env(safe-area-inset-bottom);border-radius:var(--mini-message-radius,20px) var(--mini-message-radius,20px) 0 0;outline:0}
.head,.template{display:flex}
.head{align-items:flex-start;padding:8px 8px 0}
.title{flex:1;margin:10px 12px 0;font-size:19px;line-height:1.35}
.sheet,.body{overflow-y:auto;overscroll-behavior:contain;touch-action:pan-y}
.body{min-height:80px;padding:4px 20px 0;border-bottom:1px solid #8886}
.template{margin-top:12px;padding:14px 10px;background:var(--mini-message-card,var(--card));border-radius:14px}
.text{flex:1;margin:0 6px}
.example{margin-top:10px;padding:10px 12px;border-radius:10px;white-space:pre-line}
.note{margin-top:14px}
.link{display:inline-block;line-height:44px}
.status{margin:8px 20px 0}
.tick{flex:none;width:24px;height:24px;margin:0 6px;accent-color:var(--mini-message-accent,var(--accent))}
.actions{display:grid;grid:auto-flow 1fr/repeat(auto-fit,minmax(122px,1fr));padding:6px 14px 14px}
button{min-width:44px;min-height:44px;border:0;background:0 0;font:inherit}
.close{font-size:26px}
.choice{margin:2px 6px;padding:10px 12px;border-radius:14px;background:var(--mini-message-button,var(--button))}
.link,.choice{color:var(--mini-message-accent,var(--accent))}
.intro,.description,.note,.label,.close{color:var(--mini-message-soft-text,var(--soft))}
.name,.status,.choice{font-weight:600}
:disabled{opacity:.5}
@media(prefers-reduced-motion:no-preference){.moving{animation:rise .25s}}
@keyframes rise{from{transform:translateY(100%)}}
`

/** A strict Content-Security-Policy refuses style elements, old WebViews lack constructed sheets. */
export function addStyles(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } catch {
    root.append(element('', css, 'style'))
  }
}

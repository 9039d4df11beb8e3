/**
 * The panel's look. A page changes it with the variables `--mini-message-…` and with `::part()`.
 * No `gap`, `inset` or logical properties: old WebViews lack them.
 */
const css = `
:host{all:initial;--bg:var(--mini-message-background,#fff);--text:var(--mini-message-text,#16181d);--soft:var(--mini-message-soft-text,#5b6270);--card:var(--mini-message-card,#f3f5f8);--accent:var(--mini-message-accent,#0a52c4);--button:var(--mini-message-button,#e3edfd);--radius:var(--mini-message-radius,20px);
position:fixed;top:0;right:0;bottom:0;left:0;z-index:var(--mini-message-z-index,1000);display:flex;flex-direction:column;justify-content:flex-end;align-items:center;
background:rgba(0,0,0,.55);color:var(--text);font:15px/1.5 var(--mini-message-font,system-ui,sans-serif);touch-action:none}
.sheet{display:flex;flex-direction:column;box-sizing:border-box;width:100%;max-width:480px;max-height:calc(100% - 24px);padding-bottom:env(safe-area-inset-bottom);
background:var(--bg);border-radius:var(--radius) var(--radius) 0 0;overflow:hidden;overflow-wrap:anywhere}
.head{display:flex;align-items:flex-start;padding:8px 8px 0}
.title{flex:1;margin:10px 12px 0;font-size:19px;line-height:1.35}
.body{overflow-y:auto;overscroll-behavior:contain;touch-action:pan-y;padding:4px 20px 0}
.template{display:flex;margin-top:12px;padding:14px 16px;background:var(--card);border-radius:14px}
.text{flex:1;min-width:0}
.example{margin-top:10px;padding:10px 12px;background:var(--bg);border-radius:10px;white-space:pre-line}
.note{margin-top:14px}
.link{display:inline-block;margin-bottom:-8px;line-height:44px;color:var(--accent)}
.status:not(:empty){margin:8px 20px}
.tick{flex:none;width:24px;height:24px;margin:10px 12px 10px 0;accent-color:var(--accent)}
[dir=rtl] .tick{margin:10px 0 10px 12px}
.actions{display:flex;padding:12px 14px 16px}
button{min-width:44px;min-height:44px;padding:0;border:0;background:0 0;font:inherit;cursor:pointer}
.close{font-size:26px;line-height:1}
.choice{flex:1;margin:0 6px;padding:10px 12px;border-radius:14px;background:var(--button);color:var(--accent);font-size:16px}
.intro,.description,.note,.label,.close{color:var(--soft)}
.description,.note,.example,.link{font-size:14px}
.label{font-size:12px}
.title,.name,.status,.choice{font-weight:600}
:disabled{opacity:.5}
:focus-visible{outline:3px solid var(--accent);outline-offset:-3px}
.sheet:focus{outline:0}
@media(min-width:600px){:host{justify-content:center}.sheet{border-radius:var(--radius)}}
@media(prefers-color-scheme:dark){:host{color-scheme:dark;--bg:var(--mini-message-background,#1d1f24);--text:var(--mini-message-text,#f1f2f4);--soft:var(--mini-message-soft-text,#a9b0bd);--card:var(--mini-message-card,#2a2d34);--accent:var(--mini-message-accent,#9cc2ff);--button:var(--mini-message-button,#26395a)}}
@media(prefers-reduced-motion:no-preference){:host([moving]){animation:fade .2s}:host([moving]) .sheet{animation:rise .25s ease-out}}
@keyframes fade{from{background:0 0}}
@keyframes rise{from{transform:translateY(100%)}}
`

/** A strict Content-Security-Policy refuses style elements, old WebViews lack constructed sheets. */
export function addStyles(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } catch {
    root.append(Object.assign(document.createElement('style'), { textContent: css }))
  }
}

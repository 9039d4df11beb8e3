/**
 * The panel's look. A page changes it with `.mini-message-panel { --background: … }` and `::part()`.
 * No `gap`, `inset` or logical properties: old WebViews lack them.
 */
const css = `
:host{all:initial;--background:#fff;--text:#16181d;--soft:#5b6270;--card:#f3f5f8;--accent:#0a52c4;--button:#e3edfd;--radius:20px;--font:system-ui,-apple-system,"PingFang SC","Noto Sans SC",sans-serif;--z-index:1000;
position:fixed;top:0;right:0;bottom:0;left:0;z-index:var(--z-index);display:flex;flex-direction:column;justify-content:flex-end;align-items:center;
background:rgba(0,0,0,.55);color:var(--text);font:15px/1.5 var(--font);touch-action:none}
.sheet{display:flex;flex-direction:column;box-sizing:border-box;width:100%;max-width:480px;max-height:calc(100% - 24px);padding-bottom:env(safe-area-inset-bottom);
background:var(--background);border-radius:var(--radius) var(--radius) 0 0;overflow:hidden;overflow-wrap:anywhere}
.head{display:flex;padding:8px 8px 0}
.title{flex:1;margin:10px 12px 0;font-size:19px;line-height:1.35}
.title,.name,.status,button{font-weight:600}
.body{overflow-y:auto;overscroll-behavior:contain;touch-action:pan-y;padding:4px 20px 0}
.intro,.description,.note,.label,.close{color:var(--soft)}
.template{display:flex;margin-top:12px;padding:14px 16px;background:var(--card);border-radius:14px}
.text{flex:1;min-width:0}
.description,.note,.example,.link{font-size:14px}
.example{margin-top:10px;padding:10px 12px;background:var(--background);border-radius:10px;white-space:pre-line}
.label{font-size:12px}
.note{margin-top:14px}
.link{display:inline-block;margin-bottom:-8px;line-height:44px;color:var(--accent)}
.status:not(:empty){margin:8px 20px}
.tick{flex:none;width:24px;height:24px;margin:10px 12px 10px 0;accent-color:var(--accent)}
[dir=rtl] .tick{margin:10px 0 10px 12px}
.actions{display:flex;padding:12px 14px 16px}
button{min-width:44px;min-height:44px;padding:0;border:0;background:0 0;font:inherit;cursor:pointer}
.close{font-size:26px;line-height:1}
.choice{flex:1;margin:0 6px;padding:10px 12px;border-radius:14px;background:var(--button);color:var(--accent);font-size:16px}
:disabled{opacity:.5}
:focus-visible{outline:3px solid var(--accent);outline-offset:-3px}
.sheet:focus{outline:0}
@media(min-width:600px){:host{justify-content:center}.sheet{border-radius:var(--radius)}}
@media(prefers-color-scheme:dark){:host{color-scheme:dark;--background:#1d1f24;--text:#f1f2f4;--soft:#a9b0bd;--card:#2a2d34;--accent:#9cc2ff;--button:#26395a}}
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

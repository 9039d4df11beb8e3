/**
 * The panel's look. Pages change it through the `--mini-message-…` variables and `::part()`.
 * No `gap`, `inset` or logical properties: old WebViews lack them, and nothing here leans left or right.
 */
const css = `
:host{all:initial;position:fixed;top:0;right:0;bottom:0;left:0;z-index:var(--mini-message-z-index,1000);
--bg:var(--mini-message-background,#fff);--text:var(--mini-message-text,#16181d);--soft:var(--mini-message-soft-text,#5b6270);
--card:var(--mini-message-card,#f3f5f8);--accent:var(--mini-message-accent,#0a52c4);--tint:var(--mini-message-button,#e3edfd);
display:flex;flex-direction:column;justify-content:flex-end;align-items:center;
font:15px/1.5 var(--mini-message-font,system-ui,-apple-system,"PingFang SC","Noto Sans SC",sans-serif);color:var(--text)}
.mask{position:absolute;top:0;right:0;bottom:0;left:0;background:rgba(0,0,0,.55);touch-action:none}
.sheet{position:relative;display:flex;flex-direction:column;box-sizing:border-box;width:100%;max-width:480px;max-height:calc(100% - 24px);
padding-bottom:env(safe-area-inset-bottom);background:var(--bg);border-radius:var(--mini-message-radius,20px) var(--mini-message-radius,20px) 0 0;outline:0;overflow:hidden}
.head{display:flex;align-items:flex-start;padding:8px 8px 0}
.title{flex:1;margin:10px 12px 0;font-size:19px;line-height:1.35;font-weight:600;overflow-wrap:anywhere}
.body{overflow-y:auto;overscroll-behavior:contain;padding:4px 20px 0}
.body,.body *{overflow-wrap:anywhere}
p{margin:0}
.intro,.description,.note,.label{color:var(--soft)}
.template{display:flex;margin-top:12px;padding:14px 16px;background:var(--card);border-radius:14px}
.text{flex:1;min-width:0}
.name{font-weight:600}
.description,.note{font-size:14px}
.example{margin-top:10px;padding:10px 12px;background:var(--bg);border-radius:10px;font-size:14px;white-space:pre-line}
.label{font-size:12px}
.note{margin-top:14px}
.link{display:inline-block;margin-bottom:-8px;font-size:14px;line-height:44px;color:var(--accent)}
.status{margin:8px 20px;font-weight:600}
.status:empty{display:none}
.tick{flex:none;width:24px;height:24px;margin:10px 12px 10px 0;accent-color:var(--accent)}
[dir=rtl] .tick{margin:10px 0 10px 12px}
.actions{display:flex;padding:12px 14px 16px}
button{flex:1;margin:0 6px;min-height:48px;min-width:44px;padding:8px 12px;border:0;border-radius:14px;background:var(--tint);color:var(--accent);
font:inherit;font-size:16px;font-weight:600;cursor:pointer}
button.close{flex:none;margin:0;width:44px;min-height:44px;padding:0;background:0 0;color:var(--soft);font-size:26px;font-weight:400;line-height:1}
button:disabled{opacity:.5;cursor:default}
:focus-visible{outline:3px solid var(--accent);outline-offset:-3px}
.sheet:focus{outline:0}
@media(min-width:600px){:host{justify-content:center}.sheet{border-radius:var(--mini-message-radius,20px)}}
@media(prefers-color-scheme:dark){:host{color-scheme:dark;--bg:var(--mini-message-background,#1d1f24);--text:var(--mini-message-text,#f1f2f4);--soft:var(--mini-message-soft-text,#a9b0bd);
--card:var(--mini-message-card,#2a2d34);--accent:var(--mini-message-accent,#9cc2ff);--tint:var(--mini-message-button,#26395a)}}
@media(prefers-reduced-motion:no-preference){:host(.moving) .mask{animation:fade .2s}:host(.moving) .sheet{animation:rise .25s ease-out}}
@keyframes fade{from{opacity:0}}
@keyframes rise{from{transform:translateY(100%)}}
`

/** A strict Content-Security-Policy refuses style elements, old WebViews lack constructed sheets. */
export function addStyles(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement('style')
    style.textContent = css
    root.append(style)
  }
}

/**
 * The panel's look. A page changes it with the variables `--mini-message-…` and with `::part()`.
 * No `gap`, `inset` or logical properties: old WebViews lack them.
 */
const light = '--ground:#fff;--text:#111;--soft:#555;--card:#f3f4f6;--accent:#05c;--button:#def'
const dark = 'color-scheme:dark;--ground:#222;--text:#eee;--soft:#aaa;--card:#333;--accent:#9cf;--button:#246'

export const panelStyles = `
dialog{color-scheme:light;${light};color:var(--mini-message-text,var(--text));font:15px/1.5 var(--mini-message-font,system-ui,sans-serif);word-break:break-word}
@media(prefers-color-scheme:dark){dialog:not(.light){${dark}}}
dialog.dark{${dark}}
.sheet,.example{background:var(--mini-message-background,var(--ground))}
.sheet{display:flex;flex-direction:column;box-sizing:border-box;width:100%;max-width:480px;max-height:calc(100% - 24px);margin:auto auto 0;
padding-bottom:env(safe-area-inset-bottom);border-radius:var(--mini-message-radius,20px) var(--mini-message-radius,20px) 0 0;outline:0}
.head,.template{display:flex;align-items:flex-start}
.title,.text{flex:1}
.title,.status{margin:12px 20px 0}
.title{font-size:19px}
.sheet,.body{overflow-y:auto;overscroll-behavior:contain;touch-action:manipulation}
.body{min-height:80px;padding:4px 20px 0;border-bottom:1px solid #8886}
.template,.example,.choice{padding:12px;border-radius:12px}
.template,.example,.note{margin-top:12px}
.template{background:var(--mini-message-card,var(--card))}
.example{white-space:pre-line}
.link{display:inline-block;line-height:44px}
.text,.tick{margin:0 6px}
.tick{flex:none;width:24px;height:24px;accent-color:var(--mini-message-accent,var(--accent))}
.actions{display:grid;grid:auto-flow 1fr/repeat(auto-fit,minmax(122px,1fr));padding:4px 14px 12px}
button{min-width:44px;min-height:44px;border:0;background:0 0;font:inherit}
.close{font-size:24px}
.choice{margin:2px 6px;background:var(--mini-message-button,var(--button))}
.link,.choice{color:var(--mini-message-accent,var(--accent))}
.intro,.description,.note,.label,.close{color:var(--mini-message-soft-text,var(--soft))}
.name,.status,.choice{font-weight:600}
:disabled{opacity:.5}
@media(prefers-reduced-motion:no-preference){.moving{animation:rise .25s}}
@keyframes rise{from{transform:translateY(100%)}}
@media(forced-colors:active){.sheet,.template,.example,.choice,.close{border:1px solid}}
`

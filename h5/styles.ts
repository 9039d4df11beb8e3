/**
 * The panel's look. A page changes it with the variables `--mini-message-…` and with `::part()`.
 * Three sizes of text and the page's own bold: each further font costs a millisecond on a slow phone before the panel stands.
 * No `gap`, `inset` or logical properties: old WebViews lack them.
 */
const light =
  '--ground:#fff;--text:#1a1a1a;--soft:#5c6066;--card:#f5f6f8;--line:#e3e5e9;--accent:#0a53c7;--warn:#b93815'
const dark =
  'color-scheme:dark;--ground:#1f2023;--text:#f2f2f3;--soft:#a9adb5;--card:#2a2c30;--line:#3b3e44;--accent:#8fbcff;--warn:#ffab91'

// Margins are the same on both sides wherever that spares a rule for languages from right to left.
export const panelStyles = `
dialog{color-scheme:light;${light};color:var(--mini-message-text,var(--text));font:15px/1.4 var(--mini-message-font,system-ui,sans-serif);word-break:break-word}
@media(prefers-color-scheme:dark){dialog:not(.light){${dark}}}
dialog.dark{${dark}}
[lang=ko]{word-break:keep-all;overflow-wrap:anywhere}
.sheet{display:flex;flex-direction:column;box-sizing:border-box;width:100%;max-width:480px;max-height:calc(100% - 24px);margin:auto auto 0;padding-bottom:env(safe-area-inset-bottom);border-radius:var(--mini-message-radius,20px) var(--mini-message-radius,20px) 0 0;outline:0}
.sheet,.body{overflow-y:auto;overscroll-behavior:contain;touch-action:manipulation}
.sheet,.logo-image,.example{background:var(--mini-message-background,var(--ground))}
.logo,.link,.choice{color:var(--mini-message-accent,var(--accent))}
.close,.intro,.description,.example-label,.note{color:var(--mini-message-soft-text,var(--soft))}
.logo,.title,.name,.status,.choice{font-weight:bold}
.description,.more,.note{font-size:13px}
.names,.text{flex:1;min-width:0}
.head{display:flex;align-items:center;padding:16px 8px 12px}
.logo{position:relative;flex:none;width:40px;height:40px;margin:0 12px;overflow:hidden;border-radius:10px;background:var(--card);font-size:17px;line-height:40px;text-align:center}
.logo-image{position:absolute;top:0;left:0;width:100%;height:100%;object-fit:cover}
.spinner{flex:none;width:18px;margin:0 12px}
.title{margin:0;font-size:17px;line-height:1.3}
.intro{font-size:13px}
.body{min-height:80px;padding:0 20px}
.list{overflow:hidden;border-radius:12px;background:var(--mini-message-card,var(--card))}
.template{padding:0 12px}
.template+.template{border-top:1px solid var(--line)}
.label{display:flex;align-items:flex-start;padding:12px 0}
.tick{flex:none;width:22px;height:22px;margin:0;accent-color:var(--mini-message-accent,var(--accent))}
.tick+.text{margin:0 12px}
.description{margin-top:2px}
.more{margin:-4px 0 12px}
details.more{margin:-10px 0 0 34px}
[dir=rtl] details.more{margin:-10px 34px 0 0}
.example-label{line-height:1.8}
summary{display:inline-block;padding:6px 0 8px;cursor:pointer}
summary::-webkit-details-marker{display:none}
summary::after{content:"";display:inline-block;width:6px;height:6px;margin:0 8px 3px;border:solid;border-width:0 1.5px 1.5px 0;transform:rotate(45deg)}
[open]>summary::after{margin-bottom:-1px;transform:rotate(225deg)}
.example{padding:10px 12px;border-radius:8px;white-space:pre-line}
details .example{margin-bottom:12px}
.note{margin:12px 0}
.link{display:inline-block;padding:14px 0;margin:-14px 0}
.status:not(:empty){display:flex;align-items:center;margin:0 12px;padding:10px 0 0;color:var(--warn)}
.status:not(:empty)::before{content:"!";flex:none;box-sizing:border-box;width:18px;height:18px;margin:0 8px;border-radius:9px;background:var(--warn);color:var(--mini-message-background,var(--ground));font-size:13px;line-height:18px;text-align:center}
.submitting .status{color:inherit}
.spinner,.submitting .status::before{content:"";box-sizing:border-box;height:18px;border-radius:9px;border:2px solid var(--mini-message-accent,var(--accent));border-bottom-color:transparent;background:none;animation:turn 3s linear infinite}
.actions{display:flex;padding:12px 14px 16px}
button{min-width:44px;min-height:44px;border:0;background:none;color:inherit;font:inherit;cursor:pointer}
.close{position:relative;align-self:flex-start;margin:-6px -4px 0}
.close::before,.close::after{content:"";position:absolute;top:21px;left:14px;width:16px;border-top:2px solid;transform:rotate(45deg)}
.close::after{transform:rotate(-45deg)}
.choice{flex:1;min-height:48px;margin:0 6px;padding:6px;border:1px solid;border-radius:12px;background:var(--mini-message-button,var(--ground))}
:disabled{opacity:.5}
@media(prefers-reduced-motion:no-preference){.moving{animation:rise .25s}.leaving .moving{animation:sink .2s forwards}.leaving{background:none;transition:background .2s}.spinner,.submitting .status::before{animation-duration:1s}}
@media(max-width:240px){.logo{display:none}.names{margin:0 12px}}
@media(forced-colors:active){.sheet,.logo,.list,.example,.close{border:1px solid}}
@keyframes rise{from{transform:translateY(100%)}}
@keyframes sink{to{transform:translateY(100%)}}
@keyframes turn{to{transform:rotate(1turn)}}
`

/**
 * The panel's look. A page changes it with the variables `--mini-message-…` and with `::part()`.
 * No `gap`, `inset` or logical properties: old WebViews lack them.
 */
const light =
  '--ground:#fff;--text:#1a1a1a;--soft:#5c6066;--card:#f5f6f8;--line:#e3e5e9;--accent:#0a53c7;--button:#fff;--warn:#b93815'
const dark =
  'color-scheme:dark;--ground:#1f2023;--text:#f2f2f3;--soft:#a9adb5;--card:#2a2c30;--line:#3b3e44;--accent:#8fbcff;--button:#1f2023;--warn:#ffab91'

export const panelStyles = `
dialog{color-scheme:light;${light};color:var(--mini-message-text,var(--text));font:15px/1.4 var(--mini-message-font,system-ui,sans-serif);word-break:break-word}
@media(prefers-color-scheme:dark){dialog:not(.light){${dark}}}
dialog.dark{${dark}}
.sheet{display:flex;flex-direction:column;box-sizing:border-box;width:100%;max-width:480px;max-height:calc(100% - 24px);margin:auto auto 0;
padding-bottom:env(safe-area-inset-bottom);background:var(--mini-message-background,var(--ground));
border-radius:var(--mini-message-radius,20px) var(--mini-message-radius,20px) 0 0;outline:0;overflow-y:auto;overscroll-behavior:contain;touch-action:manipulation}
.head{display:flex;align-items:center;padding:16px 4px 12px 20px}
[dir=rtl] .head{padding:16px 20px 12px 4px}
.logo{position:relative;flex:none;width:40px;height:40px;overflow:hidden;border-radius:10px;background:var(--card);
color:var(--mini-message-accent,var(--accent));font-size:19px;font-weight:600;line-height:40px;text-align:center}
.logo-image{position:absolute;top:0;left:0;width:100%;height:100%;object-fit:cover;background:var(--mini-message-background,var(--ground))}
.spinner{flex:none;width:18px}
.names{flex:1;margin:0 12px;min-width:0}
.title{margin:0;font-size:17px;line-height:1.3;font-weight:600}
.intro{font-size:14px}
.body{min-height:80px;padding:0 20px;overflow-y:auto;overscroll-behavior:contain;touch-action:manipulation}
.list{overflow:hidden;border-radius:12px;background:var(--mini-message-card,var(--card))}
.template{padding:0 12px}
.template+.template{border-top:1px solid var(--line)}
.label{display:flex;align-items:flex-start;padding:12px 0}
.tick{flex:none;width:22px;height:22px;margin:0;accent-color:var(--mini-message-accent,var(--accent))}
.text{flex:1;min-width:0}
.tick+.text{margin:0 12px}
.name{font-weight:600}
.description{margin-top:2px;font-size:13px}
.more{margin:-4px 0 12px;font-size:13px}
details.more{margin:-10px 0 0 34px}
[dir=rtl] details.more{margin:-10px 34px 0 0}
.example-label{line-height:1.8}
summary.example-label{display:inline-block;padding:6px 0 8px;cursor:pointer}
summary.example-label::after{content:"";display:inline-block;width:6px;height:6px;margin:0 8px 3px;border:solid;border-width:0 1.5px 1.5px 0;transform:rotate(45deg)}
[open]>summary.example-label::after{margin-bottom:-1px;transform:rotate(225deg)}
summary::-webkit-details-marker{display:none}
.example{padding:10px 12px;border-radius:8px;background:var(--mini-message-background,var(--ground));color:var(--mini-message-text,var(--text));white-space:pre-line}
details .example{margin-bottom:12px}
.note{margin:12px 0;font-size:13px}
.link{display:inline-block;padding:12px 0;margin:-12px 0;color:var(--mini-message-accent,var(--accent))}
.status:not(:empty){display:flex;align-items:center;margin:0 20px;padding:10px 0 0;font-weight:600;color:var(--warn)}
.status:not(:empty)::before{content:"!";flex:none;width:18px;margin:0 8px 0 0;border-radius:9px;background:var(--warn);color:var(--mini-message-background,var(--ground));font-size:13px;line-height:18px;text-align:center}
[dir=rtl] .status::before{margin:0 0 0 8px!important}
.submitting .status{color:inherit}
.spinner,.submitting .status::before{content:"";box-sizing:border-box;height:18px;border:2px solid;border-radius:9px;border-color:currentColor currentColor transparent;background:none;color:var(--mini-message-accent,var(--accent));animation:turn 1s linear infinite}
.actions{display:flex;padding:12px 14px 16px}
button{min-width:44px;min-height:44px;border:0;background:none;color:inherit;font:inherit;cursor:pointer}
.close{position:relative;align-self:flex-start;margin-top:-6px;color:var(--mini-message-soft-text,var(--soft))}
.close::before,.close::after{content:"";position:absolute;top:21px;left:14px;width:16px;height:2px;border-radius:1px;background:currentColor;transform:rotate(45deg)}
.close::after{transform:rotate(-45deg)}
.choice{flex:1 1 0;min-height:48px;margin:0 6px;padding:6px;border:1px solid;border-radius:12px;background:var(--mini-message-button,var(--button));
color:var(--mini-message-accent,var(--accent));font-size:16px;font-weight:600}
.intro,.description,.example-label,.note{color:var(--mini-message-soft-text,var(--soft))}
:disabled{opacity:.5}
@media(prefers-reduced-motion:no-preference){.moving{animation:rise .25s}}
@media(prefers-reduced-motion){.spinner,.submitting .status::before{animation-duration:3s}}
@media(forced-colors:active){.sheet,.logo,.list,.example,.close{border:1px solid}.close::before,.close::after{background:ButtonText}}
@keyframes rise{from{transform:translateY(100%)}}
@keyframes turn{to{transform:rotate(1turn)}}
`

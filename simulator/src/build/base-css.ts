/** How elements of the platform look before a program styles them. */
export const baseCss = `
:root { --rpx: calc(100vw / 750); --brand: #1677ff; }
* { -webkit-tap-highlight-color: transparent; }
html, body { margin: 0; height: 100%; }
body { font: 16px/1.5 -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', 'PingFang SC', 'Noto Sans CJK SC', sans-serif; background: #f5f5f5; color: #333; }
[hidden] { display: none !important; }
#program { display: flex; flex-direction: column; height: 100%; overflow: hidden; }
.a-title { flex: none; display: flex; align-items: center; height: 44px; padding: 0 8px; background: #fff; color: #111; font-weight: 600; z-index: 3000; }
.a-title button { width: 36px; height: 36px; border: 0; background: none; color: inherit; font-size: 24px; line-height: 1; }
.a-title button:disabled { visibility: hidden; }
.a-title span { flex: 1; min-width: 0; overflow: hidden; text-align: center; text-overflow: ellipsis; white-space: nowrap; }
.a-title i { width: 36px; }
/* As on a device, what is fixed to the screen lies between the bars. */
.a-pages { position: relative; flex: 1; min-height: 0; contain: layout; }
a-page { position: absolute; inset: 0; display: block; overflow: auto; overscroll-behavior: none; }
.a-tabs { flex: none; display: flex; border-top: 1px solid #e5e5e5; background: #fff; z-index: 3000; }
.a-tabs button { flex: 1; padding: 6px 4px calc(6px + env(safe-area-inset-bottom)); border: 0; background: none; color: var(--a-tab, #666); font: inherit; font-size: 12px; }
.a-tabs button[aria-current] { color: var(--a-tab-selected, var(--brand)); }
.a-tabs img { display: block; width: 24px; height: 24px; margin: 0 auto 2px; }
a-view, a-form, a-label, a-navigator, a-picker, a-checkbox-group, a-radio-group { display: block; }
a-label { display: inline-block; }
a-text { white-space: pre-line; }
a-image { display: inline-block; position: relative; overflow: hidden; width: 300px; height: 225px; }
a-image > img { display: block; width: 100%; height: 100%; }
a-image[data-mode='widthFix'] { height: auto; }
a-image[data-mode='widthFix'] > img { height: auto; }
a-image[data-mode='heightFix'], a-image[data-mode='heightFix'] > img { width: auto; }
a-image[data-lost] { background: #eee; color: #666; font-size: 12px; }
a-button { display: block; box-sizing: border-box; min-height: 44px; padding: 9px 16px; border: 1px solid #d0d0d0; border-radius: 6px; background: #fff; color: #111; font-size: 17px; line-height: 1.4; text-align: center; cursor: pointer; user-select: none; }
a-button[data-type='primary'] { border-color: var(--brand); background: var(--brand); color: #fff; }
a-button[data-type='warn'] { border-color: #e62c3b; background: #e62c3b; color: #fff; }
a-button[data-plain][data-type='primary'] { background: transparent; color: var(--brand); }
a-button[data-plain][data-type='warn'] { background: transparent; color: #e62c3b; }
a-button[data-size='mini'] { display: inline-block; vertical-align: middle; min-height: 30px; padding: 3px 12px; font-size: 14px; }
a-button[data-disabled] { opacity: 0.4; cursor: default; }
a-button.button-hover, a-navigator.navigator-hover { opacity: 0.7; }
.a-spinner, .a-toast[data-type='loading']::before { content: ''; display: inline-block; box-sizing: border-box; width: 1em; height: 1em; margin-right: 6px; border: 2px solid currentColor; border-right-color: transparent; border-radius: 50%; vertical-align: -0.15em; animation: a-turn 0.8s linear infinite; }
@keyframes a-turn { to { transform: rotate(1turn); } }
a-input, a-textarea { display: block; }
a-input > input, a-textarea > textarea { box-sizing: border-box; width: 100%; height: 100%; padding: 0; border: 0; outline: 0; background: none; color: inherit; font: inherit; text-align: inherit; resize: none; }
a-checkbox, a-radio { display: inline-block; box-sizing: border-box; position: relative; width: 20px; height: 20px; border: 1px solid #999; border-radius: 4px; background: #fff; vertical-align: middle; }
a-radio { border-radius: 50%; }
a-checkbox[aria-checked='true'], a-radio[aria-checked='true'] { border-color: var(--a-color, var(--brand)); background: var(--a-color, var(--brand)); }
a-checkbox[aria-checked='true']::after, a-radio[aria-checked='true']::after { content: ''; position: absolute; left: 6px; top: 2px; width: 5px; height: 10px; border: solid #fff; border-width: 0 2px 2px 0; transform: rotate(45deg); }
a-switch { display: inline-block; position: relative; width: 51px; height: 31px; border-radius: 16px; background: #d5d5d5; vertical-align: middle; transition: background 0.2s; }
a-switch::after { content: ''; position: absolute; left: 2px; top: 2px; width: 27px; height: 27px; border-radius: 50%; background: #fff; transition: transform 0.2s; }
a-switch[aria-checked='true'] { background: var(--a-color, var(--brand)); }
a-switch[aria-checked='true']::after { transform: translateX(20px); }
[aria-disabled='true']:is(a-checkbox, a-radio, a-switch) { opacity: 0.5; }
a-icon { display: inline-flex; align-items: center; justify-content: center; box-sizing: border-box; width: var(--a-size); height: var(--a-size); border: 2px solid; border-radius: 50%; color: var(--a-color, var(--brand)); font-size: calc(var(--a-size) * 0.6); font-weight: 700; line-height: 1; vertical-align: middle; }
a-icon:is([data-type='search'], [data-type='success_no_circle'], [data-type='download']) { border: 0; font-size: var(--a-size); }
a-icon:is([data-type='warn'], [data-type='cancel']) { color: var(--a-color, #e62c3b); }
a-icon:is([data-type='clear'], [data-type='search'], [data-type='waiting']) { color: var(--a-color, #999); }
a-progress { display: flex; align-items: center; gap: 8px; }
a-progress > div { flex: 1; overflow: hidden; border-radius: 3px; }
a-progress > div > i { display: block; height: 100%; }
a-slider { display: flex; align-items: center; gap: 8px; padding: 8px 16px; }
a-slider > input { flex: 1; min-width: 0; }
a-picker-view { display: flex; position: relative; height: 204px; overflow: hidden; }
a-picker-view-column { display: block; flex: 1; min-width: 0; overflow-y: auto; scroll-snap-type: y mandatory; scrollbar-width: none; text-align: center; line-height: 34px; }
a-picker-view-column::before, a-picker-view-column::after { content: ''; display: block; height: calc(50% - 17px); }
a-picker-view-column > * { min-height: 34px; scroll-snap-align: center; }
.a-picker-mark { position: absolute; left: 0; right: 0; top: calc(50% - 17px); height: 34px; border: solid #ddd; border-width: 1px 0; pointer-events: none; }
a-scroll-view { display: block; overflow: hidden; overscroll-behavior: contain; }
a-scroll-view[data-y] { overflow-y: auto; }
a-scroll-view[data-x] { overflow-x: auto; white-space: nowrap; }
a-swiper[data-vertical] { touch-action: pan-x; }
a-swiper { display: block; position: relative; overflow: hidden; height: 150px; touch-action: pan-y; }
.a-swiper-track { display: flex; height: 100%; transition: transform ease; }
a-swiper[data-vertical] .a-swiper-track { flex-direction: column; }
a-swiper-item { display: block; flex: none; width: 100%; height: 100%; }
.a-swiper-dots { position: absolute; bottom: 8px; left: 0; right: 0; display: flex; gap: 6px; justify-content: center; }
.a-swiper-dots i { width: 6px; height: 6px; border-radius: 50%; background: rgba(0, 0, 0, 0.3); }
.a-swiper-dots i[data-on] { background: #000; }
.a-sheet { position: fixed; inset: 0; width: auto; height: auto; margin: 0; padding: 0; border: 0; z-index: 5000; display: flex; align-items: flex-end; background: rgba(0, 0, 0, 0.5); font-weight: 400; }
.a-sheet ul { box-sizing: border-box; width: 100%; max-height: 60%; margin: 0; padding: 8px 0 calc(8px + env(safe-area-inset-bottom)); overflow: auto; border-radius: 12px 12px 0 0; background: #fff; color: #111; list-style: none; }
.a-sheet h2 { margin: 0; padding: 12px 16px 4px; color: #666; font-size: 14px; font-weight: 400; text-align: center; }
.a-sheet li:last-child[data-cancel] { margin-top: 8px; border-top: 8px solid #f5f5f5; }
.a-sheet li { padding: 12px 16px; text-align: center; cursor: pointer; }
.a-sheet li[aria-selected='true'] { color: var(--brand); font-weight: 600; }
[data-unknown] { display: block; min-height: 24px; padding: 4px; border: 1px dashed #d4380d; }
[data-unknown]::before { content: '<' attr(data-unknown) '> is not simulated'; display: block; color: #b02a02; font-size: 12px; }
.a-dialog { position: fixed; inset: 0; z-index: 6000; display: flex; align-items: center; justify-content: center; background: rgba(0, 0, 0, 0.5); }
.a-dialog > div { width: 270px; max-width: 84%; border-radius: 12px; overflow: hidden; background: #fff; color: #111; text-align: center; }
.a-dialog h2 { margin: 20px 16px 8px; font-size: 17px; }
.a-dialog p { margin: 8px 16px 20px; font-size: 14px; white-space: pre-line; overflow-wrap: anywhere; }
.a-dialog footer { display: flex; border-top: 1px solid #e5e5e5; }
.a-dialog button { flex: 1; min-height: 48px; border: 0; border-left: 1px solid #e5e5e5; background: none; color: var(--brand); font: inherit; }
.a-dialog button:first-child { border-left: 0; }
.a-dialog button:focus-visible { border-radius: 8px; outline: 2px solid var(--brand); outline-offset: -6px; }
.a-toast { position: fixed; top: 50%; left: 50%; z-index: 7000; max-width: 70%; padding: 12px 18px; transform: translate(-50%, -50%); border-radius: 8px; background: rgba(0, 0, 0, 0.8); color: #fff; font-size: 14px; text-align: center; }
.a-toast[data-type='success']::before { content: '✓ '; }
.a-toast:is([data-type='fail'], [data-type='exception'])::before { content: '✕ '; }
.a-errors { position: fixed; inset: 0; z-index: 9000; box-sizing: border-box; padding: 16px; overflow: auto; background: #2b1d1d; color: #ffe9e6; font: 13px/1.5 ui-monospace, monospace; }
.a-errors h1 { margin: 0 0 12px; font-size: 15px; }
.a-errors article { margin-bottom: 16px; white-space: pre-wrap; overflow-wrap: anywhere; }
.a-errors footer { color: #d9b8b3; }
.a-errors b { display: block; color: #ffb4a9; }
.a-errors button { float: right; min-width: 44px; min-height: 44px; border: 0; background: none; color: inherit; font-size: 22px; }
`

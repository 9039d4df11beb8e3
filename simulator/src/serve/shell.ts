/** Reloads the page when the program was built again. */
export const reloadScript = `<script>new EventSource('/__reload').onmessage = () => location.reload()</script>`

/** A phone for wide windows; a narrow one is the phone itself. */
export const shell = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mini program simulator</title>
<link rel="icon" href="data:,">
<style>
  html, body { margin: 0; height: 100%; background: #e8eaee; font: 14px/1.5 system-ui, sans-serif; color: #333; }
  body { display: flex; flex-direction: column; align-items: center; gap: 12px; box-sizing: border-box; padding: 16px; }
  iframe { flex: none; box-sizing: content-box; width: 375px; height: min(760px, calc(100% - 72px)); border: 8px solid #1b1c1f; border-radius: 28px; background: #fff; }
  select { min-height: 32px; }
  @media (max-width: 480px) { body { padding: 0 } label { display: none } iframe { width: 100%; height: 100%; border: 0; border-radius: 0 } }
</style>
</head>
<body>
<label>Width <select><option>320</option><option selected>375</option><option>430</option></select></label>
<iframe title="Mini program"></iframe>
<script>
  const frame = document.querySelector('iframe')
  frame.src = 'program.html' + location.search
  document.querySelector('select').onchange = (event) => { frame.style.width = event.target.value + 'px' }
</script>
</body>
</html>
`

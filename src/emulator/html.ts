/** The pages that a payer sees: plain, in Chinese and English, complete without scripts. */

/** Escapes text for HTML, in content and in quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)
}

/** One page. `content` is HTML; the caller has escaped what is text. */
export function htmlPage(title: string, content: string, status = 200): Response {
  const page = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>zhifu <span>模拟收银台 · Emulated cashier</span></header>
${content}
<footer>这里没有真的钱。 No real money moves here.</footer>
</main>
</body>
</html>
`
  return new Response(page, {
    status,
    headers: {
      'content-type': 'text/html;charset=utf-8',
      'content-security-policy': "default-src 'none'; img-src data:; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
    },
  })
}

const STYLE = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#eef2f7;color:#1f2937;
font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
main{width:min(28rem,calc(100vw - 2rem));background:#fff;border-radius:12px;overflow:hidden;
box-shadow:0 8px 30px rgba(15,23,42,.12)}
header{padding:.9rem 1.5rem;background:#1668dc;color:#fff;font-weight:600}
header span{font-weight:400;font-size:.85rem;opacity:.85}
section{padding:1.5rem}
p{overflow-wrap:anywhere}
h1{margin:0 0 .25rem;font-size:1.1rem;overflow-wrap:anywhere}
.amount{margin:.25rem 0 1rem;font-size:2.25rem;font-weight:600;line-height:1.2}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:0 0 1.25rem;font-size:.85rem}
dt{color:#6b7280}dd{margin:0;text-align:right;overflow-wrap:anywhere}
form{margin:0 0 .6rem}
button{width:100%;padding:.7rem;border:1px solid #1668dc;border-radius:8px;background:#1668dc;color:#fff;
font:inherit;font-weight:600;cursor:pointer}
button.quiet{background:#fff;color:#4b5563;border-color:#d1d5db}
button:focus-visible{outline:3px solid #93c5fd;outline-offset:2px}
code{overflow-wrap:anywhere}
footer{padding:.8rem 1.5rem;border-top:1px solid #e5e7eb;color:#6b7280;font-size:.8rem;text-align:center}
`

import { createHash } from "node:crypto";
import type { ApiResponse } from "../api.ts";
import type { Lang, Texts } from "./texts.ts";

/** Text made safe for HTML. Only `html` produces it. */
export class Html {
	constructor(readonly text: string) {}
}

type Part = string | number | Html | Html[] | null | false;

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
	let text = strings[0] ?? "";
	parts.forEach((part, at) => {
		text += render(part) + (strings[at + 1] ?? "");
	});
	return new Html(text);
}

function render(part: Part): string {
	if (part === null || part === false) return "";
	if (part instanceof Html) return part.text;
	if (Array.isArray(part)) return part.map((one) => one.text).join("");
	return String(part).replace(
		/[&<>"']/g,
		(mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[mark] ?? mark,
	);
}

const CSS = `
*{box-sizing:border-box}
body{margin:0;background:#eef1f5;color:#16202e;font:16px/1.7 system-ui,-apple-system,"Hiragino Sans","Noto Sans JP","Yu Gothic UI",Meiryo,sans-serif}
a{color:#0b4f8a}
.banner{margin:0;padding:.55rem 1rem;background:#ffe9a8;color:#3d2c00;text-align:center;font-weight:600;font-size:.92rem}
main{max-width:60rem;margin:0 auto;padding:1.25rem 1rem 3rem}
.two{display:grid;gap:1.25rem}
.panel{background:#fff;border:1px solid #d7dde6;border-radius:.75rem;padding:1.25rem}
.sum{background:#13294b;color:#fff;border-color:#13294b}
.sum a{color:#cfe3ff}
h1{font-size:1.35rem;line-height:1.4;margin:.25rem 0 .75rem}
h2{font-size:1.02rem;margin:0 0 .6rem}
.payee{margin:0;font-weight:600;overflow-wrap:anywhere}
.kind{margin:0;font-size:.9rem;opacity:.85}
.big{font-size:2.1rem;font-weight:700;line-height:1.25;margin:.35rem 0 1rem;font-variant-numeric:tabular-nums}
.items{list-style:none;margin:0 0 1rem;padding:0;border-top:1px solid #ffffff40}
.items li{display:flex;justify-content:space-between;gap:1rem;padding:.6rem 0;border-bottom:1px solid #ffffff40}
.items small{display:block;opacity:.85}
.items span{overflow-wrap:anywhere}
.items b{white-space:nowrap;font-variant-numeric:tabular-nums}
fieldset{border:0;margin:0 0 1.1rem;padding:0}
legend{font-weight:700;padding:0;margin-bottom:.45rem}
.choice{display:flex;gap:.7rem;align-items:flex-start;min-height:3rem;padding:.7rem .8rem;border:1px solid #b9c3d0;border-radius:.6rem;margin-bottom:.5rem;cursor:pointer}
.choice:has(input:checked){border-color:#0b4f8a;background:#eef6ff;box-shadow:inset 0 0 0 1px #0b4f8a}
.choice input{width:1.15rem;height:1.15rem;margin:.3rem 0 0;flex:none;accent-color:#0b4f8a}
.choice small{display:block;color:#44505f}
label.field{display:block;margin-bottom:.8rem;font-weight:600}
label.field input,label.field select{display:block;width:100%;margin-top:.25rem;padding:.65rem .7rem;font:inherit;border:1px solid #8592a3;border-radius:.5rem;background:#fff;color:inherit}
button,.button{display:block;width:100%;min-height:3rem;padding:.7rem 1rem;border:1px solid #0b4f8a;border-radius:.6rem;background:#0b4f8a;color:#fff;font:inherit;font-weight:700;text-align:center;text-decoration:none;cursor:pointer}
button.plain,.button.plain{background:#fff;color:#0b4f8a}
button:hover,.button:hover{filter:brightness(1.08)}
button+button,form+form,.button+.button,form+.button,.button+form{margin-top:.7rem}
:focus-visible{outline:3px solid #f2a900;outline-offset:2px}
.error{border:2px solid #b3261e;background:#fff3f2;color:#7a1410;border-radius:.6rem;padding:.7rem .9rem;margin:0 0 1rem}
.error p{margin:0}
dl{margin:0 0 1.1rem;border-top:1px solid #d7dde6}
dl div{display:flex;justify-content:space-between;gap:1rem;padding:.55rem 0;border-bottom:1px solid #d7dde6}
dt{color:#44505f}
dd{margin:0;font-weight:600;text-align:right;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
.yen{white-space:nowrap}
form+h2,dl+h2{margin-top:1.6rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:0 0 1.1rem}
th,td{padding:.5rem .3rem;font-size:.94rem;border-bottom:1px solid #d7dde6;text-align:left;font-variant-numeric:tabular-nums}
.narrow{max-width:34rem;margin:0 auto}
.hint{color:#44505f;font-size:.92rem;margin:.2rem 0 .8rem}
.tests{border-top:1px dashed #8592a3;padding-top:1rem;margin-top:1.2rem}
@media (min-width:48rem){.two{grid-template-columns:5fr 6fr;align-items:start}main{padding-top:2.5rem}.panel{padding:1.75rem}}
`;

const STYLE_HASH = createHash("sha256").update(CSS, "utf8").digest("base64");

export function page(lang: Lang, texts: Texts, title: string, body: Html, status = 200): ApiResponse {
	const document = html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} | ${texts.sandboxShort}</title>
<style>${new Html(CSS)}</style>
</head>
<body>
<header><p class="banner">${texts.sandbox}</p></header>
<main>${body}</main>
</body>
</html>`;
	return {
		status,
		headers: {
			"content-type": "text/html; charset=utf-8",
			"cache-control": "no-store",
			"referrer-policy": "strict-origin-when-cross-origin",
			"x-content-type-options": "nosniff",
			"content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`,
		},
		body: document.text,
	};
}

export const seeOther = (location: string): ApiResponse => ({
	status: 303,
	headers: { location, "cache-control": "no-store", "content-type": "text/plain" },
	body: "",
});

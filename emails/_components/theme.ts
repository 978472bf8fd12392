import type { CSSProperties } from "react";

/** The site's colours, written out because mail programs know no custom properties. */
export const COLOUR = {
	paper: "#faf6ee",
	surface: "#fffdf9",
	sunken: "#f1eade",
	ink: "#1d2a2c",
	inkSoft: "#4e5b5c",
	line: "#dcd2c1",
	primary: "#0f4a4e",
	onPrimary: "#fffdf9",
	accent: "#a8452a",
	accentSoft: "#f8e5da",
} as const;

export const SANS =
	'"Hiragino Sans", "Yu Gothic UI", "Yu Gothic", Meiryo, "Noto Sans JP", "Noto Sans CJK JP", Arial, sans-serif';
export const SERIF = '"Hiragino Mincho ProN", "Yu Mincho", "Noto Serif JP", "Noto Serif CJK JP", Georgia, serif';

/**
 * Only what inline styles cannot say; no `>` and no quotes, which React would escape here. Programs that know `prefers-color-scheme` take these; others that turn colours
 * themselves start from a light page with enough contrast either way.
 */
export const MAIL_CSS = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) {
.m-card { padding: 26px 20px !important; }
h1.m-ink { font-size: 21px !important; line-height: 31px !important; }
.m-label, .m-value { display: block !important; box-sizing: border-box !important; width: 100% !important; padding-right: 0 !important; }
.m-label { padding-bottom: 0 !important; border-bottom: 0 !important; }
.m-value { padding-top: 2px !important; }
}
@media (prefers-color-scheme: dark) {
.m-body, .m-page { background-color: #12191a !important; }
.m-card { background-color: #1a2324 !important; border-color: #344142 !important; }
.m-ink, .m-value { color: #ece6da !important; }
.m-soft, .m-label { color: #b3b8b1 !important; }
.m-line, .m-label, .m-value { border-color: #344142 !important; }
.m-link { color: #86cbc2 !important; }
.m-button { background-color: #86cbc2 !important; color: #0a2123 !important; }
.m-notice { background-color: #0d1314 !important; }
.m-demo { background-color: #3e2a22 !important; color: #f0a581 !important; }
.m-drop { background-color: #f0a581 !important; }
.m-bar { background-color: #86cbc2 !important; }
.m-track { background-color: #0d1314 !important; }
.m-strong { border-color: #87928f !important; }
}
`;

export const paragraph: CSSProperties = {
	margin: "0 0 16px",
	fontSize: "16px",
	lineHeight: "28px",
	color: COLOUR.ink,
	overflowWrap: "anywhere",
};

export const small: CSSProperties = {
	margin: "0 0 10px",
	fontSize: "14px",
	lineHeight: "23px",
	color: COLOUR.inkSoft,
	overflowWrap: "anywhere",
};

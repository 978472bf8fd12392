/** What the tax pages rest on; keys of `public.json` under `taxPage.sources`. */
export const TAX_SOURCES = [
	{ key: "nta1150", href: "https://www.nta.go.jp/taxes/shiraberu/taxanswer/shotoku/1150.htm" },
	{ key: "nta1266", href: "https://www.nta.go.jp/taxes/shiraberu/taxanswer/shotoku/1266.htm" },
	{ key: "nta2260", href: "https://www.nta.go.jp/taxes/shiraberu/taxanswer/shotoku/2260.htm" },
	{ key: "nta5283", href: "https://www.nta.go.jp/taxes/shiraberu/taxanswer/hojin/5283.htm" },
	{ key: "laws", href: null },
] as const;

/** The day the tax pages and the arithmetic behind the estimate were last compared with the law. */
export const TAX_REVIEWED_ON = "2026-11-22";

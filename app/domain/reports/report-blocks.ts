import { z } from "zod";
import { checkbox, choiceOf, lineOf, linesOf, readLineOf, withBlanks } from "../form-text.schema.ts";
import { FIGURE_KEYS, type FigureKey, isFigureKey } from "./report-figures.ts";

/** Browser-safe: what a report is made of. Every text is in both languages; texts of many lines are Markdown. */
export const BLOCK_KINDS = [
	"letter",
	"yourGift",
	"figures",
	"spending",
	"outputs",
	"people",
	"photos",
	"story",
	"text",
	"thanks",
	"ask",
] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

export const BLOCK_MAX = {
	blocks: 30,
	heading: 120,
	text: 8000,
	line: 300,
	items: 12,
	funds: 40,
	citation: 500,
	url: 500,
} as const;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const optionalId = readLineOf(40, "fields.choose", (text) => (uuid.test(text) ? text.toLowerCase() : null));

const inBoth = <S extends z.ZodType<string>>(text: S) =>
	z.preprocess(withBlanks(["ja", "en"]), z.object({ ja: text, en: text }));
const lineInBoth = (max: number) => inBoth(lineOf(max));
const linesInBoth = (max: number) => inBoth(linesOf(max));
export type InBoth = { ja: string; en: string };

/** A form sends its empty rows too, and one box as itself. */
const isBlank = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	(typeof value === "string" && value.trim() === "") ||
	(typeof value === "object" && Object.values(value).every(isBlank));
const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : isBlank(value) ? [] : [value]);
const rowsOf = <S extends z.ZodType>(row: S) =>
	z.preprocess((value) => listed(value).filter((one) => !isBlank(one)), z.array(row).max(BLOCK_MAX.items));

/** `https://doi.org/10.1038/x` and `doi:10.1038/x` are `10.1038/x`. */
export function readDoi(text: string): string | null {
	const doi = text.trim().replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, "");
	return /^10\.\d{4,9}\/[^\s"<>]{1,200}$/.test(doi) ? doi : null;
}
function readUrl(text: string): string | null {
	try {
		const url = new URL(text.trim());
		return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
	} catch {
		return null;
	}
}
const source = {
	citation: lineOf(BLOCK_MAX.citation),
	doi: readLineOf(250, "reports.doi", readDoi),
	url: readLineOf(BLOCK_MAX.url, "reports.url", readUrl),
};
const SOURCE_FIELDS = ["citation", "doi", "url"];
const sourceRow = z.preprocess(withBlanks(SOURCE_FIELDS), z.object(source));

const heading = lineInBoth(BLOCK_MAX.heading);
const text = linesInBoth(BLOCK_MAX.text);
const frequencies = ["", "once", "monthly", "yearly"] as const;

const SHAPES = {
	letter: {
		heading,
		text,
		/** what a company reads instead; empty: the same */
		companyText: text,
		signature: lineInBoth(BLOCK_MAX.line),
		role: lineInBoth(BLOCK_MAX.line),
		imageId: optionalId,
	},
	yourGift: { heading, text, companyText: text, showsGifts: checkbox },
	figures: {
		heading,
		text,
		keys: z
			.preprocess(listed, z.array(choiceOf(FIGURE_KEYS, "fields.choose", "fields.choose")).max(FIGURE_KEYS.length))
			.transform((keys): FigureKey[] => FIGURE_KEYS.filter((key) => keys.includes(key))),
	},
	/** no fund named: all of them */
	spending: { heading, text, fundIds: z.preprocess(listed, z.array(optionalId).max(BLOCK_MAX.funds)) },
	outputs: {
		heading,
		items: rowsOf(
			z.preprocess(
				withBlanks([...SOURCE_FIELDS, "sentence"]),
				z.object({ ...source, sentence: lineInBoth(BLOCK_MAX.line) }),
			),
		),
	},
	people: {
		heading,
		items: rowsOf(
			z.preprocess(
				withBlanks(["name", "role", "text", "imageId"]),
				z.object({
					name: lineInBoth(BLOCK_MAX.line),
					role: lineInBoth(BLOCK_MAX.line),
					text: linesInBoth(2000),
					imageId: optionalId,
				}),
			),
		),
	},
	photos: {
		heading,
		items: rowsOf(
			z.preprocess(
				withBlanks(["imageId", "alt", "caption"]),
				z.object({
					imageId: optionalId,
					/** empty: the picture's own */
					alt: lineInBoth(BLOCK_MAX.line),
					caption: lineInBoth(BLOCK_MAX.line),
				}),
			),
		),
	},
	story: { heading, text, storyId: optionalId },
	text: { heading, text, isClaim: checkbox, sources: rowsOf(sourceRow) },
	thanks: { heading, text },
	ask: {
		heading,
		text,
		button: lineInBoth(60),
		/** `hub`: all funds of the hub; `fund:<id>`, `campaign:<id>` */
		target: readLineOf(60, "fields.choose", (word) =>
			word === "hub" || (/^(?:fund|campaign):/.test(word) && uuid.test(word.replace(/^\w+:/, ""))) ? word : null,
		),
		frequency: choiceOf(frequencies, "fields.choose", "fields.choose", ""),
	},
} as const;

type Shapes = typeof SHAPES;
const blockOf = <K extends BlockKind>(kind: K) =>
	z.preprocess(
		withBlanks(["id", ...Object.keys(SHAPES[kind])]),
		z.object({ id: z.string().regex(/^[a-z0-9]{4,20}$/), ...(SHAPES[kind] as Shapes[K]) }),
	);

const SCHEMAS = {
	letter: blockOf("letter"),
	yourGift: blockOf("yourGift"),
	figures: blockOf("figures"),
	spending: blockOf("spending"),
	outputs: blockOf("outputs"),
	people: blockOf("people"),
	photos: blockOf("photos"),
	story: blockOf("story"),
	text: blockOf("text"),
	thanks: blockOf("thanks"),
	ask: blockOf("ask"),
};

export type BlockOf<K extends BlockKind> = { kind: K } & z.output<(typeof SCHEMAS)[K]>;
export type ReportBlock = { [K in BlockKind]: BlockOf<K> }[BlockKind];

/** What a form of one kind of block is checked by; `id` and `kind` are its own. */
export const blockSchema = <K extends BlockKind>(kind: K): (typeof SCHEMAS)[K] => SCHEMAS[kind];
const isBlockKind = (kind: unknown): kind is BlockKind => BLOCK_KINDS.some((known) => known === kind);

const anyBlock = z.unknown().transform((value, ctx): ReportBlock => {
	const kind = (value as { kind?: unknown } | null)?.kind;
	if (!isBlockKind(kind)) {
		ctx.addIssue({ code: "custom", message: "no such kind of block" });
		return z.NEVER;
	}
	const parsed = SCHEMAS[kind].safeParse(value);
	if (parsed.success) return { kind, ...parsed.data } as ReportBlock;
	ctx.addIssue({ code: "custom", message: z.prettifyError(parsed.error) });
	return z.NEVER;
});
/** As kept, and as a caller gives them. */
export const reportBlocksSchema = z
	.array(anyBlock)
	.max(BLOCK_MAX.blocks)
	.refine((blocks) => new Set(blocks.map(({ id }) => id)).size === blocks.length, "two blocks have one id");

/** A block with nothing in it yet. */
export function emptyBlock<K extends BlockKind>(kind: K, id: string): BlockOf<K> {
	return {
		kind,
		...SCHEMAS[kind].parse({ id, ...(kind === "ask" ? { target: "hub" } : {}) }),
	} as unknown as BlockOf<K>;
}

/** Figures a report shows anywhere. */
export function figuresOf(blocks: readonly ReportBlock[]): FigureKey[] {
	const keys = new Set(blocks.flatMap((block) => (block.kind === "figures" ? block.keys.filter(isFigureKey) : [])));
	return FIGURE_KEYS.filter((key) => keys.has(key));
}

/** Pictures the blocks name. */
export function imageIdsOf(blocks: readonly ReportBlock[]): string[] {
	return blocks
		.flatMap((block) => {
			if (block.kind === "letter") return [block.imageId];
			return block.kind === "people" || block.kind === "photos" ? block.items.map(({ imageId }) => imageId) : [];
		})
		.filter((id) => id !== "");
}

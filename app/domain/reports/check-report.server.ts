import type { Ctx } from "../access/ctx.server";
import { parseRichText, type RichBlock, type RichInline } from "../rich-text/rich-text";
import { openCampaign, openFund } from "./ask-url.server";
import { liveMeasures } from "./build-report-view.server";
import { type ReportRow, readReport } from "./get-report.server";
import type { ReportMeasures } from "./measure-report.server";
import { type InBoth, imageIdsOf, type ReportBlock } from "./report-blocks";

type IssueCode =
	| "no_blocks"
	| "title_en"
	| "lang_missing"
	| "text_missing"
	| "alt_missing"
	| "image_missing"
	| "claim_unsourced"
	| "output_unsourced"
	| "figures_empty"
	| "figure_no_lines"
	| "spending_no_lines"
	| "story_not_public"
	| "ask_missing"
	| "ask_closed"
	| "link_dead";
/** `stop`: nobody may be sent this. `look`: unusual, and a person decides. */
export type ReportIssue = { level: "stop" | "look"; code: IssueCode; blockId: string | null; lang: "ja" | "en" | null };

/**
 * What a reader would stumble on, by block: before review, and beside the decision.
 * @throws AppError report_not_found, forbidden
 */
export async function reportIssues(ctx: Ctx, reportId: string): Promise<ReportIssue[]> {
	const row = await readReport(ctx, reportId);
	return issuesOf(ctx, row, row.frozen ?? (await liveMeasures(ctx, row)));
}

export async function issuesOf(ctx: Ctx, row: ReportRow, measures: ReportMeasures): Promise<ReportIssue[]> {
	const found: ReportIssue[] = [];
	if (row.blocks.length === 0) found.push(issue("stop", "no_blocks", null));
	if (row.titleEn === "") found.push(issue("stop", "title_en", null, "en"));
	for (const block of row.blocks) found.push(...wordIssues(block), ...numberIssues(block, measures));
	found.push(...(await imageIssues(ctx, row.blocks)), ...(await linkIssues(ctx, row)));
	if (row.kind === "impact" && !row.blocks.some(({ kind }) => kind === "ask")) {
		found.push(issue("look", "ask_missing", null));
	}
	return found;
}

const issue = (
	level: ReportIssue["level"],
	code: IssueCode,
	blockId: string | null,
	lang: ReportIssue["lang"] = null,
): ReportIssue => ({ level, code, blockId, lang });

/** Written in one language only, nobody who reads the other gets it whole. */
function wordIssues(block: ReportBlock): ReportIssue[] {
	const texts = textsOf(block);
	const found = (["ja", "en"] as const).flatMap((lang) => {
		const other = lang === "ja" ? "en" : "ja";
		const missing = texts.some((text) => text[lang].trim() === "" && text[other].trim() !== "");
		return missing ? [issue("stop", "lang_missing", block.id, lang)] : [];
	});
	if (hasNothingToSay(block)) found.push(issue("stop", "text_missing", block.id));
	if (block.kind === "text" && block.isClaim && block.sources.every((source) => !isSource(source))) {
		found.push(issue("stop", "claim_unsourced", block.id));
	}
	if (block.kind === "outputs" && block.items.some((item) => !isSource(item))) {
		found.push(issue("stop", "output_unsourced", block.id));
	}
	return found;
}

const isSource = ({ citation, doi, url }: { citation: string; doi: string; url: string }) =>
	citation !== "" && (doi !== "" || url !== "");

function textsOf(block: ReportBlock): InBoth[] {
	const texts: InBoth[] = [block.heading];
	if ("text" in block) texts.push(block.text);
	if ("companyText" in block) texts.push(block.companyText);
	if (block.kind === "letter") texts.push(block.signature, block.role);
	if (block.kind === "ask") texts.push(block.button);
	if (block.kind === "outputs") texts.push(...block.items.map(({ sentence }) => sentence));
	if (block.kind === "people") texts.push(...block.items.flatMap(({ name, role, text }) => [name, role, text]));
	if (block.kind === "photos") texts.push(...block.items.map(({ caption }) => caption));
	return texts;
}

function hasNothingToSay(block: ReportBlock): boolean {
	const isEmpty = ({ ja, en }: InBoth) => ja.trim() === "" && en.trim() === "";
	switch (block.kind) {
		case "letter":
			return isEmpty(block.text) || isEmpty(block.signature);
		case "text":
		case "thanks":
			return isEmpty(block.text);
		case "ask":
			return isEmpty(block.text) || isEmpty(block.button);
		case "outputs":
			return block.items.length === 0 || block.items.some(({ sentence }) => isEmpty(sentence));
		case "people":
			return block.items.length === 0 || block.items.some(({ name }) => isEmpty(name));
		case "photos":
			return block.items.length === 0;
		case "story":
			return block.storyId === "";
		default:
			return false;
	}
}

function numberIssues(block: ReportBlock, measures: ReportMeasures): ReportIssue[] {
	if (block.kind === "figures") {
		if (block.keys.length === 0) return [issue("stop", "figures_empty", block.id)];
		const empty = block.keys.some((key) => (measures.figures[key]?.lineCount ?? 0) === 0);
		return empty ? [issue("look", "figure_no_lines", block.id)] : [];
	}
	if (block.kind !== "spending") return [];
	return (measures.spending[block.id]?.total.lineCount ?? 0) === 0
		? [issue("stop", "spending_no_lines", block.id)]
		: [];
}

async function imageIssues(ctx: Ctx, blocks: readonly ReportBlock[]): Promise<ReportIssue[]> {
	const ids = [...new Set(imageIdsOf(blocks))];
	const images = ids.length === 0 ? [] : await ctx.db.image.findMany({ where: { id: { in: ids } } });
	const byId = new Map(images.map((image) => [image.id, image]));
	return blocks.flatMap((block) => {
		const own = imageIdsOf([block]);
		const gone = own.some((id) => !byId.has(id)) || (block.kind === "photos" && own.length < block.items.length);
		const found = gone ? [issue("stop", "image_missing", block.id)] : [];
		for (const lang of ["ja", "en"] as const) {
			const mute = own.some((id) => {
				const image = byId.get(id);
				const said = block.kind === "photos" ? block.items.find(({ imageId }) => imageId === id)?.alt[lang] : "";
				return image !== undefined && !said && (lang === "ja" ? image.altJa : image.altEn) === "";
			});
			if (mute) found.push(issue("stop", "alt_missing", block.id, lang));
		}
		return found;
	});
}

async function linkIssues(ctx: Ctx, row: ReportRow): Promise<ReportIssue[]> {
	const found: ReportIssue[] = [];
	for (const block of row.blocks) {
		if (block.kind === "story" && block.storyId !== "") {
			const known = await ctx.db.story.findFirst({
				where: { id: block.storyId, status: "published" },
				select: { id: true },
			});
			if (!known) found.push(issue("stop", "story_not_public", block.id));
		}
		if (block.kind === "ask" && !(await isOpen(ctx, block.target))) found.push(issue("stop", "ask_closed", block.id));
		if ("text" in block && [block.text.ja, block.text.en].some(hasDeadLink)) {
			found.push(issue("stop", "link_dead", block.id));
		}
	}
	return found;
}

async function isOpen(ctx: Ctx, target: string): Promise<boolean> {
	const [kind = "", id = ""] = target.split(":");
	if (kind === "fund") return (await openFund(ctx, id)) !== null;
	if (kind === "campaign") return (await openCampaign(ctx, id)) !== null;
	return kind === "hub";
}

/** A link to no other host, or to an example: a mail has no page it could be relative to. */
function hasDeadLink(markdown: string): boolean {
	const inlines = (list: readonly RichInline[]): boolean =>
		list.some((one) => {
			if (one.kind === "link" && !/^(?:https?:\/\/[^/]+\.[^/]+|mailto:)/i.test(one.href)) return true;
			return "children" in one && inlines(one.children);
		});
	const blocks = (list: readonly RichBlock[]): boolean =>
		list.some((one) => {
			if (one.kind === "list") return one.items.some(blocks);
			if (one.kind === "quote") return blocks(one.children);
			return "children" in one && inlines(one.children as readonly RichInline[]);
		});
	return blocks(parseRichText(markdown));
}

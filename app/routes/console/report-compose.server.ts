import type { StaffCtx } from "~/domain/access/ctx.server";
import { amountText, linesHref, liveMeasures } from "~/domain/reports/build-report-view.server";
import { issuesOf, type ReportIssue } from "~/domain/reports/check-report.server";
import type { Report } from "~/domain/reports/get-report.server";
import { listComposeChoices } from "~/domain/reports/list-compose-choices.server";
import { type MeasuredFigure, type ReportMeasures, wordsOf } from "~/domain/reports/measure-report.server";
import { type BlockFormValues, blockFormValues, rowCount } from "~/domain/reports/report-block-form";
import type { InBoth, ReportBlock } from "~/domain/reports/report-blocks";
import { FIGURE_KEYS, spendingFigure } from "~/domain/reports/report-figures";
import { parseRichText, plainText } from "~/domain/rich-text/rich-text";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { ReportBlockFormProps } from "~/ui/console/report-block-form";
import type { BlockCard } from "~/ui/console/report-blocks";
import { nameOf } from "./fund-view.server";

export const REPORTS = "/console/reports";
const EXCERPT = 180;

const inLang = (text: InBoth, lang: Lang) => (lang === "en" && text.en !== "" ? text.en : text.ja || text.en);

/** What the composer shows of a report: its blocks as cards, and everything a reader would stumble on. */
export async function composedBlocks(
	ctx: StaffCtx,
	report: Report,
): Promise<{ cards: BlockCard[]; issues: ReportIssue[] }> {
	const measures = report.frozen ?? (await liveMeasures(ctx, report));
	const issues = await issuesOf(ctx, report, measures);
	const cards = report.blocks.map((block) => ({
		id: block.id,
		kind: block.kind,
		heading: inLang(block.heading, ctx.lang),
		excerpt: excerptOf(block, ctx.lang),
		figures: figuresOf(block, measures).map(([key, figure]) => ({
			label: figure.label[ctx.lang],
			value: amountText(BigInt(figure.value), figure.unit, ctx.lang),
			lineCount: figure.lineCount,
			href: linesHref(report.id, key),
		})),
		issues: issues.filter(({ blockId }) => blockId === block.id).map((issue) => issueText(issue, ctx.lang)),
		editHref: `${REPORTS}/${report.id}?block=${block.id}#block-${block.id}`,
	}));
	return { cards, issues };
}

/** The same beside the report, where it says of which block it is. */
export function issueOfReport(issue: ReportIssue, report: Report, lang: Lang) {
	const block = report.blocks.find(({ id }) => id === issue.blockId);
	const { level, text } = issueText(issue, lang);
	const of = block && (inLang(block.heading, lang) || getT(lang, "console")(`reports.kinds.${block.kind}`));
	return { level, blockId: issue.blockId, text: of ? `${of}: ${text}` : text };
}

function issueText(issue: ReportIssue, lang: Lang): BlockCard["issues"][number] {
	const t = getT(lang, "console");
	const text = t(`reports.issues.${issue.code}`, { lang: issue.lang === null ? "" : t(`reports.langs.${issue.lang}`) });
	return { level: issue.level, text };
}

function figuresOf(block: ReportBlock, measures: ReportMeasures): [string, MeasuredFigure][] {
	if (block.kind === "figures") {
		return block.keys.flatMap((key): [string, MeasuredFigure][] => {
			const figure = measures.figures[key];
			return figure ? [[key, figure]] : [];
		});
	}
	const spent = block.kind === "spending" ? measures.spending[block.id]?.total : undefined;
	return spent ? [[spendingFigure(block.id), spent]] : [];
}

function excerptOf(block: ReportBlock, lang: Lang): string {
	const text = wordsIn(block, lang);
	return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text;
}

function wordsIn(block: ReportBlock, lang: Lang): string {
	if (block.kind === "outputs") return block.items.map(({ citation }) => citation).join(" / ");
	if (block.kind === "people") return block.items.map(({ name }) => inLang(name, lang)).join(" / ");
	if (block.kind === "photos") return block.items.map(({ caption }) => inLang(caption, lang)).join(" / ");
	return plainText(parseRichText(inLang(block.text, lang).slice(0, EXCERPT * 4))).replace(/\s+/g, " ");
}

type Sent = { values: BlockFormValues; errors: Record<string, string[]> };

/** The form of one block: as it is kept, or as it was just sent. */
export async function openForm(
	ctx: StaffCtx,
	report: Report,
	of: { blockId: string; sent?: Sent },
): Promise<ReportBlockFormProps | null> {
	const block = report.blocks.find(({ id }) => id === of.blockId);
	if (!block || !report.may.change) return null;
	const values = of.sent?.values ?? blockFormValues(block);
	return {
		kind: block.kind,
		blockId: block.id,
		basedOn: report.revision,
		closeHref: `${REPORTS}/${report.id}#block-${block.id}`,
		values: values.fields,
		ticked: values.ticked,
		errors: of.sent?.errors ?? {},
		rowCounts: { items: rowCount(values, "items"), sources: rowCount(values, "sources") },
		options: await formOptions(ctx, report),
	};
}

async function formOptions(ctx: StaffCtx, report: Report): Promise<ReportBlockFormProps["options"]> {
	const { images, stories, funds, campaigns } = await listComposeChoices(ctx, report);
	const { lang } = ctx;
	const t = getT(lang, "console");
	const say = (ja: string, en: string) => inLang({ ja, en }, lang);
	return {
		images: images.map(({ id, altJa, altEn }) => ({ value: id, label: say(altJa, altEn) })),
		stories: stories.map(({ id, titleJa, titleEn }) => ({ value: id, label: say(titleJa, titleEn) })),
		funds: funds.map((fund) => ({ value: fund.id, label: nameOf(fund, lang) })),
		targets: [
			{ value: "hub", label: t("reports.targets.hub") },
			...funds.map((fund) => ({
				value: `fund:${fund.id}`,
				label: t("reports.targets.fund", { name: nameOf(fund, lang) }),
			})),
			...campaigns.map(({ id, titleJa, titleEn }) => ({
				value: `campaign:${id}`,
				label: t("reports.targets.campaign", { name: say(titleJa, titleEn) }),
			})),
		],
		figures: FIGURE_KEYS.map((key) => {
			const { label, definition } = wordsOf(key);
			return { value: key, label: label[lang], hint: definition[lang] };
		}),
	};
}

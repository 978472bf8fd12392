import { formatYen } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";
import type { ReportBlockView, ReportFigureView, ReportImageView, ReportSourceView } from "~/ui/report/report-view";
import type { Ctx } from "../access/ctx.server";
import { imageUrl } from "../images/image-kinds";
import { parseRichText, type RichBlock } from "../rich-text/rich-text";
import { askUrl } from "./ask-url.server";
import type { ReportRow } from "./get-report.server";
import { itemName, type MeasuredFigure, type ReportMeasures } from "./measure-report.server";
import { type InBoth, imageIdsOf, type ReportBlock } from "./report-blocks";
import { spendingFigure } from "./report-figures";

export type BlockViewInput = {
	row: ReportRow;
	lang: Lang;
	audience: "individual" | "company";
	code: string | null;
	measures: ReportMeasures;
	figureView: (figure: MeasuredFigure, key: string) => ReportFigureView;
};

/** Each block as it reads; one with nothing to show, or whose story is not public any more, is left out. */
export async function blockViews(ctx: Ctx, input: BlockViewInput): Promise<ReportBlockView[]> {
	const { blocks } = input.row;
	const [images, stories] = await Promise.all([readImages(ctx, blocks, input.lang), readStories(ctx, blocks)]);
	const views: ReportBlockView[] = [];
	for (const block of blocks) {
		const view = await viewOf(ctx, block, input, { images, stories });
		if (view !== null) views.push(view);
	}
	return views;
}

type Found = { images: Map<string, ReportImageView>; stories: Awaited<ReturnType<typeof readStories>> };

/** Pictures of a report are blocks of their own. */
const richText = (markdown: string): RichBlock[] => parseRichText(markdown).filter(({ kind }) => kind !== "image");

async function viewOf(
	ctx: Ctx,
	block: ReportBlock,
	input: BlockViewInput,
	found: Found,
): Promise<ReportBlockView | null> {
	const { lang, audience, measures } = input;
	const say = (text: InBoth) => (lang === "en" && text.en !== "" ? text.en : text.ja || text.en);
	const picture = (id: string) => found.images.get(id) ?? null;
	const head = { id: block.id, heading: say(block.heading) };
	switch (block.kind) {
		case "letter": {
			const own = audience === "company" && say(block.companyText) !== "" ? block.companyText : block.text;
			const { signature, role } = { signature: say(block.signature), role: say(block.role) };
			return { ...head, kind: "letter", text: richText(say(own)), signature, role, image: picture(block.imageId) };
		}
		case "yourGift": {
			const own = audience === "company" && say(block.companyText) !== "" ? block.companyText : block.text;
			return { ...head, kind: "yourGift", text: richText(say(own)), showsGifts: block.showsGifts };
		}
		case "figures": {
			const figures = block.keys.flatMap((key) => {
				const figure = measures.figures[key];
				return figure ? [input.figureView(figure, key)] : [];
			});
			return { ...head, kind: "figures", text: richText(say(block.text)), figures };
		}
		case "spending":
			return spendingView(block, input);
		case "outputs": {
			const items = block.items.map((item) => ({ ...sourceView(item), sentence: say(item.sentence) }));
			return items.length === 0 ? null : { ...head, kind: "outputs", items };
		}
		case "people": {
			const items = block.items.map((item) => ({
				name: say(item.name),
				role: say(item.role),
				text: richText(say(item.text)),
				image: picture(item.imageId),
			}));
			return items.length === 0 ? null : { ...head, kind: "people", items };
		}
		case "photos": {
			const items = block.items.flatMap((item) => {
				const image = picture(item.imageId);
				return image ? [{ image: { ...image, alt: say(item.alt) || image.alt }, caption: say(item.caption) }] : [];
			});
			return items.length === 0 ? null : { ...head, kind: "photos", items };
		}
		case "story": {
			const story = found.stories.get(block.storyId);
			if (!story) return null;
			const query = input.code === null ? "" : `?appeal=${input.code}`;
			return {
				...head,
				kind: "story",
				text: richText(say(block.text)),
				story: {
					title: say({ ja: story.titleJa, en: story.titleEn }),
					lead: say({ ja: story.leadJa, en: story.leadEn }),
					url: `${env.APP_URL}/${lang}/stories/${story.slug}${query}`,
					image: story.imageId === null ? null : picture(story.imageId),
				},
			};
		}
		case "text": {
			const sources = block.sources.map(sourceView);
			return { ...head, kind: "text", text: richText(say(block.text)), isClaim: block.isClaim, sources };
		}
		case "thanks":
			return { ...head, kind: "thanks", text: richText(say(block.text)) };
		case "ask": {
			const url = await askUrl(ctx, { row: input.row, block, lang, code: input.code });
			return url === null
				? null
				: { ...head, kind: "ask", text: richText(say(block.text)), button: say(block.button), url };
		}
	}
}

function spendingView(
	block: Extract<ReportBlock, { kind: "spending" }>,
	input: BlockViewInput,
): ReportBlockView | null {
	const { lang, measures } = input;
	const measured = measures.spending[block.id];
	if (!measured) return null;
	const say = (text: InBoth) => (lang === "en" && text.en !== "" ? text.en : text.ja || text.en);
	return {
		id: block.id,
		kind: "spending",
		heading: say(block.heading),
		text: richText(say(block.text)),
		total: input.figureView(measured.total, spendingFigure(block.id)),
		funds: measured.funds.map((fund) => ({
			name: fund[lang],
			value: formatYen(BigInt(fund.value), lang),
			items: fund.items.map(({ item, value, bought }) => ({
				label: itemName(item, lang),
				value: formatYen(BigInt(value), lang),
				bought,
			})),
		})),
	};
}

function sourceView({ citation, doi, url }: { citation: string; doi: string; url: string }): ReportSourceView {
	const resolver = doi === "" ? null : `https://doi.org/${encodeURI(doi)}`;
	return { citation, doi: doi === "" ? null : doi, url: resolver ?? (url === "" ? null : url) };
}

/** Pictures the blocks name, and those of the stories they lead to. */
async function readImages(ctx: Ctx, blocks: readonly ReportBlock[], lang: Lang) {
	const stories = await readStories(ctx, blocks);
	const ids = new Set([...imageIdsOf(blocks), ...[...stories.values()].flatMap(({ imageId }) => imageId ?? [])]);
	const rows = ids.size === 0 ? [] : await ctx.db.image.findMany({ where: { id: { in: [...ids] } } });
	return new Map(
		rows.map((image): [string, ReportImageView] => [
			image.id,
			{
				imageId: image.id,
				alt: lang === "en" && image.altEn !== "" ? image.altEn : image.altJa,
				credit: lang === "en" && image.creditEn !== "" ? image.creditEn : image.creditJa,
				width: image.width,
				height: image.height,
				files: image.widths.map((width) => ({
					width,
					webp: env.APP_URL + imageUrl(image.id, width as 480, "webp"),
					jpg: env.APP_URL + imageUrl(image.id, width as 480, "jpg"),
				})),
			},
		]),
	);
}

async function readStories(ctx: Ctx, blocks: readonly ReportBlock[]) {
	const ids = blocks.flatMap((block) => (block.kind === "story" && block.storyId !== "" ? [block.storyId] : []));
	const rows =
		ids.length === 0
			? []
			: await ctx.db.story.findMany({
					where: { id: { in: ids }, status: "published" },
					select: { id: true, slug: true, titleJa: true, titleEn: true, leadJa: true, leadEn: true, imageId: true },
				});
	return new Map(rows.map((story) => [story.id, story]));
}

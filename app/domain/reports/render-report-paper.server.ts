import { renderDocument } from "~/documents/index";
import type { Ctx } from "../access/ctx.server";
import { readImageFile } from "../images/read-image.server";
import type { ReportLook } from "./look-at-report.server";

/** A paper has room for so many pictures; each is some 100 kB. */
const PICTURES_MAX = 16;

/** A report as PDF, for whom it was looked at. */
export async function renderReportPaper(ctx: Ctx, look: ReportLook): Promise<{ bytes: Uint8Array; fileName: string }> {
	const { view, own, yearEnd, receipts, contactEmail, postalAddress } = look;
	const pictures = await picturesOf(ctx, look);
	const bytes = await renderDocument("report", {
		view,
		own,
		yearEnd,
		receipts,
		contactEmail,
		postalAddress,
		pictures,
	});
	return { bytes, fileName: `report-${view.hub?.slug ?? "institution"}-${view.reportId.slice(-6)}.pdf` };
}

async function picturesOf(ctx: Ctx, { view }: ReportLook): Promise<Map<string, Uint8Array>> {
	const ids = view.blocks.flatMap((block) => {
		if (block.kind === "photos") return block.items.map(({ image }) => image.imageId);
		if (block.kind === "people") return block.items.flatMap(({ image }) => image?.imageId ?? []);
		return block.kind === "story" && block.story.image ? [block.story.image.imageId] : [];
	});
	const pictures = new Map<string, Uint8Array>();
	for (const imageId of [...new Set(ids)].slice(0, PICTURES_MAX)) {
		pictures.set(imageId, (await readImageFile(ctx, { imageId, file: "960.jpg" })).bytes);
	}
	return pictures;
}

import { type LabelLayout, renderDocument } from "~/documents/index";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { conflict } from "~/platform/errors";
import { type SheetToWrite, writeXlsx } from "~/platform/sheets/write-sheet.server";
import type { Ctx } from "../access/ctx.server";
import { jstDayString } from "../calendar/fiscal-year";
import { donorName } from "../names/person-name";
import { parseRichText } from "../rich-text/rich-text";
import { type LetterRow, listLetters, readOwnGiving } from "./appeal-letters.server";
import { letterUrl } from "./appeal-url.server";
import { type AppealStory, getAppeal } from "./get-appeal.server";
import { honorificOf, paperAddress, paperParagraphs } from "./paper-words";

/** A file is made while somebody waits: letters come in parts of a hundred, labels of a thousand. */
export const LETTERS_PER_FILE = 100;
export const LABELS_PER_FILE = 1000;

type File = { bytes: Uint8Array; fileName: string };

/**
 * Address labels of those the post can reach, in order of postal code.
 * @param input.part  from 1
 * @throws AppError appeal_not_found, forbidden, appeal_no_letters (409)
 */
export async function makeLabels(
	ctx: Ctx,
	input: { appealId: string; layout: LabelLayout; part: number; skip: number; shift: { right: number; down: number } },
): Promise<File> {
	const { appealId, layout, part, skip, shift } = input;
	const rows = await partOf(ctx, appealId, part, LABELS_PER_FILE);
	const labels = rows.map(paperAddress);
	const { name } = await getAppeal(ctx, appealId);
	const used = part === 1 ? skip : 0;
	const bytes = await renderDocument("address-labels", { layout, labels, skip: used, shift, title: name });
	return { bytes, fileName: `labels-${layout}-${part}.pdf` };
}

/** The letters themselves, each on a sheet of its own, in the donor's language. */
export async function makeLetters(ctx: Ctx, input: { appealId: string; part: number }): Promise<File> {
	const { appealId, part } = input;
	const rows = await partOf(ctx, appealId, part, LETTERS_PER_FILE);
	const appeal = await getAppeal(ctx, appealId);
	const code = appeal.code ?? "";
	const contact = await contactOf(ctx, appeal);
	const bytes = await renderDocument("appeal-letters", {
		letters: rows.map((row) => {
			const lang = langOf(appeal, row.lang);
			return { lang, to: paperAddress(row), salutation: salutationOf(row, lang) };
		}),
		words: { ja: wordsIn(appeal, "ja", code, contact), en: wordsIn(appeal, "en", code, contact) },
		code,
		printedOn: jstDayString(ctx.now),
	});
	return { bytes, fileName: `letters-${part}.pdf` };
}

/** One letter as it will look, to a donor nobody knows: before anything is approved. */
export async function previewLetter(ctx: Ctx, input: { appealId: string; lang: Lang }): Promise<File> {
	const appeal = await getAppeal(ctx, input.appealId);
	const t = getT(input.lang, "document");
	const code = appeal.code ?? "sample22";
	const contact = await contactOf(ctx, appeal);
	const sample = { postal: "〒100-0000", lines: [t("appeal.sampleAddress")], below: "", nameFirst: false };
	const bytes = await renderDocument("appeal-letters", {
		letters: [{ lang: input.lang, to: { ...sample, name: t("appeal.sampleName") }, salutation: "" }],
		words: { ja: wordsIn(appeal, "ja", code, contact), en: wordsIn(appeal, "en", code, contact) },
		code,
		printedOn: jstDayString(ctx.now),
	});
	return { bytes, fileName: "letter-preview.pdf" };
}

/** Everything a print shop's mail merge needs, one row a donor; those the post cannot reach on a sheet of their own. */
export async function makeMergeFile(ctx: Ctx, appealId: string): Promise<File> {
	const [rows, giving, appeal] = [
		await listLetters(ctx, { appealId }),
		await readOwnGiving(ctx, { appealId }),
		await getAppeal(ctx, appealId),
	];
	const t = getT(ctx.lang, "document");
	const text = (key: MergeColumn, width?: number) => ({
		heading: t(`appeal.merge.${key}`),
		kind: "text" as const,
		width,
	});
	const columns: SheetToWrite["columns"] = [
		text("name", 28),
		text("honorific", 8),
		text("department"),
		text("contact"),
		text("postalCode", 12),
		text("prefecture", 12),
		text("city"),
		text("addressLine", 36),
		text("country", 8),
		text("lang", 8),
		{ heading: t("appeal.merge.lastOn"), kind: "day" },
		{ heading: t("appeal.merge.lastYen"), kind: "yen" },
		{ heading: t("appeal.merge.totalYen"), kind: "yen" },
		text("code", 12),
		text("url", 60),
	];
	const toCells = (row: LetterRow) => {
		const own = giving.get(row.donorId);
		const code = appeal.code ?? "";
		return [
			donorName({ ...row, donorKind: row.kind, contactName: "" }, row.country === "JP" ? "ja" : "en"),
			honorificOf(row),
			row.department,
			row.contactName,
			row.postalCode,
			row.prefecture,
			row.city,
			row.addressLine,
			row.country,
			row.lang,
			own?.lastOn ?? null,
			own?.lastYen ?? null,
			own?.totalYen ?? 0,
			code,
			letterUrl(appeal, row.lang, code),
		];
	};
	const sheet = (key: "complete" | "incomplete", isComplete: boolean) => ({
		name: t(`appeal.merge.${key}`),
		columns,
		rows: rows.filter((row) => row.isComplete === isComplete).map(toCells),
	});
	const bytes = await writeXlsx([sheet("complete", true), sheet("incomplete", false)]);
	return { bytes, fileName: `mail-merge-${appeal.code ?? "appeal"}.xlsx` };
}
type MergeColumn =
	| "name"
	| "honorific"
	| "department"
	| "contact"
	| "postalCode"
	| "prefecture"
	| "city"
	| "addressLine"
	| "country"
	| "lang"
	| "code"
	| "url";

async function partOf(ctx: Ctx, appealId: string, part: number, size: number): Promise<LetterRow[]> {
	const rows = await listLetters(ctx, { appealId, complete: true, offset: (part - 1) * size, limit: size });
	if (rows.length > 0) return rows;
	throw conflict("appeal_no_letters", `appeal ${appealId} has no letters in part ${part}`, {
		personKey: "appeals.noLetters",
	});
}

/** Whose language an appeal is not written in reads the Japanese. */
const langOf = (appeal: Pick<AppealStory, "bodyEn">, wanted: Lang): Lang => (appeal.bodyEn === "" ? "ja" : wanted);

function salutationOf(row: LetterRow, lang: Lang): string {
	if (lang === "ja") return "";
	const name =
		row.kind === "company" && row.contactName !== ""
			? row.contactName
			: donorName({ ...row, donorKind: row.kind }, "en");
	return getT("en", "document")("appeal.dear", { name });
}

function wordsIn(appeal: AppealStory, lang: Lang, code: string, contact: string[]) {
	const ja = lang === "ja";
	return {
		title: ja ? appeal.subjectJa : appeal.subjectEn || appeal.subjectJa,
		body: paperParagraphs(parseRichText(ja ? appeal.bodyJa : appeal.bodyEn || appeal.bodyJa)),
		sender: [ja ? appeal.institution.nameJa : appeal.institution.nameEn, ja ? appeal.hub.nameJa : appeal.hub.nameEn],
		contact,
		url: letterUrl(appeal, lang, code),
	};
}

async function contactOf(ctx: Ctx, { institutionId }: AppealStory): Promise<string[]> {
	const institution = await ctx.db.institution.findUnique({
		where: { id: institutionId },
		include: { receiptIssuer: true },
	});
	const lines = [institution?.receiptIssuer?.contact ?? "", institution?.contactEmail ?? ""];
	return lines.filter((line) => line !== "");
}

import { SNAPSHOT_MEASURES, type SnapshotContent, type SnapshotFigure } from "~/documents/snapshot-content";
import { isAppError } from "~/platform/errors";
import { getFile, sha256 } from "~/platform/storage/storage.server";
import type { Ctx } from "../access/ctx.server";
import { readWhole } from "../access/whole-reading.server";
import { readFigures } from "./freeze-figures.server";
import { getSnapshot } from "./get-snapshot.server";
import { hashOfContent } from "./hash-of-content.server";

export type FileCheck = "same" | "differs" | "missing" | "waiting";
export type FigureChange = {
	fiscalYear: number;
	hub: string;
	category: string;
	measure: (typeof SNAPSHOT_MEASURES)[number];
	before: bigint;
	after: bigint;
	/** million_yen when either is known no better */
	precision: SnapshotFigure["precision"];
};

/**
 * Makes the hashes of a snapshot and its files again, and its figures from the books as they are now. Changes nothing.
 * @returns `changes`: what the same question answers otherwise now, because of what was booked since
 * @throws AppError snapshot_not_found
 */
export async function verifySnapshot(ctx: Ctx, snapshotId: string) {
	const { content, ...snapshot } = await getSnapshot(ctx, snapshotId);
	const scope = { fiscalYear: content.fiscalYear, hubId: snapshot.hub?.id ?? null };
	const { pdfKey, xlsxKey } = await ctx.db.snapshot.findUniqueOrThrow({
		where: { id: snapshotId },
		select: { pdfKey: true, xlsxKey: true },
	});
	return {
		contentIsSame: hashOfContent(content) === snapshot.sha256,
		pdf: await checkFile(pdfKey, snapshot.pdfSha256),
		xlsx: await checkFile(xlsxKey, snapshot.xlsxSha256),
		changes: changesBetween(content, {
			figures: await readWhole(ctx, "verifySnapshot", (reading) => readFigures(reading, scope)),
		}),
	};
}

async function checkFile(key: string | null, hash: string | null): Promise<FileCheck> {
	if (key === null) return "waiting";
	try {
		return sha256(await getFile(key)) === hash ? "same" : "differs";
	} catch (error) {
		if (isAppError(error) && error.code === "file_not_found") return "missing";
		throw error;
	}
}

const keyOf = (figure: SnapshotFigure) => `${figure.fiscalYear} ${figure.hub} ${figure.category}`;

/** Figures that are not the same, of years both hold; each sum is compared with its own like. */
export function changesBetween(
	before: Pick<SnapshotContent, "figures">,
	after: Pick<SnapshotContent, "figures">,
): FigureChange[] {
	const older = new Map(before.figures.map((figure) => [keyOf(figure), figure]));
	const newer = new Map(after.figures.map((figure) => [keyOf(figure), figure]));
	const years = (figures: SnapshotFigure[]) => new Set(figures.map(({ fiscalYear }) => fiscalYear));
	const inOlder = years(before.figures);
	const inNewer = years(after.figures);
	return [...new Set([...older.keys(), ...newer.keys()])].sort().flatMap((key) => {
		const figure = newer.get(key) ?? older.get(key);
		if (!figure || !inOlder.has(figure.fiscalYear) || !inNewer.has(figure.fiscalYear)) return [];
		const inMillions = [older.get(key), newer.get(key)].some((one) => one?.precision === "million_yen");
		const precision = inMillions ? ("million_yen" as const) : ("yen" as const);
		return SNAPSHOT_MEASURES.flatMap((measure) => {
			const was = BigInt(older.get(key)?.[`${measure}Yen`] ?? "0");
			const is = BigInt(newer.get(key)?.[`${measure}Yen`] ?? "0");
			const { fiscalYear, hub, category } = figure;
			return was === is ? [] : [{ fiscalYear, hub, category, measure, before: was, after: is, precision }];
		});
	});
}

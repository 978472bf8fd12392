import type { SnapshotContent } from "~/documents/snapshot-content";
import { toJsonNumber, yen } from "~/domain/money/yen";
import type { SnapshotHead } from "~/domain/snapshots/get-snapshot.server";

export function snapshotRowAnswer(row: SnapshotHead) {
	const { id, fiscalYear, title, sha256, pdfSha256, xlsxSha256 } = row;
	return {
		id,
		hub: row.hub?.slug ?? null,
		fiscalYear,
		title,
		takenAt: row.takenAt.toISOString(),
		...{ sha256, pdfSha256, xlsxSha256 },
	};
}

const number = (text: string) => toJsonNumber(yen(BigInt(text)));

export function snapshotAnswer(row: SnapshotHead & { content: SnapshotContent }) {
	const { content } = row;
	return {
		...snapshotRowAnswer(row),
		note: content.note,
		takenBy: content.takenBy,
		figures: content.figures.map((one) => ({
			...one,
			category: one.category as "all",
			externalYen: number(one.externalYen),
			grossYen: number(one.grossYen),
			refundedYen: number(one.refundedYen),
			feeYen: number(one.feeYen),
			netYen: number(one.netYen),
			securedYen: number(one.securedYen),
			spentYen: number(one.spentYen),
		})),
		coverage: content.coverage.map((one) => ({
			...one,
			neededYen: number(one.neededYen),
			securedYen: number(one.securedYen),
			likelyYen: {
				low: number(one.likelyYen.low),
				expected: number(one.likelyYen.expected),
				high: number(one.likelyYen.high),
			},
		})),
		findings: content.followUp,
		indicators: content.indicators.map(({ value, target, ...one }) => ({
			...one,
			value: value === null ? null : Number(value),
			target: target === null ? null : Number(target),
		})),
	};
}

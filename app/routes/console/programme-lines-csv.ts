import type { LoaderFunctionArgs } from "@remix-run/node";
import { authorize } from "~/domain/access/authorize.server";
import { type Ctx, staffContext } from "~/domain/access/ctx.server";
import { jstDayString } from "~/domain/calendar/fiscal-year";
import { type LedgerLineRow, type LinesFilter, listLedgerLines } from "~/domain/ledger/list-ledger-lines.server";
import { listDeskPlaces } from "~/domain/programme/list-desk-places.server";
import { getT } from "~/i18n/texts.server";
import { type CsvCell, csvEncodingOf, csvResponse } from "~/platform/http/csv.server";
import { toLinesFilter } from "./lines-filter";
import { readLinesQuery } from "./programme-query";

/** All lines of one figure, as a file: their amounts add up to it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await staffContext(request, context.requestId);
	await authorize(ctx, "read", "LedgerEntry");
	const filter = toLinesFilter(readLinesQuery(new URL(request.url)), await listDeskPlaces(ctx));
	return csvResponse(rows(ctx, filter), {
		filename: `izumi-ledger-lines-${jstDayString(ctx.now)}.csv`,
		encoding: csvEncodingOf(request),
	});
}

async function* rows(ctx: Ctx, filter: LinesFilter): AsyncGenerator<CsvCell[]> {
	const t = getT(ctx.lang, "console");
	yield [
		t("gift.entries.transaction"),
		t("gift.entries.occurredOn"),
		t("filters.fiscalYear"),
		t("filters.hub"),
		t("lines.category"),
		t("lines.what"),
		t("gift.entries.kind"),
		t("gifts.columns.channel"),
		`${t("gifts.columns.amount")} (${t("units.yen")})`,
		`${t("gifts.columns.amount")} (${t("units.million")})`,
	];
	let cursor: bigint | undefined;
	do {
		const page = await listLedgerLines(ctx, { ...filter, cursor, limit: 500 });
		for (const line of page.lines) yield toCells(line, ctx);
		cursor = page.nextCursor ?? undefined;
	} while (cursor !== undefined);
}

function toCells(line: LedgerLineRow, ctx: Ctx): CsvCell[] {
	const exact = line.precision === "yen";
	return [
		line.transactionId,
		line.occurredOn,
		line.fiscalYear,
		line.hub,
		line.category,
		(ctx.lang === "ja" ? line.fundJa : line.fundEn) ?? line.externalTitle,
		line.kind,
		line.channel,
		exact ? line.yen : null,
		exact ? null : line.yen / 1_000_000n,
	];
}

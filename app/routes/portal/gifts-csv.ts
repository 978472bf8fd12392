import type { LoaderFunctionArgs } from "@remix-run/node";
import { type DonorCtx, donorContext } from "~/domain/access/ctx.server.ts";
import { eachGift } from "~/domain/portal/export-own-data.server.ts";
import { ownGift } from "~/domain/portal/own-gift.ts";
import { getT } from "~/i18n/texts.server.ts";
import { type CsvCell, csvEncodingOf, csvResponse } from "~/platform/http/csv.server.ts";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server.ts";

/** The donor's gifts for a spreadsheet. */
export async function loader({ request, context }: LoaderFunctionArgs) {
	const ctx = await donorContext(request, context.requestId);
	await takeAttempt(LIMITS.portalFile, ctx.actor.email);
	return csvResponse(rows(ctx), { filename: "izumi-gifts.csv", encoding: csvEncodingOf(request) });
}

async function* rows(ctx: DonorCtx): AsyncGenerator<CsvCell[]> {
	const t = getT(ctx.lang, "public");
	yield [
		t("portal.requests.giftRef", { reference: "" }).trim(),
		t("portal.gift.givenOn"),
		t("portal.gift.hub"),
		t("portal.gift.fund"),
		t("portal.recipient"),
		t("portal.gift.method"),
		t("portal.gift.state"),
		t("portal.home.given"),
		t("portal.home.refunded"),
	];
	for await (const row of eachGift(ctx)) {
		const gift = ownGift(row, ctx.lang);
		yield [
			gift.reference,
			gift.givenOn,
			gift.hub,
			gift.fund,
			gift.institution,
			t(`portal.method.${gift.channel}` as "portal.method.card"),
			t(`portal.giftState.${gift.state}` as "portal.giftState.received"),
			gift.amountYen,
			gift.refundedYen,
		];
	}
}

import type { Tx } from "~/platform/db/transaction.server";
import { forbidden, invalid } from "~/platform/errors";
import type { Action } from "../access/ability.server";
import { mayDo } from "../access/authorize.server";
import type { Ctx } from "../access/ctx.server";
import { foldHub, type Share } from "./allocation.schema";

/** What concerns every hub is not one institution's to say: only a right in the whole programme reaches a row of none. */
export const mayProgrammeWide = (ctx: Pick<Ctx, "ability">, action: Action): boolean =>
	mayDo(ctx, action, "Fund", { hubId: null, institutionId: null });

export function assertProgrammeWide(ctx: Pick<Ctx, "ability">, action: Action): void {
	if (!mayProgrammeWide(ctx, action)) throw forbidden(`${action} a fund of the programme`);
}

/**
 * Writes the shares of a fund of the programme in the place of those there were.
 * @throws AppError fund_share_hub_unknown
 */
export async function keepShares(tx: Tx, fundId: string, shares: readonly Share[]): Promise<void> {
	const hubs = await tx.hub.findMany({ select: { id: true, slug: true, abbreviation: true } });
	const rows = shares.map(({ hub: name, basisPoints }) => {
		const wanted = foldHub(name);
		const hub = hubs.find(({ slug, abbreviation }) => slug === wanted || foldHub(abbreviation) === wanted);
		if (hub) return { fundId, hubId: hub.id, basisPoints };
		throw invalid("fund_share_hub_unknown", "a share names a hub that is not there", {
			personKey: "fields.fund.shareHub",
			params: { hub: name },
		});
	});
	// A short name and an abbreviation may be of the same hub.
	if (new Set(rows.map(({ hubId }) => hubId)).size < rows.length) {
		throw invalid("fund_share_twice", "a share names a hub twice", { personKey: "fields.fund.shareHubTwice" });
	}
	await tx.fundShare.deleteMany({ where: { fundId } });
	await tx.fundShare.createMany({ data: rows });
}

import type { SqlTx } from "~/platform/db/transaction.server";
import type { Ctx } from "../access/ctx.server";
import type { ConsentPurpose } from "./mail-care-kinds";

/** A donor who agrees anew wants that kind of mail again, from the hub they say it to. */
export async function welcomeAgain(
	tx: SqlTx,
	ctx: Pick<Ctx, "now">,
	{ donorId, hubId, purpose }: { donorId: string; hubId: string | null; purpose: ConsentPurpose },
): Promise<void> {
	if (purpose === "clicks") return;
	await tx.$executeRaw`
		UPDATE mail_preference SET wanted = true, at = ${ctx.now}
		WHERE donor_id = ${donorId}::uuid AND purpose = ${purpose} AND NOT wanted AND (hub_id IS NULL OR hub_id = ${hubId}::uuid)`;
}

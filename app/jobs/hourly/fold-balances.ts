import { jobContext } from "~/domain/access/ctx.server";
import { foldBalances as fold } from "~/domain/ledger/fold-balances.server";

export async function foldBalances(): Promise<void> {
	await fold(await jobContext("foldBalances"));
}

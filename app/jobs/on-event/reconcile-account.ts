import { jobContext } from "~/domain/access/ctx.server";
import { reconcileAccount as reconcile } from "~/domain/reconciliation/reconcile-account.server";

export async function reconcileAccount(input: { runId: string }): Promise<void> {
	await reconcile(await jobContext("reconcileAccount"), input);
}

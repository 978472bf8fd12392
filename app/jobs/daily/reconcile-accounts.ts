import { jobContext } from "~/domain/access/ctx.server";
import { startNightlyRuns } from "~/domain/reconciliation/request-run.server";

export async function reconcileAccounts(): Promise<void> {
	await startNightlyRuns(await jobContext("reconcileAccounts"));
}

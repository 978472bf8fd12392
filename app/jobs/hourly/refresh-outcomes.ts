import { jobContext } from "~/domain/access/ctx.server";
import { refreshOutcomes as refresh } from "~/domain/outcomes/refresh-outcomes.server";

export async function refreshOutcomes(): Promise<void> {
	await refresh(await jobContext("refreshOutcomes"));
}

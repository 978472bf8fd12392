import { jobContext } from "~/domain/access/ctx.server";
import { refreshOutlook as run } from "~/domain/sufficiency/refresh-outlook.server";

export async function refreshOutlook(payload: { hubId: string }): Promise<void> {
	await run(await jobContext("refreshOutlook"), payload.hubId);
}

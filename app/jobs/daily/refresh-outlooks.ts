import { jobContext } from "~/domain/access/ctx.server";
import { askForOutlooks } from "~/domain/sufficiency/refresh-outlook.server";

/** A day later more is late, fewer gifts are to come and a new fiscal year may have begun. */
export async function refreshOutlooks(): Promise<void> {
	await askForOutlooks(await jobContext("refreshOutlooks"));
}

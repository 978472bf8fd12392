import { jobContext } from "~/domain/access/ctx.server";
import { forgetOldRows as forget } from "~/domain/access/forget-old-rows.server";

export async function forgetOldRows(): Promise<void> {
	await forget(await jobContext("forgetOldRows"));
}

import { jobContext } from "~/domain/access/ctx.server";
import { watchDeclines as watch } from "~/domain/fraud/watch-declines.server";

export async function watchDeclines(): Promise<void> {
	await watch(await jobContext("watchDeclines"));
}

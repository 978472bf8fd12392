import { jobContext } from "~/domain/access/ctx.server";
import { sweepMailings as sweep } from "~/domain/mailings/sweep-mailings.server";

export async function sweepMailings(): Promise<void> {
	await sweep(await jobContext("sweepMailings"));
}

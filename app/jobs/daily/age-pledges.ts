import { jobContext } from "~/domain/access/ctx.server";
import { agePledges as age } from "~/domain/pledges/age-pledges.server";

export async function agePledges(): Promise<void> {
	await age(await jobContext("agePledges"));
}

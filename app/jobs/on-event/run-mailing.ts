import { jobContext } from "~/domain/access/ctx.server";
import { templateOf } from "~/domain/mailings/mailing-template.server";
import { runMailing as run } from "~/domain/mailings/run-mailing.server";

export async function runMailing(input: { mailingId: string }): Promise<void> {
	await run(await jobContext("runMailing"), input, { makeTemplate: templateOf });
}

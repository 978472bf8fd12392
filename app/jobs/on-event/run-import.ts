import { jobContext } from "~/domain/access/ctx.server";
import { workImport } from "~/domain/imports/work-import.server";

export async function runImport(input: { importId: string }): Promise<void> {
	await workImport(await jobContext("runImport"), input, "running");
}

import { jobContext } from "~/domain/access/ctx.server";
import { workImport } from "~/domain/imports/work-import.server";

export async function undoImport(input: { importId: string }): Promise<void> {
	await workImport(await jobContext("undoImport"), input, "undoing");
}

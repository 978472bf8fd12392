import { jobContext } from "~/domain/access/ctx.server";
import { sealAudit as seal } from "~/domain/audit/seal-audit.server";

export async function sealAudit(): Promise<void> {
	const ctx = await jobContext("sealAudit");
	while ((await seal(ctx)) > 0);
}

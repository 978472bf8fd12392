import { jobContext } from "~/domain/access/ctx.server";
import { renderSnapshot as render } from "~/domain/snapshots/render-snapshot.server";

export async function renderSnapshot(input: { snapshotId: string }): Promise<void> {
	await render(await jobContext("renderSnapshot"), input);
}

import { findHubFacts } from "~/domain/hubs/list-hub-facts.server";
import { listSnapshots } from "~/domain/snapshots/get-snapshot.server";
import { takeSnapshot } from "~/domain/snapshots/take-snapshot.server";
import { notFound } from "~/platform/errors";
import { accepts } from "./accept.server";
import { answers } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { POSTS } from "./post-endpoints";
import { snapshotRowAnswer } from "./snapshot-answer";

export const loader = answers(ENDPOINTS.snapshots, async (ctx, { hub, fiscalYear, cursor, limit }) => {
	const hubId = hub === undefined ? undefined : (await findHubFacts(ctx, hub))?.id;
	if (hub !== undefined && hubId === undefined) throw notFound("hub", hub);
	const { snapshots, nextCursor } = await listSnapshots(ctx, { hubId, fiscalYear, cursor, limit });
	return { data: snapshots.map(snapshotRowAnswer), nextCursor };
});

/** The answer is made of what was frozen: the row is seen by others only once the answer is kept with it. */
export const action = accepts(
	POSTS.takeSnapshot,
	async (ctx, { body }) => {
		const { hub, ...wish } = body;
		const hubId = hub === null ? null : (await findHubFacts(ctx, hub))?.id;
		if (hubId === undefined) throw notFound("hub", hub ?? "");
		const { snapshotId, sha256 } = await takeSnapshot(ctx, { ...wish, hubId });
		return {
			id: snapshotId,
			hub,
			fiscalYear: wish.fiscalYear,
			title: wish.title,
			takenAt: ctx.now.toISOString(),
			sha256,
			pdfSha256: null,
			xlsxSha256: null,
		};
	},
	"GET, HEAD",
);

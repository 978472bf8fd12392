import { getSnapshot } from "~/domain/snapshots/get-snapshot.server";
import { answers, onlyGet } from "./answer.server";
import { ENDPOINTS } from "./endpoints";
import { snapshotAnswer } from "./snapshot-answer";

export const loader = answers(ENDPOINTS.snapshot, async (ctx, { snapshotId }) =>
	snapshotAnswer(await getSnapshot(ctx, snapshotId)),
);

export const action = onlyGet;

import { jobContext } from "~/domain/access/ctx.server";
import { renderSnapshot } from "~/domain/snapshots/render-snapshot.server";
import { takeSnapshot } from "~/domain/snapshots/take-snapshot.server";
import { hubScope } from "../staff";
import { type AccessLines, EVERYBODY, ownRow, type Who } from "./lines";

const OWN: Who[] = EVERYBODY.filter((who) => who !== "officer of IRCN");
/** A communicator reads figures and takes none away. */
const exports = (who: Who) => (who === "communicator" ? 403 : 200);

/** The desk, snapshots and closed years: figures of one's scope for all staff, and a snapshot of NanoLSI. */
export const deskAccess: AccessLines = {
	console: {
		"routes/console/desk.tsx": () => 200,
		"routes/console/desk-csv.ts": exports,
		"routes/console/desk-xlsx.ts": exports,
		"routes/console/snapshots.tsx": () => 200,
		"routes/console/snapshot.tsx": ownRow(OWN),
		"routes/console/snapshot-file.ts": (who) => (who === "communicator" ? 403 : ownRow(OWN)(who)),
		// Asked without the two it compares.
		"routes/console/snapshot-compare.tsx": () => 404,
		"routes/console/years.tsx": () => 200,
	},
	api: {
		"routes/api/v1/snapshots.ts": () => 200,
		"routes/api/v1/snapshot.ts": ownRow(OWN),
	},
	takesPost: ["routes/api/v1/snapshots.ts"],
	onlyPost: [],
	rows: async () => {
		const ctx = await jobContext("factory");
		const scope = await hubScope("nanolsi");
		const hubId = scope.kind === "hub" ? scope.hubId : null;
		const { snapshotId } = await takeSnapshot(ctx, { fiscalYear: 2026, hubId, title: "確定値", note: "" });
		await renderSnapshot(ctx, { snapshotId });
		return { snapshotId, kind: "pdf" };
	},
};

import { createHash } from "node:crypto";
import type { SnapshotContent } from "~/documents/snapshot-content";
import { canonicalJson } from "../audit/audit.server";

/** Of the content in canonical form, keys in order: jsonb keeps no order of its own. */
export function hashOfContent(content: SnapshotContent): string {
	return createHash("sha256").update(canonicalJson(content)).digest("hex");
}

import { createHash } from "node:crypto";

/** In hex, as rows keep it beside a file's key. */
export function sha256(bytes: Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}

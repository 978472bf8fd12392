import { followUpAccess } from "./follow-up";
import type { AccessLines } from "./lines";

export * from "./lines";

/** What each noun brings to the test of every console route and API method. */
export const ACCESS_LINES: AccessLines[] = [followUpAccess];

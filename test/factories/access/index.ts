import { deskAccess } from "./desk";
import { followUpAccess } from "./follow-up";
import type { AccessLines } from "./lines";
import { sufficiencyPlanAccess } from "./sufficiency-plans";

export * from "./lines";

/** What each noun brings to the test of every console route and API method. */
export const ACCESS_LINES: AccessLines[] = [deskAccess, followUpAccess, sufficiencyPlanAccess];

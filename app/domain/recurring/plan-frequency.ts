import type { GiftFrequency } from "../gifts/start-gift.schema.ts";
import type { PlanUnit } from "./plan-days.ts";

export const PLAN_UNIT = { monthly: "month", yearly: "year" } as const satisfies Record<
	Exclude<GiftFrequency, "once">,
	PlanUnit
>;

export const FREQUENCY_OF = { month: "monthly", year: "yearly" } as const satisfies Record<PlanUnit, GiftFrequency>;

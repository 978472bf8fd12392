import type { Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";
import type { PlanUnit } from "./plan-days";

/** A plan as a mail about one of its gifts tells of it. */
export function planNote(plan: { unit: string; nextChargeOn: Date | null }, lang: Lang) {
	return {
		unit: plan.unit as PlanUnit,
		nextChargeOn: plan.nextChargeOn?.toISOString().slice(0, 10) ?? null,
		portalUrl: `${env.APP_URL}/portal?lang=${lang}`,
	};
}

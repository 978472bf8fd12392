import type { StaffCtx } from "~/domain/access/ctx.server";
import { fiscalYearOf } from "~/domain/calendar/fiscal-year";
import type { Coverage } from "~/domain/sufficiency/coverage";
import type { ScenarioChange } from "~/domain/sufficiency/scenario.schema";
import { getT } from "~/i18n/texts.server";
import type { Compared } from "~/ui/sufficiency/compare-table";
import { toPath } from "./sufficiency-hub-page.server";

/** "Host contribution −10 %": one line a change. */
export function toldChanges(ctx: StaffCtx, changes: readonly ScenarioChange[]): string[] {
	const t = getT(ctx.lang, "console");
	return changes.map((change) => {
		if (change.kind === "extend_support") return t("scenarios.told.extend_support", { years: change.years });
		if (change.kind === "lose_largest_funder") return t("scenarios.told.lose_largest_funder");
		if (change.kind === "monthly_donors") return t("scenarios.told.monthly_donors", { factor: change.factor });
		const percent = change.changeBasisPoints / 100;
		return t("scenarios.told.host_contribution", { percent: percent > 0 ? `+${percent}` : `−${Math.abs(percent)}` });
	});
}

/** A column of the comparison, and its small picture. */
export function toColumn(coverage: Coverage, key: string, name: string, whatIf: boolean) {
	const path = { ...toPath(coverage, name), ...(whatIf && { whatIf: name }) };
	const column: Compared = {
		key,
		name,
		whatIf,
		supportEndsOn: path.supportEndsOn,
		gap: coverage.gap,
		// What has been is the same in every what-if.
		years: path.years.filter(({ fiscalYear }) => fiscalYear >= fiscalYearOf(coverage.asOf)),
	};
	return { column, path };
}

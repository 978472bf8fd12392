import { jobContext } from "~/domain/access/ctx.server";
import { yen } from "~/domain/money/yen";
import { draftPlan } from "~/domain/sufficiency/draft-plan.server";
import { hubScope } from "../staff";
import type { AccessLines } from "./lines";
import { ADMINS, EVERYBODY, ownRow } from "./lines";

const ofHub = ownRow(EVERYBODY.filter((who) => who !== "officer of IRCN"));

/** A hub's plan is a figure: whoever has a role there reads it, and officers and administrators write it. */
export const sufficiencyPlanAccess: AccessLines = {
	console: {
		"routes/console/sufficiency-plans.tsx": ofHub,
		"routes/console/sufficiency-plan.tsx": ofHub,
		"routes/console/sufficiency-plan-edit.tsx": ownRow([...ADMINS, "officer"]),
		"routes/console/sufficiency-plan-xlsx.ts": (who) => (who === "communicator" ? 403 : ofHub(who)),
		"routes/console/sufficiency-plan-csv.ts": (who) => (who === "communicator" ? 403 : ofHub(who)),
	},
	api: {
		"routes/api/v1/sufficiency-plans.ts": () => 200,
		"routes/api/v1/sufficiency-plan.ts": ofHub,
	},
	takesPost: ["routes/api/v1/sufficiency-plans.ts"],
	onlyPost: ["routes/api/v1/sufficiency-plan-submit.ts", "routes/api/v1/sufficiency-plan-decide.ts"],
	rows: async () => {
		const scope = await hubScope("nanolsi");
		const { planId } = await draftPlan(await jobContext("test"), {
			hubId: scope.kind === "hub" ? scope.hubId : "",
			title: "自立化計画",
			firstFiscalYear: 2026,
			lastFiscalYear: 2027,
			costs: [{ fiscalYear: 2026, use: "running", label: "運営費", amountYen: yen(120_000_000) }],
		});
		return { sufficiencyPlanId: planId };
	},
};

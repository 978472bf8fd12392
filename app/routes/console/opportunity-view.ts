import { donorName } from "~/domain/names/person-name";
import type { OpportunityRow } from "~/domain/opportunities/list-opportunities.server";
import { isOpen } from "~/domain/opportunities/opportunity.schema";
import type { Lang } from "~/i18n/lang";
import type { OpportunityCard } from "~/ui/console/opportunity-board";

export const OPPORTUNITIES = "/console/opportunities";

/** An opportunity as lists and the board show it. */
export function toCard(row: OpportunityRow, given: { lang: Lang; today: string }): OpportunityCard {
	const { donorKind, familyName, givenName, companyName } = row;
	const due = row.nextStepOn !== null && isOpen(row.stage) && row.nextStepOn <= given.today;
	return {
		id: row.id,
		name: row.name,
		hub: row.hubName,
		stage: row.stage,
		amountYen: row.amountYen,
		expectedOn: row.expectedOn,
		donorId: row.donorId,
		donor: donorKind === null ? null : donorName({ donorKind, familyName, givenName, companyName }, given.lang),
		owner: row.owner,
		nextStep: row.nextStep,
		nextStepOn: row.nextStepOn,
		due: due ? (row.nextStepOn === given.today ? "today" : "overdue") : null,
	};
}

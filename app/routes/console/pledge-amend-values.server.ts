import type { PledgeStory } from "~/domain/pledges/get-pledge.server";
import { formatInteger } from "~/i18n/format";

/** What an amendment does not touch: what came, and what was given up. */
export function keptYenOf({ paidYen, writtenOffYen }: Pick<PledgeStory, "paidYen" | "writtenOffYen">): bigint {
	return paidYen + writtenOffYen;
}

/** The form as it begins: what is still to come, line by line, as it is planned now. */
export function scheduleValues(story: PledgeStory): Record<string, string> {
	const open = story.instalments.filter(({ openYen }) => openYen > 0n);
	return {
		amountYen: formatInteger(story.amountYen),
		startOn: open[0]?.dueOn ?? story.startOn,
		repeat: "list",
		dates: open.map(({ dueOn, openYen }) => `${dueOn} ${formatInteger(openYen)}`).join("\n"),
	};
}

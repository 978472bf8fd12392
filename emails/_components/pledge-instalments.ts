import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { Fact } from "./parts.tsx";

export interface PledgeInstalment {
	/** YYYY-MM-DD */
	dueOn: string;
	amountYen: bigint;
}

/** The coming instalments, a line each, and how many more there are. */
export function instalmentFacts(mail: { lang: Lang; instalments: readonly PledgeInstalment[]; count: number }): Fact[] {
	const t = getT(mail.lang, "mail");
	const more = mail.count - mail.instalments.length;
	return [
		...mail.instalments.map(({ dueOn, amountYen }) => ({
			label: formatDay(dueOn, mail.lang),
			value: formatYen(amountYen, mail.lang),
		})),
		...(more > 0 ? [{ label: t("pledge.moreLabel"), value: t("pledge.more", { count: more }) }] : []),
	];
}

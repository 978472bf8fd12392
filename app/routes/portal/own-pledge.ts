import type { OwnPledge } from "~/domain/pledges/list-own-pledges.server.ts";
import type { Lang } from "~/i18n/lang.ts";
import type { OwnPledgeView } from "~/ui/portal/pledge.tsx";

/** A donor's own pledge in the donor's language. */
export function ownPledge(pledge: OwnPledge, lang: Lang): OwnPledgeView {
	const of = (row: { nameJa: string; nameEn: string }) => (lang === "ja" ? row.nameJa : row.nameEn);
	const { hub, fund, institution, next, publicToken, createdAt: _, ...rest } = pledge;
	return {
		...rest,
		hub: hub && of(hub),
		fund: of(fund),
		institution: of(institution),
		next: next && { dueOn: next.dueOn, openYen: next.openYen, status: next.status },
		payHref: `/${lang}/pledges/${publicToken}`,
	};
}

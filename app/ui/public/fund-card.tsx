import { formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { overheadPercent } from "./overhead.ts";

export interface FundView {
	id: string;
	slug: string;
	name: string;
	purpose: string;
	institution: { name: string };
	overheadBasisPoints: number;
	minYen: bigint;
	maxYen: bigint;
}

/** A fund on a hub's page: what it pays for, who receives it, and the way to give. */
export function FundCard({
	fund,
	hubSlug,
	lang,
	query,
}: {
	fund: FundView;
	hubSlug: string;
	lang: Lang;
	query: string;
}) {
	const t = useT("public");
	const give = `/${lang}/hubs/${hubSlug}/give${query === "" ? "?" : `${query}&`}fund=${fund.slug}`;
	return (
		<article className="card flex h-full flex-col gap-3">
			<h3>{fund.name}</h3>
			<p className="grow">{fund.purpose}</p>
			<p className="hint">
				{t("hub.fundRecipient")}: {fund.institution.name}
				<br />
				{fund.overheadBasisPoints > 0
					? t("hub.fundOverhead", { percent: overheadPercent(fund.overheadBasisPoints) })
					: t("hub.fundNoOverhead")}
				<br />
				{t("hub.fundRange", { min: formatYen(fund.minYen, lang), max: formatYen(fund.maxYen, lang) })}
			</p>
			<a className="btn self-start" href={give}>
				{t("hub.fundGive")}
			</a>
		</article>
	);
}

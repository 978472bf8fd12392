import { useT } from "~/i18n/use-t.ts";

export interface PausedFund {
	id: string;
	name: string;
	institution: { name: string };
}

/** Some or all of the funds take no new gifts now. What was given or promised before is not touched by it. */
export function PausedNotice({ funds, all }: { funds: readonly PausedFund[]; all: boolean }) {
	const t = useT("public");
	if (funds.length === 0) return null;
	return (
		<section className="notice notice-warn mb-8" role="status">
			<h2 className="text-lg">{t(all ? "givingPaused.title" : "givingPaused.titleSome")}</h2>
			<p className="mt-1">{t("givingPaused.text")}</p>
			<ul className="mt-2 list-disc ps-5">
				{funds.map((fund) => (
					<li key={fund.id}>
						{fund.name} ({fund.institution.name})
					</li>
				))}
			</ul>
			<p className="mt-2">{t("givingPaused.older")}</p>
		</section>
	);
}

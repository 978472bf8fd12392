import { useT } from "~/i18n/use-t.ts";

export interface YearEndFund {
	name: string;
	institution: { name: string };
	/** empty outside the last two months, and when receipts will bear this year's date */
	yearEnd?: {
		year: number;
		datePolicy: "funds_arrival" | "charge_date";
		warnings: readonly { method: "card" | "konbini" | "bank_transfer"; certainty: "will" | "may" }[];
	};
}

interface Group {
	yearEnd: NonNullable<YearEndFund["yearEnd"]>;
	institution: string;
	names: string[];
	places: number[];
}

/** In November and December: which ways to pay will, or may, be receipted with next year's date. */
export function YearEndNotice({ funds }: { funds: readonly YearEndFund[] }) {
	const t = useT("public");
	const groups = groupsOf(funds);
	return groups.map(({ yearEnd, institution, names, places }) => {
		const years = { year: yearEnd.year, nextYear: yearEnd.year + 1 };
		return (
			<div key={places.join()} className="for-fund notice notice-warn grid gap-2" data-funds={places.join(" ")}>
				<p className="font-semibold">{t("give.yearEnd.title", years)}</p>
				{groups.length > 1 || names.length < funds.length ? <p>{names.join(" / ")}</p> : null}
				<p>{t(`give.yearEnd.rule.${yearEnd.datePolicy}`, { institution })}</p>
				<ul className="grid list-disc gap-1 ps-5">
					{yearEnd.warnings.map(({ method, certainty }) => (
						<li key={method}>{t(`give.yearEnd.${certainty}`, { method: t(`give.methods.${method}`), ...years })}</li>
					))}
				</ul>
				<p>{t("give.yearEnd.use", years)}</p>
			</div>
		);
	});
}

/** Funds of one issuer's policy are told once. */
function groupsOf(funds: readonly YearEndFund[]): Group[] {
	const groups = new Map<string, Group>();
	for (const [place, { name, institution, yearEnd }] of funds.entries()) {
		if (!yearEnd || yearEnd.warnings.length === 0) continue;
		const key = JSON.stringify([institution.name, yearEnd]);
		const group = groups.get(key) ?? { yearEnd, institution: institution.name, names: [], places: [] };
		group.names.push(name);
		group.places.push(place);
		groups.set(key, group);
	}
	return [...groups.values()];
}

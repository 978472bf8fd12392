import { useT } from "~/i18n/use-t.ts";
import { overheadPercent } from "./overhead.ts";

interface DonorTaxNotes {
	sentences: readonly string[];
	/** the provisions these rest on */
	basis: string;
}

export interface TaxNotesView {
	fundId: string;
	individual: DonorTaxNotes;
	company: DonorTaxNotes;
}

export interface NotesFund {
	id: string;
	name: string;
	institution: { slug: string; name: string };
	overheadBasisPoints: number;
	taxTreatment: string;
	taxCreditEligible: boolean;
}

export interface GiveNotesProps {
	/** its slug is null for the programme as a whole */
	hub: { slug?: string | null; name: string };
	funds: readonly NotesFund[];
	taxNotes: readonly TaxNotesView[];
}

/** Who receives the gift and what that means for tax, and who keeps the donor's data, for every fund that differs. */
export function GiveNotes({ hub, funds, taxNotes }: GiveNotesProps) {
	const t = useT("public");
	const terms = groupByTerms(funds);
	return (
		<section className="grid gap-4 text-sm" aria-labelledby="terms">
			<h2 id="terms" className="text-lg">
				{t("give.tax")}
			</h2>
			{terms.map(({ fund, names, places }) => (
				<div key={fund.id} className="for-fund card grid gap-3 p-4" data-funds={places.join(" ")}>
					{terms.length > 1 ? <h3 className="text-base">{names.join(" / ")}</h3> : null}
					<p className="text-base">
						{t(hub.slug === null ? "give.recipientProgramme" : "give.recipient", {
							institution: fund.institution.name,
							hub: hub.name,
						})}
					</p>
					{fund.overheadBasisPoints > 0 ? (
						<p>
							{t("give.overhead", {
								institution: fund.institution.name,
								percent: overheadPercent(fund.overheadBasisPoints),
							})}
						</p>
					) : null}
					<TaxNotes notes={taxNotes.find((one) => one.fundId === fund.id)} />
					<p>{t("give.privacy", { institution: fund.institution.name })}</p>
				</div>
			))}
			<p>{t("give.refunds")}</p>
		</section>
	);
}

function TaxNotes({ notes }: { notes: TaxNotesView | undefined }) {
	const t = useT("public");
	if (!notes) return null;
	const list = (kind: "individual" | "company", { sentences, basis }: DonorTaxNotes) => (
		<div className={`for-${kind} grid gap-2`}>
			<ul className="grid list-disc gap-1 ps-5">
				{sentences.map((sentence) => (
					<li key={sentence}>{sentence}</li>
				))}
			</ul>
			<p className="hint">
				{t("tax.legalBasisTitle")}: {basis}
			</p>
		</div>
	);
	return (
		<>
			<p className="font-semibold">{t("tax.title")}</p>
			{list("individual", notes.individual)}
			{list("company", notes.company)}
		</>
	);
}

interface Terms {
	fund: NotesFund;
	names: string[];
	/** places of these funds in the list they are chosen from */
	places: number[];
}

/** Funds with the same recipient, treatment and share are told once. */
function groupByTerms(funds: readonly NotesFund[]): Terms[] {
	const groups = new Map<string, Terms>();
	for (const [place, fund] of funds.entries()) {
		const { institution, taxTreatment, taxCreditEligible, overheadBasisPoints } = fund;
		const key = [institution.slug, taxTreatment, taxCreditEligible, overheadBasisPoints].join("|");
		const group = groups.get(key) ?? { fund, names: [], places: [] };
		group.names.push(fund.name);
		group.places.push(place);
		groups.set(key, group);
	}
	return [...groups.values()];
}

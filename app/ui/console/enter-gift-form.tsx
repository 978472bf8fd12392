import { useErrorText, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { AdjustmentReason } from "./adjustment-reason.tsx";
import { Section } from "./page-head.tsx";
import { TypedDonorFields } from "./typed-donor-fields.tsx";

export interface DonorChoice {
	id: string;
	name: string;
	kind: "individual" | "company";
	about: string;
}
type Query = { q?: string | undefined; kind?: "individual" | "company" | undefined };

/** Looks for the donor first: whoever is there already is not made again. */
export function FindDonor(props: { query: Query; found: readonly DonorChoice[] | null; donor: DonorChoice | null }) {
	const { query, found, donor } = props;
	const t = useT("console");
	if (donor) return null;
	return (
		<Section title={t("enterGift.find")} note={t("enterGift.findNote")}>
			<form method="get" action="/console/gifts/new" className="flex flex-wrap items-end gap-3">
				<label className="block grow text-sm sm:max-w-72">
					<span className="mb-0.5 block text-xs font-semibold text-ink-soft">{t("donors.search")}</span>
					<input type="search" name="q" defaultValue={query.q} className="input min-h-9 py-1 text-sm" />
				</label>
				<button type="submit" className="btn btn-small min-h-9">
					{t("enterGift.search")}
				</button>
			</form>
			{found?.length === 0 ? <p className="notice mt-3">{t("enterGift.noneFound")}</p> : null}
			{found && found.length > 0 ? (
				<ul className="mt-3 grid gap-2">
					{found.map((one) => (
						<li key={one.id} className="card flex flex-wrap items-baseline justify-between gap-3">
							<span>
								<span className="font-semibold">{one.name}</span>
								<span className="ms-3 text-sm text-ink-soft">{one.about}</span>
							</span>
							<a className="btn btn-small" href={`/console/gifts/new?donor=${one.id}`}>
								{t("enterGift.choose")}
							</a>
						</li>
					))}
				</ul>
			) : null}
		</Section>
	);
}

export interface EnterGiftFormProps {
	query: Query;
	donor: DonorChoice | null;
	today: string;
	funds: readonly { value: string; label: string }[];
	campaigns: readonly { value: string; label: string }[];
	channels: readonly ("bank_transfer" | "cash" | "crowdfunding" | "bequest")[];
	prefectures: readonly { value: string; label: string }[];
	max: Readonly<Record<string, number>>;
	/** keys of errors.json; those of the whole form under "" */
	sent: {
		values: Readonly<Record<string, string>>;
		errors: Readonly<Record<string, readonly string[] | null>>;
	} | null;
}

export function EnterGiftForm(props: EnterGiftFormProps) {
	const { donor, sent, today, funds, campaigns, channels } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const kind = donor?.kind ?? (sent?.values.donorKind === "company" ? "company" : (props.query.kind ?? "individual"));
	const field = (name: string, fallback = "") => ({
		name,
		value: (sent ? sent.values[name] : undefined) ?? fallback,
		errors: (sent?.errors[name] ?? []).map(errorText),
	});
	const refused = field("").errors;
	return (
		<form method="post" className="mt-9 grid max-w-text gap-5" noValidate>
			{sent ? (
				<p className="notice notice-bad" role="alert">
					{refused.length > 0 ? refused.join(" ") : t("enterGift.errors")}
				</p>
			) : null}
			{donor ? <ChosenDonor donor={donor} /> : <NewDonor {...props} kind={kind} field={field} />}
			<h2 className="text-lg">{t("enterGift.money")}</h2>
			<SelectField
				{...field("fundId", funds.length === 1 ? funds[0]?.value : "")}
				label={t("enterGift.fund")}
				empty="–"
				options={funds}
			/>
			<TextField {...field("amountYen")} label={t("enterGift.amountYen")} inputMode="numeric" className="max-w-xs" />
			<SelectField
				{...field("channel", "bank_transfer")}
				label={t("enterGift.channel")}
				empty="–"
				options={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
			/>
			<TextField
				{...field("receivedOn", today)}
				label={t("enterGift.receivedOn")}
				hint={t("enterGift.receivedOnHint")}
				className="max-w-xs"
			/>
			<TextField {...field("remitter")} label={t("enterGift.remitter")} maxLength={120} />
			<TextField
				{...field("ordinal", "1")}
				label={t("enterGift.ordinal")}
				hint={t("applications.forms.ordinalHint")}
				inputMode="numeric"
				className="max-w-md"
			/>
			{campaigns.length > 0 ? (
				<SelectField
					{...field("campaign")}
					label={t("enterGift.campaign")}
					empty={t("enterGift.noCampaign")}
					options={campaigns}
				/>
			) : null}
			<TextField
				{...field("appealCode")}
				label={t("enterGift.appealCode")}
				hint={t("enterGift.appealCodeHint")}
				className="max-w-xs"
			/>
			<TextArea {...field("note")} label={t("enterGift.note")} />
			<AdjustmentReason {...field("adjustmentReason")} />
			<CheckField {...field("sendThanks")} label={t("enterGift.sendThanks")} />
			<div>
				<button type="submit" className="btn btn-primary">
					{t("enterGift.submit")}
				</button>
			</div>
		</form>
	);
}

function ChosenDonor({ donor }: { donor: DonorChoice }) {
	const t = useT("console");
	return (
		<div className="card">
			<input type="hidden" name="donorId" value={donor.id} />
			<input type="hidden" name="donorKind" value={donor.kind} />
			<p className="text-xs text-ink-soft">{t("enterGift.chosen")}</p>
			<p className="font-semibold">{donor.name}</p>
			<p className="text-sm text-ink-soft">{donor.about}</p>
			<p className="mt-2 text-sm">
				<a href="/console/gifts/new">{t("enterGift.changeDonor")}</a>
			</p>
		</div>
	);
}

type NewDonorProps = EnterGiftFormProps & {
	kind: "individual" | "company";
	field: (name: string, fallback?: string) => { name: string; value: string; errors: readonly string[] };
};

function NewDonor({ kind, field, max, prefectures }: NewDonorProps) {
	const t = useT("console");
	const other = kind === "company" ? "individual" : "company";
	return (
		<fieldset className="grid gap-4">
			<legend className="mb-2 text-lg font-semibold">
				{t("enterGift.newDonor")} ({t(`donors.kinds.${kind}`)})
			</legend>
			<p className="hint">
				{t("enterGift.newDonorNote")} <a href={`/console/gifts/new?kind=${other}`}>{t(`donors.kinds.${other}`)}</a>
			</p>
			<input type="hidden" name="donorKind" value={kind} />
			<TypedDonorFields kind={kind} field={field} max={max} prefectures={prefectures} />
			<SelectField
				{...field("lang", "ja")}
				label={t("enterGift.lang")}
				empty="–"
				options={(["ja", "en"] as const).map((value) => ({ value, label: t(`donors.langs.${value}`) }))}
			/>
		</fieldset>
	);
}

import { formatDay, formatInteger, formatYenSign } from "~/i18n/format.ts";
import { useErrorText, useLang, useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { ChoiceGroup } from "../form/choice-group.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import type { DonorChoice } from "./enter-gift-form.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";
import { PledgeScheduleFields } from "./pledge-schedule-fields.tsx";
import { TypedDonorFields } from "./typed-donor-fields.tsx";

const RULES = ["carry", "even", "last"] as const;
const PATH = "/console/pledges/new";

export interface PledgePreview {
	/** what the page saw: saved only when it is still this */
	key: string;
	instalments: readonly { dueOn: string; amountYen: bigint }[];
	sumYen: bigint;
}

type Kind = "individual" | "company";
type Query = { q?: string | undefined; kind?: Kind | undefined };

/** Looks for the donor first: whoever is there already is not made again. */
export function FindPledger(props: { query: Query; found: readonly DonorChoice[] | null }) {
	const { query, found } = props;
	const t = useT("console");
	return (
		<Section title={t("enterGift.find")} note={t("enterGift.findNote")}>
			<form method="get" action={PATH} className="flex flex-wrap items-end gap-3">
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
							<a className="btn btn-small" href={`${PATH}?donor=${one.id}`}>
								{t("enterGift.choose")}
							</a>
						</li>
					))}
				</ul>
			) : null}
		</Section>
	);
}

export interface PledgeFormProps {
	query: Query;
	donor: DonorChoice | null;
	today: string;
	funds: readonly { value: string; label: string }[];
	prefectures: readonly { value: string; label: string }[];
	max: Readonly<Record<string, number>>;
	/** keys of errors.json; those of the whole form under "" */
	sent: {
		values: Readonly<Record<string, string>>;
		errors: Readonly<Record<string, readonly string[] | null>>;
		preview: PledgePreview | null;
	} | null;
}

/** A pledge as staff write it down: who, for what, how much and when; saved only after its instalments were shown. */
export function PledgeForm(props: PledgeFormProps) {
	const { donor, sent, funds, max } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const kind = donor?.kind ?? (sent?.values.donorKind === "company" ? "company" : (props.query.kind ?? "individual"));
	const field = (name: string, fallback = "") => ({
		name,
		value: (sent ? (sent.values[name] ?? "") : undefined) ?? fallback,
		errors: (sent?.errors[name] ?? []).map(errorText),
	});
	const refused = field("").errors;
	const preview = sent?.preview ?? null;
	return (
		<form method="post" className="mt-9 grid max-w-text gap-5" noValidate>
			{sent && preview === null ? (
				<p className="notice notice-bad" role="alert">
					{refused.length > 0 ? refused.join(" ") : t("enterGift.errors")}
				</p>
			) : null}
			{preview ? <PreviewCard preview={preview} /> : null}
			{donor ? <ChosenDonor donor={donor} /> : <NewDonor {...props} kind={kind} field={field} />}
			<h2 className="text-lg">{t("pledges.form.promise")}</h2>
			<SelectField
				{...field("fundId", funds.length === 1 ? funds[0]?.value : "")}
				label={t("enterGift.fund")}
				empty="–"
				options={funds}
			/>
			<PledgeScheduleFields field={field} />
			<h2 className="text-lg">{t("pledges.form.paper")}</h2>
			<TextField
				{...field("signedOn")}
				label={t("pledges.form.signedOn")}
				hint={t("pledges.form.signedOnHint")}
				className="max-w-xs"
			/>
			<TextField {...field("signatory")} label={t("pledges.form.signatory")} maxLength={max.signatory} />
			<TextArea {...field("conditions")} label={t("pledges.form.conditions")} />
			<TextArea {...field("note")} label={t("pledges.form.note")} hint={t("pledges.form.noteHint")} />
			<RespreadChoice {...field("respreadRule", "carry")} />
			<ChoiceGroup
				{...field("status", "draft")}
				legend={t("pledges.form.status")}
				choices={(["draft", "active"] as const).map((value) => ({
					value,
					label: t(`pledgeStatus.${value}`),
					hint: t(`pledges.statusHints.${value}`),
				}))}
			/>
			<CheckField {...field("tellDonor")} label={t("pledges.form.tellDonor")} />
			<div className="flex flex-wrap gap-3">
				<button type="submit" name="intent" value="preview" className={preview ? "btn" : "btn btn-primary"}>
					{t(preview ? "pledges.form.previewAgain" : "pledges.form.preview")}
				</button>
			</div>
		</form>
	);
}

/** What the schedule comes to; what is saved is this. */
export function PreviewCard({ preview, keptYen = 0n }: { preview: PledgePreview; keptYen?: bigint }) {
	const t = useT("console");
	return (
		<section className="card border-primary" aria-labelledby="preview-title">
			<h2 id="preview-title" className="text-lg">
				{t("pledges.form.previewTitle")}
			</h2>
			<p className="hint mb-3" role="status">
				{t("pledges.form.previewNote", {
					count: preview.instalments.length,
					amount: formatYenSign(preview.sumYen),
				})}
			</p>
			{keptYen > 0n ? (
				<p className="hint mb-3">{t("pledges.form.previewKept", { kept: formatYenSign(keptYen) })}</p>
			) : null}
			<PreviewTable instalments={preview.instalments} />
			<input type="hidden" name="previewed" value={preview.key} />
			<p className="mt-4">
				<button type="submit" name="intent" value="save" className="btn btn-primary">
					{t("pledges.form.save")}
				</button>
			</p>
		</section>
	);
}

function PreviewTable({ instalments }: { instalments: PledgePreview["instalments"] }) {
	const t = useT("console");
	const lang = useLang();
	return (
		<div className="max-h-96 overflow-y-auto">
			<PlainTable
				label={t("pledges.form.previewTitle")}
				empty=""
				columns={[
					{ label: t("pledges.columns.number"), number: true },
					{ label: t("pledges.columns.dueOn"), number: true },
					{ label: t("pledges.columns.scheduled"), number: true },
				]}
				rows={instalments.map((one, index) => ({
					key: String(index),
					cells: [formatInteger(index + 1), formatDay(one.dueOn, lang), formatYenSign(one.amountYen)],
				}))}
			/>
		</div>
	);
}

export function RespreadChoice(state: { name: string; id?: string; value: string; errors: readonly string[] }) {
	const t = useT("console");
	return (
		<ChoiceGroup
			{...state}
			legend={t("pledges.form.respread")}
			hint={t("pledges.form.respreadHint")}
			choices={RULES.map((value) => ({
				value,
				label: t(`pledges.rules.${value}`),
				hint: t(`pledges.ruleHints.${value}`),
			}))}
		/>
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
				<a href={PATH}>{t("enterGift.changeDonor")}</a>
			</p>
		</div>
	);
}

type NewDonorProps = PledgeFormProps & {
	kind: Kind;
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
				{t("enterGift.newDonorNote")} <a href={`${PATH}?kind=${other}`}>{t(`donors.kinds.${other}`)}</a>
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

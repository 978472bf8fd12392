import { formatYenSign } from "~/i18n/format.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

export interface RecognitionView {
	isCompany: boolean;
	leftYen: bigint;
	may: boolean;
	credits: readonly {
		id: string;
		donorId: string;
		donor: string;
		amountYen: bigint;
		reason: string;
		note: string;
	}[];
	matches: readonly { id: string; giftId: string; donor: string; amountYen: bigint }[];
	matchedBy: readonly { id: string; giftId: string; donor: string; amountYen: bigint }[];
}

type Sent = {
	intent: string;
	values: Readonly<Record<string, string>>;
	/** keys of errors.json; those of the whole form under "" */
	errors: Readonly<Record<string, readonly string[] | null>>;
} | null;
type Choices = readonly { value: string; label: string }[];

function TakeBack({ intent, id }: { intent: "withdrawCredit" | "unmatch"; id: string }) {
	const t = useT("console");
	return (
		<form method="post">
			<input type="hidden" name="intent" value={intent} />
			<input type="hidden" name="id" value={id} />
			<button type="submit" className="btn btn-small">
				{t("recognition.withdraw")}
			</button>
		</form>
	);
}

/** Who is recognised for the gift, what it matches and what matches it. */
export function RecognitionLists({ view, sent }: { view: RecognitionView; sent: Sent }) {
	const t = useT("console");
	const errorText = useErrorText();
	const removal = sent?.intent === "withdrawCredit" || sent?.intent === "unmatch" ? (sent.errors[""] ?? []) : [];
	const columns = [
		{ label: t("recognition.donor") },
		{ label: t("recognition.amount"), number: true },
		{ label: t("recognition.actions") },
	];
	return (
		<>
			{removal.length > 0 ? (
				<p className="notice notice-bad mt-4" role="alert">
					{removal.map(errorText).join(" ")}
				</p>
			) : null}
			<Section title={t("recognition.creditsTitle")}>
				<PlainTable
					label={t("recognition.creditsTitle")}
					empty={t("recognition.creditsNone")}
					columns={[{ label: t("recognition.donor") }, { label: t("recognition.reason") }, ...columns.slice(1)]}
					rows={view.credits.map((credit) => ({
						key: credit.id,
						cells: [
							<a key="donor" href={`/console/donors/${credit.donorId}`}>
								{credit.donor}
							</a>,
							[t(`recognition.reasons.${credit.reason}` as "recognition.reasons.other"), credit.note]
								.filter((text) => text !== "")
								.join(": "),
							formatYenSign(credit.amountYen),
							view.may && credit.reason !== "matching" ? (
								<TakeBack key="back" intent="withdrawCredit" id={credit.id} />
							) : (
								"–"
							),
						],
					}))}
				/>
			</Section>
			{view.isCompany ? (
				<Section title={t("recognition.matchesTitle")}>
					<PlainTable
						label={t("recognition.matchesTitle")}
						empty={t("recognition.matchesNone")}
						columns={columns}
						rows={view.matches.map((match) => ({
							key: match.id,
							cells: [
								<a key="gift" href={`/console/gifts/${match.giftId}`}>
									{match.donor}
								</a>,
								formatYenSign(match.amountYen),
								view.may ? <TakeBack key="back" intent="unmatch" id={match.id} /> : "–",
							],
						}))}
					/>
				</Section>
			) : null}
			{view.matchedBy.length > 0 ? (
				<Section title={t("recognition.matchedByTitle")}>
					<PlainTable
						label={t("recognition.matchedByTitle")}
						empty="–"
						columns={columns.slice(0, 2)}
						rows={view.matchedBy.map((match) => ({
							key: match.id,
							cells: [
								<a key="gift" href={`/console/gifts/${match.giftId}`}>
									{match.donor}
								</a>,
								formatYenSign(match.amountYen),
							],
						}))}
					/>
				</Section>
			) : null}
		</>
	);
}

export interface RecognitionFormsProps {
	view: RecognitionView;
	giftId: string;
	query: { donor?: string | undefined; gift?: string | undefined };
	/** null: nothing was looked for */
	donorChoices: Choices | null;
	giftChoices: Choices | null;
	reasons: Choices;
	sent: Sent;
}

export function RecognitionForms(props: RecognitionFormsProps) {
	const { view, giftId, query, donorChoices, giftChoices, reasons, sent } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const path = `/console/gifts/${giftId}/recognition`;
	const fieldOf = (intent: string) => (name: string) => ({
		name,
		id: `${intent}-${name}`,
		value: (sent?.intent === intent ? sent.values[name] : undefined) ?? "",
		errors: (sent?.intent === intent ? (sent.errors[name] ?? []) : []).map(errorText),
	});
	const credit = fieldOf("recognise");
	const match = fieldOf("match");
	return (
		<>
			<Section title={t("recognition.recogniseTitle")}>
				<Search path={path} name="donor" label={t("recognition.donorSearch")} value={query.donor} />
				{donorChoices?.length === 0 ? <p className="notice mt-3">{t("donors.none")}</p> : null}
				{donorChoices?.length ? (
					<form method="post" className="mt-4 grid max-w-text gap-4" noValidate>
						<input type="hidden" name="intent" value="recognise" />
						<Refused texts={credit("").errors} />
						<SelectField {...credit("donorId")} label={t("recognition.donorChoice")} empty="–" options={donorChoices} />
						<TextField
							{...credit("amountYen")}
							label={t("recognition.amount")}
							inputMode="numeric"
							className="max-w-xs"
						/>
						<SelectField {...credit("reason")} label={t("recognition.reason")} empty="–" options={reasons} />
						<TextField {...credit("note")} label={t("recognition.noteField")} maxLength={500} />
						<Submit label={t("recognition.recognise")} />
					</form>
				) : null}
			</Section>
			{view.isCompany ? (
				<Section
					title={t("recognition.matchTitle")}
					note={t("recognition.matchNote", { left: formatYenSign(view.leftYen) })}
				>
					<Search path={path} name="gift" label={t("recognition.giftSearch")} value={query.gift} />
					{giftChoices?.length === 0 ? <p className="notice mt-3">{t("gifts.none")}</p> : null}
					{giftChoices?.length ? (
						<form method="post" className="mt-4 grid max-w-text gap-4" noValidate>
							<input type="hidden" name="intent" value="match" />
							<Refused texts={match("").errors} />
							<SelectField
								{...match("matchedGiftId")}
								label={t("recognition.giftChoice")}
								empty="–"
								options={giftChoices}
							/>
							<TextField
								{...match("amountYen")}
								label={t("recognition.amount")}
								inputMode="numeric"
								className="max-w-xs"
							/>
							<Submit label={t("recognition.match")} />
						</form>
					) : null}
				</Section>
			) : null}
		</>
	);
}

function Search(props: { path: string; name: string; label: string; value: string | undefined }) {
	const t = useT("console");
	return (
		<form method="get" action={props.path} className="flex flex-wrap items-end gap-3">
			<label className="block grow text-sm sm:max-w-72">
				<span className="mb-0.5 block text-xs font-semibold text-ink-soft">{props.label}</span>
				<input type="search" name={props.name} defaultValue={props.value} className="input min-h-9 py-1 text-sm" />
			</label>
			<button type="submit" className="btn btn-small min-h-9">
				{t("recognition.find")}
			</button>
		</form>
	);
}

function Refused({ texts }: { texts: readonly string[] }) {
	if (texts.length === 0) return null;
	return (
		<p className="notice notice-bad" role="alert">
			{texts.join(" ")}
		</p>
	);
}

function Submit({ label }: { label: string }) {
	return (
		<div>
			<button type="submit" className="btn">
				{label}
			</button>
		</div>
	);
}

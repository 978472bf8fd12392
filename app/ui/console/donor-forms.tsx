import { formatDayShort } from "~/i18n/format.ts";
import { useErrorText, useLang, useT } from "~/i18n/use-t.ts";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import type { DonorView } from "./donor-parts.tsx";
import { Section } from "./page-head.tsx";
import { TypedDonorFields } from "./typed-donor-fields.tsx";

type Sent = {
	values: Readonly<Record<string, string>>;
	/** keys of errors.json; those of the whole form under "" */
	errors: Readonly<Record<string, readonly string[] | null>>;
} | null;

/** The donor's fields to be changed, folded away until they are wanted. */
export function DonorChange(props: {
	view: DonorView;
	prefectures: readonly { value: string; label: string }[];
	max: Readonly<Record<string, number>>;
	sent: Sent;
}) {
	const { view, prefectures, max } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const sent = props.sent?.values.intent === "change" ? props.sent : null;
	const field = (name: string) => ({
		name,
		value: (sent ? sent.values[name] : view.fields[name]) ?? "",
		errors: (sent?.errors[name] ?? []).map(errorText),
	});
	const refused = field("").errors;
	return (
		<details className="mt-5" open={sent !== null}>
			<summary className="btn btn-small w-fit">{t("donors.change")}</summary>
			<form method="post" className="mt-4 grid max-w-text gap-5" noValidate>
				<input type="hidden" name="intent" value="change" />
				<input type="hidden" name="donorKind" value={view.kind} />
				<input type="hidden" name="country" value={view.fields.country ?? ""} />
				<input type="hidden" name="basedOn" value={view.basedOn} />
				<p className="hint">{t("donors.changeNote")}</p>
				{refused.length > 0 ? (
					<p className="notice notice-bad" role="alert">
						{refused.join(" ")}
					</p>
				) : null}
				<TypedDonorFields kind={view.kind} field={field} max={max} prefectures={prefectures} />
				<div>
					<button type="submit" className="btn btn-primary">
						{t("donors.save")}
					</button>
				</div>
			</form>
		</details>
	);
}

/** Who looks after the donor at each hub, and what is noted. */
export function DonorRelationships(props: { view: DonorView; mayChange: readonly string[]; sent: Sent }) {
	const { view, mayChange } = props;
	const t = useT("console");
	const lang = useLang();
	const errorText = useErrorText();
	const sent = props.sent?.values.intent === "relationship" ? props.sent : null;
	return (
		<Section title={t("donors.relationships.title")}>
			{view.relationships.length === 0 ? <p className="hint">{t("donors.relationships.none")}</p> : null}
			<div className="grid gap-5">
				{view.relationships.map((one) => {
					const own = sent?.values.hubId === one.hubId ? sent : null;
					const field = (name: "officerId" | "notes") => ({
						name,
						id: `${name}-${one.hubId}`,
						value: own?.values[name] ?? one[name],
						errors: (own?.errors[name] ?? []).map(errorText),
					});
					return (
						<div key={one.hubId} className="card grid gap-3">
							<h3 className="text-base">{one.hub}</h3>
							<p className="text-sm text-ink-soft">
								{t("donors.relationships.lastGivenOn")}:{" "}
								{one.lastGivenOn === null ? "–" : formatDayShort(one.lastGivenOn, lang)}
							</p>
							{mayChange.includes(one.hubId) ? (
								<form method="post" className="grid max-w-text gap-4" noValidate>
									<input type="hidden" name="intent" value="relationship" />
									<input type="hidden" name="hubId" value={one.hubId} />
									<SelectField
										{...field("officerId")}
										label={t("donors.relationships.officer")}
										empty={t("donors.relationships.nobody")}
										options={one.officers}
									/>
									<TextArea {...field("notes")} label={t("donors.relationships.notes")} />
									<div>
										<button type="submit" className="btn btn-small">
											{t("donors.relationships.save")}
										</button>
									</div>
								</form>
							) : (
								<>
									<p className="text-sm">
										{t("donors.relationships.officer")}: {one.officer ?? t("donors.relationships.nobody")}
									</p>
									<p className="max-w-text whitespace-pre-line text-sm">{one.notes}</p>
								</>
							)}
						</div>
					);
				})}
			</div>
		</Section>
	);
}

import type { ReactNode } from "react";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import { FieldErrors } from "../form/field-errors.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { type ChoosableImage, ImageChoice } from "./image-choice.tsx";
import { RichTextField } from "./rich-text-field.tsx";

type Option = { value: string; label: string };

export interface CampaignFormProps {
	values: Readonly<Record<string, string>>;
	fundIds: readonly string[];
	/** keys of errors.json, by field */
	errors: Readonly<Record<string, readonly string[]>>;
	options: {
		goalKinds: readonly Option[];
		/** by the hub they are for */
		funds: readonly { label: string; funds: readonly Option[] }[];
		images: readonly ChoosableImage[];
	};
	/** rows for matching offers */
	offers: number;
	/** the address of one that was public before stays */
	fixedSlug: boolean;
	basedOn?: string;
	submit: string;
}

const TEXTS = [
	"slug",
	"titleJa",
	"titleEn",
	"summaryJa",
	"summaryEn",
	"storyJa",
	"storyEn",
	"goalKind",
	"goalAmount",
	"startsOn",
	"endsOn",
] as const;
const LABELLED = [...TEXTS, "fundIds", "imageId", "imageFile", "imageAltJa", "offers"] as const;
const OFFER_FIELDS = ["nameJa", "nameEn", "percent", "limitYen", "startsOn", "endsOn"] as const;

/** Words in two languages, goal, days, funds, matching offers and picture of a campaign. */
export function CampaignForm(props: CampaignFormProps) {
	const { values, errors, options, fixedSlug, basedOn, submit } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const state = (name: (typeof TEXTS)[number]) => ({
		name,
		value: values[name] ?? "",
		errors: (errors[name] ?? []).map(errorText),
		label: t(`campaigns.fields.${name}`),
	});
	const required = t("campaigns.required");
	const images = { images: options.images, imagesHref: "/console/images" };
	return (
		<form method="post" encType="multipart/form-data" className="grid max-w-text gap-6">
			<CampaignErrors errors={errors} offers={props.offers} />
			{basedOn === undefined ? null : <input type="hidden" name="basedOn" value={basedOn} />}
			<Part title={t("campaigns.parts.words")}>
				<TextField {...state("titleJa")} requiredMark={required} />
				<TextField {...state("titleEn")} lang="en" />
				{fixedSlug ? (
					<p>
						<span className="label">{t("campaigns.fields.slug")}</span>
						<code>{values.slug}</code>
						<input type="hidden" name="slug" value={values.slug} />
					</p>
				) : (
					<TextField {...state("slug")} requiredMark={required} hint={t("campaigns.hints.slug")} />
				)}
				<TextArea {...state("summaryJa")} requiredMark={required} hint={t("campaigns.hints.summary")} />
				<TextArea {...state("summaryEn")} />
			</Part>
			<Part title={t("campaigns.parts.goal")}>
				<div className="grid gap-5 sm:grid-cols-2">
					<SelectField
						{...state("goalKind")}
						requiredMark={required}
						empty={t("campaigns.choose")}
						options={options.goalKinds}
					/>
					<TextField {...state("goalAmount")} requiredMark={required} inputMode="numeric" />
					<TextField {...state("startsOn")} requiredMark={required} hint={t("campaigns.hints.day")} />
					<TextField {...state("endsOn")} requiredMark={required} hint={t("campaigns.hints.endsOn")} />
				</div>
			</Part>
			<FundChoice {...props} />
			<OfferRows {...props} />
			<Part title={t("campaigns.parts.story")}>
				<ImageChoice
					legend={t("campaigns.fields.imageId")}
					hint={t("campaigns.hints.image")}
					value={values.imageId ?? ""}
					values={values}
					errors={errors}
					images={options.images}
					upload
				/>
				<RichTextField {...state("storyJa")} hint={t("campaigns.hints.story")} {...images} />
				<RichTextField {...state("storyEn")} lang="en" {...images} />
			</Part>
			<div>
				<button type="submit" className="btn btn-primary">
					{submit}
				</button>
			</div>
		</form>
	);
}

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
	return (
		<section className="grid gap-5 border-t border-line pt-5">
			<div>
				<h2 className="text-lg">{title}</h2>
				{note ? <p className="hint mt-1">{note}</p> : null}
			</div>
			{children}
		</section>
	);
}

function CampaignErrors({ errors, offers }: Pick<CampaignFormProps, "errors" | "offers">) {
	const t = useT("console");
	const errorText = useErrorText();
	const items = LABELLED.flatMap((field) =>
		(errors[field] ?? []).map((error) => ({
			field,
			label: t(`campaigns.fields.${field}`),
			error: errorText(error),
		})),
	);
	const ofOffers = Array.from({ length: offers }, (_, at) =>
		OFFER_FIELDS.flatMap((name) => {
			const field = `offers[${at}].${name}`;
			const label = `${t("campaigns.offerNumber", { number: at + 1 })} ${t(`campaigns.offer.${name}`)}`;
			return (errors[field] ?? []).map((error) => ({ field, label, error: errorText(error) }));
		}),
	).flat();
	const general = (errors[""] ?? []).map((error) => ({ field: null, label: "", error: errorText(error) }));
	return (
		<ErrorSummary
			heading={t("campaigns.errors")}
			text={t("campaigns.errorsText")}
			items={[...general, ...items, ...ofOffers]}
		/>
	);
}

function FundChoice({ options, fundIds, errors }: CampaignFormProps) {
	const t = useT("console");
	const errorText = useErrorText();
	const own = (errors.fundIds ?? []).map(errorText);
	return (
		<Part title={t("campaigns.fields.fundIds")} note={t("campaigns.hints.funds")}>
			<div id="fundIds" className="grid gap-4" tabIndex={-1}>
				{options.funds.map((group) => (
					<fieldset key={group.label}>
						<legend className="text-sm font-semibold text-ink-soft">{group.label}</legend>
						<div className="mt-1 grid gap-1">
							{group.funds.map((fund) => (
								<label key={fund.value} className="choice items-start">
									<input
										type="checkbox"
										name="fundIds"
										value={fund.value}
										defaultChecked={fundIds.includes(fund.value)}
										className="mt-1 size-5 shrink-0"
									/>
									<span>{fund.label}</span>
								</label>
							))}
						</div>
					</fieldset>
				))}
				<FieldErrors name="fundIds" errors={own} />
			</div>
		</Part>
	);
}

function OfferRows({ values, errors, offers }: CampaignFormProps) {
	const t = useT("console");
	const errorText = useErrorText();
	return (
		<Part title={t("campaigns.fields.offers")} note={t("campaigns.hints.offers")}>
			{Array.from({ length: offers }, (_, at) => {
				const state = (name: (typeof OFFER_FIELDS)[number]) => {
					const field = `offers[${at}].${name}`;
					return {
						name: field,
						value: values[field] ?? "",
						errors: (errors[field] ?? []).map(errorText),
						label: t(`campaigns.offer.${name}`),
					};
				};
				const title = t("campaigns.offerNumber", { number: at + 1 });
				const used = OFFER_FIELDS.some((name) => state(name).value !== "" || state(name).errors.length > 0);
				return (
					<details key={title} open={used}>
						<summary className="link cursor-pointer text-sm font-semibold">{title}</summary>
						<input type="hidden" name={`offers[${at}].id`} value={values[`offers[${at}].id`] ?? ""} />
						<div className="mt-3 grid gap-5 sm:grid-cols-2">
							<TextField {...state("nameJa")} />
							<TextField {...state("nameEn")} lang="en" />
							<TextField {...state("limitYen")} inputMode="numeric" />
							<TextField {...state("percent")} inputMode="numeric" hint={t("campaigns.hints.percent")} />
							<TextField {...state("startsOn")} hint={t("campaigns.hints.offerDays")} />
							<TextField {...state("endsOn")} />
						</div>
					</details>
				);
			})}
			<FieldErrors name="offers" errors={(errors.offers ?? []).map(errorText)} />
		</Part>
	);
}

import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";

export const MAIL_KINDS = ["reports", "statements", "appeals"] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

export interface MailChoicesView {
	hubs: readonly { slug: string; nameJa: string; nameEn: string }[];
	wanted: readonly string[];
	countsClicks: boolean;
	others: number;
	institution: { nameJa: string; nameEn: string };
}

export interface ConsentSentences {
	reports: string;
	appeals: string;
	clicks: string;
}

/** What comes by mail, hub by hub and kind by kind, and what is agreed to by a tick. */
export function MailChoicesForm(props: {
	lang: Lang;
	action: string;
	choices: MailChoicesView;
	sentences: ConsentSentences;
	/** apart from other forms of the page */
	id: string;
	hidden?: Readonly<Record<string, string>>;
}) {
	const { lang, choices, sentences, id } = props;
	const t = useT("public");
	const hidden = Object.entries(props.hidden ?? {});
	return (
		<form method="post" action={props.action} className="grid gap-6">
			{hidden.map(([name, value]) => (
				<input key={name} type="hidden" name={name} value={value} />
			))}
			{choices.hubs.map((hub) => (
				<fieldset key={hub.slug} className="card grid gap-3">
					<legend className="sr-only">{lang === "ja" ? hub.nameJa : hub.nameEn}</legend>
					<p aria-hidden="true" className="font-semibold">
						{lang === "ja" ? hub.nameJa : hub.nameEn}
					</p>
					{MAIL_KINDS.map((kind) => (
						<label key={kind} className="choice items-start">
							<input
								type="checkbox"
								name="want"
								value={`${kind}:${hub.slug}`}
								defaultChecked={choices.wanted.includes(`${kind}:${hub.slug}`)}
								className="mt-1 size-5 shrink-0"
							/>
							<span>
								{t(`mailChoices.kinds.${kind}`)}
								<span className="hint block">{t(`mailChoices.kindHints.${kind}`)}</span>
							</span>
						</label>
					))}
				</fieldset>
			))}
			<fieldset className="grid gap-3">
				<legend className="label">{t("mailChoices.clicks")}</legend>
				<label className="choice items-start">
					<input
						type="checkbox"
						name="clicks"
						value="on"
						defaultChecked={choices.countsClicks}
						className="mt-1 size-5 shrink-0"
					/>
					<span>{sentences.clicks}</span>
				</label>
				<p className="hint">{t("mailChoices.noPixel")}</p>
			</fieldset>
			{choices.others > 0 ? (
				<OthersToo
					count={choices.others}
					institution={lang === "ja" ? choices.institution.nameJa : choices.institution.nameEn}
					id={id}
				/>
			) : null}
			<div className="hint grid gap-1">
				<p>{t("mailChoices.agreeing")}</p>
				<p>{t("mailChoices.agreeReports", { sentence: sentences.reports })}</p>
				<p>{t("mailChoices.agreeAppeals", { sentence: sentences.appeals })}</p>
			</div>
			<div className="flex flex-wrap gap-3">
				<button type="submit" name="intent" value="choose" className="btn btn-primary">
					{t("mailChoices.save")}
				</button>
				<button type="submit" name="intent" value="stopAll" className="btn">
					{t("mailChoices.stopAll")}
				</button>
			</div>
		</form>
	);
}

/** An address that several share: nobody's mail is stopped without a word. */
function OthersToo({ count, institution, id }: { count: number; institution: string; id: string }) {
	const t = useT("public");
	return (
		<div className="notice grid gap-2">
			<p id={`others-${id}`}>{t("mailChoices.others", { count, institution })}</p>
			<label className="choice items-start">
				<input
					type="checkbox"
					name="others"
					value="on"
					aria-describedby={`others-${id}`}
					className="mt-1 size-5 shrink-0"
				/>
				<span>{t("mailChoices.othersToo")}</span>
			</label>
		</div>
	);
}

/** What was chosen a moment ago may be taken back as it was. */
export function UndoChoices(props: {
	action: string;
	was: readonly string[];
	clicked: boolean;
	hidden?: Readonly<Record<string, string>>;
}) {
	const t = useT("public");
	return (
		<form method="post" action={props.action} className="mt-3">
			{Object.entries(props.hidden ?? {}).map(([name, value]) => (
				<input key={name} type="hidden" name={name} value={value} />
			))}
			{props.was.map((choice) => (
				<input key={choice} type="hidden" name="want" value={choice} />
			))}
			{props.clicked ? <input type="hidden" name="clicks" value="on" /> : null}
			<button type="submit" name="intent" value="undo" className="btn btn-small">
				{t("mailChoices.undo")}
			</button>
		</form>
	);
}

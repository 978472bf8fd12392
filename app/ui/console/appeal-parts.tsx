import { useErrorText, useT } from "~/i18n/use-t.ts";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import { type RichBlock, type RichImage, RichText } from "../rich-text.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

type Deeds = { change: boolean; submit: boolean; decide: boolean; waits: boolean; takeBack: boolean };

/** What can be decided now, by whom. */
export function AppealDecision({ appeal }: { appeal: { may: Deeds; lacks: readonly string[] } }) {
	const t = useT("console");
	const errorText = useErrorText();
	const { may, lacks } = appeal;
	if (may.waits) return <p className="notice mt-5">{t("appeals.waits")}</p>;
	if (may.submit) {
		return (
			<form method="post" className="mt-5 grid max-w-text gap-3">
				{lacks.map((lack) => (
					<p key={lack} className="notice">
						{errorText(lack)}
					</p>
				))}
				<p className="hint">{t("appeals.submitNote")}</p>
				<div>
					<button type="submit" name="intent" value="submit" className="btn btn-primary">
						{t("appeals.submit")}
					</button>
				</div>
			</form>
		);
	}
	if (!may.decide && !may.takeBack) return null;
	const note = { name: "note", value: "", errors: [], label: t("appeals.note") };
	return (
		<form method="post" className="mt-5 grid max-w-text gap-3">
			<TextArea {...note} hint={t("appeals.noteHint")} />
			<div className="flex flex-wrap gap-3">
				{may.decide ? (
					<>
						<button type="submit" name="intent" value="approve" className="btn btn-primary">
							{t("appeals.approve")}
						</button>
						<button type="submit" name="intent" value="sendBack" className="btn">
							{t("appeals.sendBack")}
						</button>
					</>
				) : (
					<button type="submit" name="intent" value="takeBack" className="btn btn-small">
						{t("appeals.takeBack")}
					</button>
				)}
			</div>
		</form>
	);
}

type Planned = { id: string; at: string; count: string };

/** The sendings of an appeal by mail, and the way to the next. */
export function AppealMailings(props: { id: string; mayPlan: boolean; mailings: readonly Planned[] }) {
	const { id, mayPlan, mailings } = props;
	const t = useT("console");
	return (
		<Section title={t("appeals.mailings.title")} note={t("appeals.mailings.note")}>
			{mailings.length > 0 ? (
				<ul className="grid gap-1 text-sm">
					{mailings.map((mailing) => (
						<li key={mailing.id}>
							<a href={`/console/mailings/${mailing.id}`}>{mailing.at}</a>{" "}
							{t("appeals.mailings.counted", { number: mailing.count })}
						</li>
					))}
				</ul>
			) : null}
			{mayPlan ? (
				<p className="mt-3">
					<a className="btn btn-primary" href={`/console/mailings/new?appeal=${id}`}>
						{t("appeals.mailings.plan")}
					</a>
				</p>
			) : null}
		</Section>
	);
}

type Results = Record<"sent" | "visits" | "gifts" | "donors" | "keptYen" | "costYen", string> & {
	perYen: string | null;
};

/** What came by its code so far. */
export function AppealResults({ results }: { results: Results }) {
	const t = useT("console");
	const { perYen, ...numbers } = results;
	const shown = [
		...(["sent", "visits", "gifts", "donors", "keptYen", "costYen"] as const).map(
			(key) => [key, numbers[key]] as const,
		),
		["perYen", perYen ?? "–"] as const,
	];
	return (
		<Section title={t("appeals.results.title")} note={t("appeals.results.note")}>
			<dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
				{shown.map(([key, value]) => (
					<div key={key}>
						<dt className="text-xs text-ink-soft">{t(`appeals.results.${key}`)}</dt>
						<dd className="text-lg tabular-nums">{value}</dd>
					</div>
				))}
			</dl>
		</Section>
	);
}

type Letters = {
	count: string;
	complete: string;
	apart: readonly { id: string; name: string; address: string }[];
	apartCount: number;
	labelParts: readonly number[];
	letterParts: readonly number[];
};
type LetterAppeal = { id: string; status: string; costYen: string; today: string };

/** To whom letters go, what is printed for them, and when they were posted. */
export function AppealLetters(props: {
	appeal: LetterAppeal;
	letters: Letters;
	values: { postedOn: string; costYen: string } | null;
}) {
	const { appeal, letters, values } = props;
	const t = useT("console");
	const fixed = letters.count !== "0";
	if (!fixed && appeal.status !== "approved") return null;
	return (
		<Section title={t("appeals.letters.title")} note={t("appeals.letters.note")}>
			{fixed ? (
				<>
					<p>{t("appeals.letters.counted", { all: letters.count, complete: letters.complete })}</p>
					<LetterFiles appeal={appeal} letters={letters} />
					<Apart letters={letters} />
					<Posting appeal={appeal} values={values} />
				</>
			) : (
				<form method="post">
					<button type="submit" name="intent" value="fix" className="btn btn-primary">
						{t("appeals.letters.fix")}
					</button>
				</form>
			)}
		</Section>
	);
}

function LetterFiles({ appeal, letters }: { appeal: LetterAppeal; letters: Letters }) {
	const t = useT("console");
	const base = `/console/appeals/${appeal.id}`;
	return (
		<div className="mt-4 grid gap-4">
			<p className="flex flex-wrap gap-2">
				{letters.letterParts.map((part) => (
					<a key={part} className="btn btn-small" href={`${base}/letters.pdf?part=${part}`}>
						{letters.letterParts.length === 1 ? t("appeals.letters.pdf") : t("appeals.letters.pdfPart", { part })}
					</a>
				))}
				<a className="btn btn-small" href={`${base}/merge.xlsx`}>
					{t("appeals.letters.xlsx")}
				</a>
			</p>
			{letters.labelParts.length > 0 ? (
				<form method="get" action={`${base}/labels.pdf`} className="flex flex-wrap items-end gap-3 text-sm">
					<Small label={t("appeals.letters.layout")}>
						<select name="layout" className="input min-h-9 py-1 text-sm">
							{(["12", "21", "24"] as const).map((value) => (
								<option key={value} value={value}>
									{t(`appeals.letters.layouts.${value}`)}
								</option>
							))}
						</select>
					</Small>
					{letters.labelParts.length > 1 ? (
						<Small label={t("appeals.letters.part")}>
							<select name="part" className="input min-h-9 py-1 text-sm">
								{letters.labelParts.map((part) => (
									<option key={part} value={part}>
										{part}
									</option>
								))}
							</select>
						</Small>
					) : null}
					{(["skip", "right", "down"] as const).map((name) => (
						<Small key={name} label={t(`appeals.letters.${name}`)}>
							<input name={name} defaultValue="0" size={5} className="input min-h-9 py-1 text-sm" />
						</Small>
					))}
					<button type="submit" className="btn btn-small min-h-9">
						{t("appeals.letters.labels")}
					</button>
				</form>
			) : null}
		</div>
	);
}

function Small({ label, children }: { label: string; children: React.ReactNode }) {
	return (
		// biome-ignore lint/a11y/noLabelWithoutControl: the control is what it wraps
		<label className="block">
			<span className="mb-0.5 block text-xs font-semibold text-ink-soft">{label}</span>
			{children}
		</label>
	);
}

function Apart({ letters }: { letters: Letters }) {
	const t = useT("console");
	if (letters.apartCount === 0) return null;
	return (
		<div className="mt-5">
			<h3 className="mb-1 font-semibold">{t("appeals.letters.apart")}</h3>
			<p className="hint mb-2">{t("appeals.letters.apartNote", { number: letters.apartCount })}</p>
			<PlainTable
				label={t("appeals.letters.apart")}
				empty=""
				columns={[{ label: t("donors.columns.name") }, { label: t("appeals.letters.address") }]}
				rows={letters.apart.map((donor) => ({
					key: donor.id,
					cells: [
						<a key="name" href={`/console/donors/${donor.id}`}>
							{donor.name}
						</a>,
						donor.address || "–",
					],
				}))}
			/>
		</div>
	);
}

function Posting({ appeal, values }: { appeal: LetterAppeal; values: { postedOn: string; costYen: string } | null }) {
	const t = useT("console");
	const isPosted = appeal.status === "sent";
	const field = { errors: [] };
	return (
		<form method="post" className="mt-6 grid max-w-text gap-4 sm:grid-cols-2">
			{isPosted ? (
				<input type="hidden" name="postedOn" value={appeal.today} />
			) : (
				<TextField
					{...field}
					name="postedOn"
					label={t("appeals.postedOn")}
					hint={t("appeals.letters.postedHint")}
					value={values?.postedOn || appeal.today}
				/>
			)}
			<TextField
				{...field}
				name="costYen"
				label={t("appeals.fields.costYen")}
				value={values?.costYen || appeal.costYen}
				inputMode="numeric"
			/>
			<div className="sm:col-span-2">
				<button
					type="submit"
					name="intent"
					value={isPosted ? "cost" : "post"}
					className={isPosted ? "btn" : "btn btn-primary"}
				>
					{isPosted ? t("appeals.letters.saveCost") : t("appeals.letters.post")}
				</button>
			</div>
		</form>
	);
}

/** The words as they are, and how they will look. */
export function AppealTexts(props: {
	id: string;
	channel: "mail" | "letter";
	texts: {
		written: readonly { lang: "ja" | "en"; subject: string; blocks: readonly RichBlock[] }[];
		images: Readonly<Record<string, RichImage>>;
	};
}) {
	const { id, channel, texts } = props;
	const t = useT("console");
	return texts.written.map(({ lang, subject, blocks }) => (
		<Section key={lang} title={t(`appeals.texts.${lang}`)}>
			<p className="no-print mb-3 flex flex-wrap gap-2">
				<a
					className="btn btn-small"
					href={`/console/appeals/${id}/preview.${channel === "mail" ? "html" : "pdf"}?lang=${lang}`}
				>
					{t(`appeals.previews.${channel}`)}
				</a>
				{channel === "mail" ? (
					<a className="btn btn-small" href={`/console/appeals/${id}/preview.html?lang=${lang}&as=text`}>
						{t("appeals.previews.text")}
					</a>
				) : null}
			</p>
			<article lang={lang} className="max-w-text rounded-sm border border-line bg-surface p-4">
				<h3 className="mb-3 text-lg">{subject}</h3>
				<RichText blocks={blocks} images={texts.images} headings={3} />
			</article>
		</Section>
	));
}

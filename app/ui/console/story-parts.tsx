import { formatInteger, formatPercent } from "~/i18n/format.ts";
import { useT } from "~/i18n/use-t.ts";
import { PlainTable } from "./plain-table.tsx";

type Ease = {
	length: number;
	meanSentence: number;
	longSentences: readonly string[];
	heavyShare: number;
	minutes: number;
};

export interface ChecklistView {
	needs: readonly { need: "lead" | "body" | "cover" | "alt" | "authors"; isMet: boolean }[];
	confirms: readonly ("onlyJapanese" | "noSources")[];
	halfEnglish: boolean;
	altWithoutEnglish: boolean;
	ease: { ja: Ease; en: Ease | null };
}

/** What must be there before the review, and what has to be said openly. */
export function StoryChecks({ checklist }: { checklist: ChecklistView }) {
	const t = useT("console");
	const { needs, confirms, halfEnglish, altWithoutEnglish } = checklist;
	return (
		<>
			<ul className="grid gap-1 text-sm">
				{needs.map(({ need, isMet }) => (
					<li key={need} className="flex gap-3">
						<span className={isMet ? "badge badge-good" : "badge badge-bad"}>
							{isMet ? t("stories.met") : t("stories.unmet")}
						</span>
						{t(`stories.need.${need}`)}
					</li>
				))}
			</ul>
			<ul className="mt-2 list-disc ps-5 text-sm text-ink-soft">
				{confirms.map((one) => (
					<li key={one}>{t(`stories.confirm.${one}`)}</li>
				))}
				{halfEnglish ? <li>{t("stories.halfEnglish")}</li> : null}
				{altWithoutEnglish ? <li>{t("stories.altWithoutEnglish")}</li> : null}
			</ul>
		</>
	);
}

/** What plain writing keeps to, as far as a count can say. */
const ADVICE = { ja: { sentence: 60, heavy: 0.35 }, en: { sentence: 25, heavy: 0.12 } } as const;

export function StoryEase({ ease }: { ease: ChecklistView["ease"] }) {
	const t = useT("console");
	const shown = [
		{ lang: "ja" as const, label: t("stories.easeJa"), of: ease.ja },
		...(ease.en ? [{ lang: "en" as const, label: t("stories.easeEn"), of: ease.en }] : []),
	];
	const size = (lang: "ja" | "en", value: number) =>
		lang === "ja"
			? t("stories.characters", { value: formatInteger(value) })
			: t("stories.words", { value: formatInteger(value) });
	return (
		<>
			<PlainTable
				label={t("stories.ease")}
				empty=""
				columns={[
					{ label: "" },
					{ label: t("stories.length"), number: true },
					{ label: t("stories.minutes"), number: true },
					{ label: t("stories.meanSentence"), number: true },
					{ label: `${t("stories.heavyJa")} / ${t("stories.heavyEn")}`, number: true },
				]}
				rows={shown.map(({ lang, label, of }) => ({
					key: lang,
					cells: [
						label,
						size(lang, of.length),
						t("stories.minutesValue", { value: of.minutes }),
						`${size(lang, of.meanSentence)} (${t("stories.advice", { value: ADVICE[lang].sentence })})`,
						`${formatPercent(of.heavyShare)} (${t("stories.advice", { value: formatPercent(ADVICE[lang].heavy) })})`,
					],
				}))}
			/>
			{shown.map(({ lang, label, of }) =>
				of.longSentences.length === 0 ? null : (
					<details key={lang} className="mt-3 text-sm">
						<summary className="link">
							{t("stories.longSentences")} ({label})
						</summary>
						<ul className="mt-2 max-w-text list-disc ps-5" lang={lang}>
							{of.longSentences.map((sentence) => (
								<li key={sentence}>{sentence}</li>
							))}
						</ul>
					</details>
				),
			)}
		</>
	);
}

export interface RevisionView {
	id: string;
	status: "draft" | "in_review" | "approved" | "published" | "withdrawn";
	note: string;
	actorName: string;
	at: string;
	hasBefore: boolean;
}

/** Who decided what on it; each version can be compared with the one before. */
export function StoryHistory({ path, revisions }: { path: string; revisions: readonly RevisionView[] }) {
	const t = useT("console");
	if (revisions.length === 0) return <p className="hint">{t("stories.noHistory")}</p>;
	return (
		<ol className="grid gap-3 text-sm">
			{revisions.map((revision) => (
				<li key={revision.id} className="border-s-2 border-line ps-4">
					<p>
						<span className="font-semibold">{t(`stories.revision.${revision.status}`)}</span>{" "}
						<span className="text-ink-soft">
							{revision.at} {revision.actorName}
						</span>
					</p>
					{revision.note ? <q className="mt-1 block">{revision.note}</q> : null}
					{revision.hasBefore ? <a href={`${path}/revisions/${revision.id}`}>{t("stories.compare")}</a> : null}
				</li>
			))}
		</ol>
	);
}

import { useErrorText, useT } from "~/i18n/use-t.ts";
import { SelectField } from "../form/select-field.tsx";
import { TextField } from "../form/text-field.tsx";
import { FoldedForm } from "./folded-form.tsx";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

const KINDS = ["reports", "statements", "appeals"] as const;

export interface DonorMailsView {
	hubs: readonly { slug: string; name: string }[];
	wanted: readonly string[];
	countsClicks: boolean;
	clicks: number;
	others: number;
	stop: { reason: string; detail: string; at: string } | null;
	bounces: readonly { id: string; kind: string; code: string; detail: string; at: string; mailKind: string }[];
	may: { change: boolean; lift: boolean };
	today: string;
	sentences: readonly { purpose: "reports" | "appeals" | "clicks"; words: string }[];
}

type Sent = {
	values: Readonly<Record<string, string>>;
	errors: Readonly<Record<string, readonly string[] | null>>;
} | null;

/** What reaches a donor by mail, what came back, and what staff were told by other ways. */
export function DonorMails({ view, sent }: { view: DonorMailsView; sent: Sent }) {
	const t = useT("console");
	return (
		<Section title={t("donorMails.title")} note={t("donorMails.note")}>
			{view.stop ? <Stopped stop={view.stop} mayLift={view.may.lift} sent={sent} /> : null}
			<PlainTable
				label={t("donorMails.title")}
				empty=""
				columns={[{ label: t("donorMails.hub") }, ...KINDS.map((kind) => ({ label: t(`donorMails.kinds.${kind}`) }))]}
				rows={view.hubs.map((hub) => ({
					key: hub.slug,
					cells: [
						hub.name,
						...KINDS.map((kind) => t(view.wanted.includes(`${kind}:${hub.slug}`) ? "donorMails.yes" : "donorMails.no")),
					],
				}))}
			/>
			<p className="hint mt-2">
				{view.countsClicks ? t("donorMails.clicks", { count: view.clicks }) : t("donorMails.noClicks")}
				{view.others > 0 ? ` ${t("donorMails.others", { count: view.others })}` : ""}
			</p>
			{view.bounces.length > 0 ? (
				<div className="mt-4">
					<PlainTable
						label={t("donorMails.bounces")}
						empty=""
						columns={[
							{ label: t("mailCare.at"), number: true },
							{ label: t("mailCare.kind") },
							{ label: t("mailCare.code") },
							{ label: t("mailCare.detail") },
						]}
						rows={view.bounces.map((bounce) => ({
							key: bounce.id,
							cells: [
								bounce.at,
								t(`mailCare.kinds.${bounce.kind}` as "mailCare.kinds.hard"),
								bounce.code,
								<span key="detail" className="break-all">
									{bounce.detail}
								</span>,
							],
						}))}
					/>
				</div>
			) : null}
			{view.may.change ? <PaperConsent view={view} sent={sent} /> : null}
			{view.may.change ? <TakeBack view={view} sent={sent} /> : null}
			{view.may.change && view.stop === null ? <StopForm sent={sent} /> : null}
		</Section>
	);
}

function stateOf(sent: Sent, intent: string, errorText: (key: string) => string) {
	const own = sent?.values.intent === intent ? sent : null;
	const field = (name: string) => ({
		name,
		id: `${intent}-${name}`,
		value: own?.values[name] ?? "",
		errors: (own?.errors[name] ?? []).map(errorText),
	});
	return { open: own !== null, field };
}

function Stopped({ stop, mayLift, sent }: { stop: NonNullable<DonorMailsView["stop"]>; mayLift: boolean; sent: Sent }) {
	const t = useT("console");
	const { open, field } = stateOf(sent, "mailLift", useErrorText());
	return (
		<div className="notice notice-warn mb-4">
			<p>
				{t("donorMails.stopped", {
					at: stop.at,
					reason: t(`mailCare.reasons.${stop.reason}` as "mailCare.reasons.staff"),
					detail: stop.detail,
				})}
			</p>
			{mayLift ? (
				<FoldedForm title={t("mailCare.lift")} note={t("mailCare.liftNote")} open={open}>
					<form method="post" className="grid max-w-xl gap-3">
						<input type="hidden" name="intent" value="mailLift" />
						<TextField {...field("reason")} label={t("mailCare.liftReason")} maxLength={300} />
						<button type="submit" className="btn btn-small justify-self-start">
							{t("mailCare.lift")}
						</button>
					</form>
				</FoldedForm>
			) : (
				<p className="hint mt-1">{t("donorMails.askFinance")}</p>
			)}
		</div>
	);
}

function PaperConsent({ view, sent }: { view: DonorMailsView; sent: Sent }) {
	const t = useT("console");
	const { open, field } = stateOf(sent, "consentPaper", useErrorText());
	return (
		<FoldedForm title={t("donorMails.paper")} note={t("donorMails.paperNote")} open={open}>
			<form method="post" className="grid max-w-xl gap-4" noValidate>
				<input type="hidden" name="intent" value="consentPaper" />
				<SelectField
					{...field("purpose")}
					label={t("donorMails.purpose")}
					empty={t("donorMails.choose")}
					options={view.sentences.map(({ purpose }) => ({
						value: purpose,
						label: t(`donorMails.purposes.${purpose}`),
					}))}
				/>
				<ul className="hint grid gap-1">
					{view.sentences.map(({ purpose, words }) => (
						<li key={purpose}>
							{t(`donorMails.purposes.${purpose}`)}: {words}
						</li>
					))}
				</ul>
				<TextField {...field("givenOn")} label={t("donorMails.givenOn")} hint={view.today} maxLength={20} />
				<TextField
					{...field("note")}
					label={t("donorMails.paperWhich")}
					hint={t("donorMails.paperHint")}
					maxLength={200}
				/>
				<button type="submit" className="btn btn-small justify-self-start">
					{t("donorMails.paperSave")}
				</button>
			</form>
		</FoldedForm>
	);
}

function TakeBack({ view, sent }: { view: DonorMailsView; sent: Sent }) {
	const t = useT("console");
	const { open } = stateOf(sent, "consentBack", useErrorText());
	return (
		<FoldedForm title={t("donorMails.back")} note={t("donorMails.backNote")} open={open}>
			<div className="flex flex-wrap gap-3">
				{view.sentences.map(({ purpose }) => (
					<form key={purpose} method="post">
						<input type="hidden" name="intent" value="consentBack" />
						<input type="hidden" name="purpose" value={purpose} />
						<button type="submit" className="btn btn-small">
							{t(`donorMails.purposes.${purpose}`)}
						</button>
					</form>
				))}
			</div>
		</FoldedForm>
	);
}

function StopForm({ sent }: { sent: Sent }) {
	const t = useT("console");
	const { open, field } = stateOf(sent, "mailStop", useErrorText());
	return (
		<FoldedForm title={t("donorMails.stop")} note={t("donorMails.stopNote")} open={open}>
			<form method="post" className="grid max-w-xl gap-3">
				<input type="hidden" name="intent" value="mailStop" />
				<TextField {...field("reason")} label={t("donorMails.stopReason")} maxLength={300} />
				<button type="submit" className="btn btn-small justify-self-start">
					{t("donorMails.stop")}
				</button>
			</form>
		</FoldedForm>
	);
}

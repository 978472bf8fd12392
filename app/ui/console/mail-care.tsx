import { formatInteger } from "~/i18n/format.ts";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { TextField } from "../form/text-field.tsx";
import { Pager } from "./pager.tsx";
import { PlainTable } from "./plain-table.tsx";

const REASONS = ["hard_bounce", "soft_bounces", "complaint", "staff"] as const;
const KINDS = ["hard", "soft", "complaint"] as const;
export type MailCareShown = "stopped" | "opened" | "bounces";

/** How many addresses are stopped and why, how many mails came back of late: each number leads to its rows. */
export function MailCareCounts(props: {
	/** null for a role that does not see addresses */
	reasons: Readonly<Record<string, number>> | null;
	bounces: { days: number; counts: Readonly<Record<string, number>> };
	show: MailCareShown;
}) {
	const { reasons, bounces, show } = props;
	const t = useT("console");
	const counts = [
		...(reasons === null
			? []
			: REASONS.map((reason) => ({
					href: `/console/mail-care?show=stopped&reason=${reason}`,
					label: t("mailCare.stoppedBecause", { reason: t(`mailCare.reasons.${reason}`) }),
					count: reasons[reason] ?? 0,
				}))),
		...KINDS.map((kind) => ({
			href: `/console/mail-care?show=bounces&kind=${kind}`,
			label: t("mailCare.returned", { kind: t(`mailCare.kinds.${kind}`), days: bounces.days }),
			count: bounces.counts[kind] ?? 0,
		})),
	];
	const tabs: MailCareShown[] = reasons === null ? ["bounces"] : ["stopped", "opened", "bounces"];
	return (
		<>
			<dl className="card flex flex-wrap gap-x-8 gap-y-3">
				{counts.map((one) => (
					<div key={one.href}>
						<dt className="text-xs text-ink-soft">{one.label}</dt>
						<dd className="figure text-xl">
							<a href={one.href}>{formatInteger(one.count)}</a>
						</dd>
					</div>
				))}
			</dl>
			<nav className="mt-6 mb-4 flex flex-wrap gap-3" aria-label={t("mailCare.views")}>
				{tabs.map((tab) => (
					<a
						key={tab}
						className="btn btn-small"
						href={`/console/mail-care?show=${tab}`}
						aria-current={tab === show ? "page" : undefined}
					>
						{t(`mailCare.tabs.${tab}`)}
					</a>
				))}
			</nav>
		</>
	);
}

interface Stop {
	institutionId: string;
	institution: string;
	address: string;
	reason: string;
	detail: string;
	at: string;
	liftedAt: string | null;
	liftReason: string;
	mayLift: boolean;
}
interface Returned {
	id: string;
	at: string;
	address: string;
	kind: string;
	code: string;
	detail: string;
	hub: string;
	donorId: string | null;
	giftId: string | null;
}
type Sent = { address: string; institutionId: string; reason: string; error: string } | null;

export function MailCareTables(props: {
	show: MailCareShown;
	stops: readonly Stop[];
	returned: readonly Returned[];
	firstHref: string | null;
	nextHref: string | null;
	sent: Sent;
}) {
	const { show, stops, returned } = props;
	return (
		<>
			{show === "bounces" ? <BounceTable rows={returned} /> : <StopTable rows={stops} show={show} sent={props.sent} />}
			<Pager first={props.firstHref} next={props.nextHref} />
		</>
	);
}

function StopTable({ rows, show, sent }: { rows: readonly Stop[]; show: "stopped" | "opened"; sent: Sent }) {
	const t = useT("console");
	return (
		<PlainTable
			label={t(`mailCare.tabs.${show}`)}
			empty={t("mailCare.none")}
			columns={[
				{ label: t("mailCare.at"), number: true },
				{ label: t("mailCare.address") },
				{ label: t("mailCare.institution") },
				{ label: t("mailCare.reason") },
				{ label: show === "opened" ? t("mailCare.openedBecause") : t("mailCare.lift") },
			]}
			rows={rows.map((row) => ({
				key: `${row.institutionId} ${row.address}`,
				cells: [
					row.at,
					<span key="address" className="break-all">
						{row.address}
					</span>,
					row.institution,
					`${t(`mailCare.reasons.${row.reason}` as "mailCare.reasons.staff")} ${row.detail}`,
					row.mayLift ? (
						<LiftForm key="lift" row={row} sent={isOf(sent, row) ? sent : null} />
					) : (
						`${row.liftedAt ?? ""} ${row.liftReason}`
					),
				],
			}))}
		/>
	);
}

const isOf = (sent: Sent, row: Stop) => sent?.address === row.address && sent.institutionId === row.institutionId;

function LiftForm({ row, sent }: { row: Stop; sent: Sent }) {
	const t = useT("console");
	const errorText = useErrorText();
	return (
		<details open={sent !== null}>
			<summary className="link cursor-pointer">{t("mailCare.lift")}</summary>
			<form method="post" action="/console/mail-care" className="mt-2 grid min-w-56 gap-2">
				<input type="hidden" name="institutionId" value={row.institutionId} />
				<input type="hidden" name="address" value={row.address} />
				<TextField
					name="reason"
					id={`reason-${row.institutionId}-${row.address}`}
					value={sent?.reason ?? ""}
					errors={sent ? [errorText(sent.error)] : []}
					label={t("mailCare.liftReason")}
					maxLength={300}
				/>
				<button type="submit" className="btn btn-small justify-self-start">
					{t("mailCare.lift")}
				</button>
			</form>
		</details>
	);
}

function BounceTable({ rows }: { rows: readonly Returned[] }) {
	const t = useT("console");
	return (
		<PlainTable
			label={t("mailCare.tabs.bounces")}
			empty={t("mailCare.none")}
			columns={[
				{ label: t("mailCare.at"), number: true },
				{ label: t("mailCare.address") },
				{ label: t("mailCare.hub") },
				{ label: t("mailCare.kind") },
				{ label: t("mailCare.code") },
				{ label: t("mailCare.detail") },
			]}
			rows={rows.map((row) => ({
				key: row.id,
				cells: [
					row.at,
					<a
						key="address"
						className="break-all"
						href={
							row.donorId
								? `/console/donors/${row.donorId}`
								: row.giftId
									? `/console/gifts/${row.giftId}`
									: "/console/mails"
						}
					>
						{row.address}
					</a>,
					row.hub,
					t(`mailCare.kinds.${row.kind}` as "mailCare.kinds.hard"),
					row.code,
					<span key="detail" className="break-all">
						{row.detail}
					</span>,
				],
			}))}
		/>
	);
}

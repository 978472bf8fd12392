import { useT } from "~/i18n/use-t.ts";
import { Section } from "./page-head.tsx";
import { Pager } from "./pager.tsx";
import { PlainTable } from "./plain-table.tsx";

export interface MailingMailsProps {
	kind: "uncertain" | "bounced";
	count: number;
	/** false: the reader sees no mails of donors */
	mayRead: boolean;
	mails: readonly { id: string; to: string; donorHref: string | null; at: string; error: string }[];
	firstHref: string | null;
	nextHref: string | null;
	maySettle: boolean;
}

/** The mails of a sending a person must look at: of unknown fate, or returned. */
export function MailingMails({ kind, count, mayRead, mails, firstHref, nextHref, maySettle }: MailingMailsProps) {
	const t = useT("console");
	if (count === 0) return null;
	const label = t(`mailings.${kind}Heading`, { mails: count });
	return (
		<Section title={label} note={t(`mailings.${kind}Note`)}>
			{mayRead ? (
				<>
					{kind === "uncertain" && maySettle ? (
						<form method="post" className="no-print mb-3 flex flex-wrap gap-3">
							<input type="hidden" name="intent" value="settle" />
							<button type="submit" name="finding" value="sent" className="btn btn-small">
								{t("mailings.allArrived")}
							</button>
							<button type="submit" name="finding" value="bounced" className="btn btn-small">
								{t("mailings.noneArrived")}
							</button>
						</form>
					) : null}
					<PlainTable
						label={label}
						empty=""
						columns={[
							{ label: t("gift.mails.to") },
							{ label: t("gift.mails.sentAt"), number: true },
							{ label: t("gift.mails.error") },
							...(kind === "uncertain" && maySettle ? [{ label: t("gift.mails.action") }] : []),
						]}
						rows={mails.map((mail) => ({
							key: mail.id,
							cells: [
								mail.donorHref ? (
									<a key="to" href={mail.donorHref}>
										{mail.to}
									</a>
								) : (
									mail.to
								),
								mail.at,
								mail.error,
								<Settle key="settle" mailId={mail.id} />,
							].slice(0, kind === "uncertain" && maySettle ? 4 : 3),
						}))}
					/>
					<Pager first={firstHref} next={nextHref} />
				</>
			) : (
				<p className="hint">{t("mailings.noMails")}</p>
			)}
		</Section>
	);
}

function Settle({ mailId }: { mailId: string }) {
	const t = useT("console");
	return (
		<form method="post" className="flex flex-wrap gap-2">
			<input type="hidden" name="intent" value="settle" />
			<input type="hidden" name="mailId" value={mailId} />
			<button type="submit" name="finding" value="sent" className="btn btn-small">
				{t("gift.mails.found.sent")}
			</button>
			<button type="submit" name="finding" value="bounced" className="btn btn-small">
				{t("gift.mails.found.bounced")}
			</button>
		</form>
	);
}

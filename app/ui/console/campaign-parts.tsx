import { useT } from "~/i18n/use-t.ts";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

export interface CampaignGiftLine {
	id: string;
	day: string;
	donor: { id: string; name: string };
	amount: string;
	frequency: string;
	status: string;
	by: string;
}

/** The latest gifts of a campaign, for those who see gifts. */
export function CampaignGifts({ gifts }: { gifts: readonly CampaignGiftLine[] }) {
	const t = useT("console");
	return (
		<Section title={t("campaigns.gifts")} note={t("campaigns.giftsNote")}>
			<PlainTable
				label={t("campaigns.gifts")}
				empty={t("campaigns.noGifts")}
				columns={[
					{ label: t("campaigns.giftColumns.day"), number: true },
					{ label: t("campaigns.giftColumns.donor") },
					{ label: t("campaigns.giftColumns.amount"), number: true },
					{ label: t("campaigns.giftColumns.frequency") },
					{ label: t("campaigns.giftColumns.status") },
					{ label: t("campaigns.giftColumns.by") },
				]}
				rows={gifts.map((gift) => ({
					key: gift.id,
					cells: [
						<a key="gift" href={`/console/gifts/${gift.id}`}>
							{gift.day || t("campaigns.notYetGiven")}
						</a>,
						<a key="donor" href={`/console/donors/${gift.donor.id}`}>
							{gift.donor.name}
						</a>,
						gift.amount,
						gift.frequency,
						gift.status,
						gift.by,
					],
				}))}
			/>
		</Section>
	);
}

const LINKS = ["mail", "letter", "poster", "social", "site"] as const;

/** The campaign's address for each place it is put, so that gifts say where they came from. */
export function CampaignLinks(props: {
	links: readonly { key: (typeof LINKS)[number]; ja: string; en: string }[];
	isPublic: boolean;
}) {
	const t = useT("console");
	return (
		<Section title={t("campaigns.share")} note={t(props.isPublic ? "campaigns.shareNote" : "campaigns.shareLater")}>
			<ul className="grid gap-3">
				{props.links.map((link) => (
					<li key={link.key} className="grid gap-2 sm:grid-cols-[9rem_1fr_1fr]">
						<span className="text-sm font-semibold">{t(`campaigns.channels.${link.key}`)}</span>
						{(["ja", "en"] as const).map((lang) => (
							<input
								key={lang}
								readOnly
								className="input min-h-9 py-1 font-mono text-xs"
								value={link[lang]}
								aria-label={`${t(`campaigns.channels.${link.key}`)} ${t(`campaigns.inLang.${lang}`)}`}
							/>
						))}
					</li>
				))}
			</ul>
		</Section>
	);
}

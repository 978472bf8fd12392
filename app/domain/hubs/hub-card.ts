import type { Lang } from "~/i18n/lang.ts";
import type { FiscalYear } from "../calendar/fiscal-year.ts";
import type { Yen } from "../money/yen.ts";
import type { SupportPeriod, SupportStatus } from "./support-status.ts";

/** A legal person that hosts a hub, as public pages name it. */
export interface HostInstitution {
	slug: string;
	name: string;
	legalForm: string;
	isPrimary: boolean;
}

/** What a visitor meets of a hub, in one language. */
export interface HubCard {
	id: string;
	slug: string;
	abbreviation: string;
	name: string;
	/** its name in the other language */
	nameAbroad: string;
	question: string;
	field: string;
	motif: string;
	adoptedFiscalYear: FiscalYear;
	support: SupportStatus;
	periods: SupportPeriod[];
	/** WPI Academy member today */
	academy: boolean;
	/** judged to be of World Premier Status */
	worldPremierStatus: boolean;
	hosts: HostInstitution[];
	/** received less refunds in this fiscal year, from the ledger */
	keptYen: Yen;
	giftCount: number;
	/** the published goal for this fiscal year; a goal is not money */
	goalYen: Yen | null;
	/** whether it has a fund one can give to */
	open: boolean;
}

/** The columns a card is made of. */
export interface HubRow {
	id: string;
	slug: string;
	abbreviation: string;
	nameJa: string;
	nameEn: string;
	questionJa: string;
	questionEn: string;
	fieldJa: string;
	fieldEn: string;
	motif: string;
	adoptedFiscalYear: number;
	supportPeriods: SupportPeriod[];
	recognitions: { kind: string; since: Date | null; until: Date | null }[];
	hosts: {
		isPrimary: boolean;
		validFrom: Date | null;
		validTo: Date | null;
		institution: { slug: string; nameJa: string; nameEn: string; legalForm: string };
	}[];
}

/** Those that hold on a day (a `Date` at midnight UTC, as DATE columns arrive); no date means always. */
function holdsOn(from: Date | null, until: Date | null, day: string): boolean {
	const text = (date: Date) => date.toISOString().slice(0, 10);
	return (from === null || text(from) <= day) && (until === null || day <= text(until));
}

export function hasRecognition(row: Pick<HubRow, "recognitions">, kind: string, day: string): boolean {
	return row.recognitions.some((one) => one.kind === kind && holdsOn(one.since, one.until, day));
}

/** Those who host on a day. */
export function hostsOn<H extends { validFrom: Date | null; validTo: Date | null }>(
	hosts: readonly H[],
	day: string,
): H[] {
	return hosts.filter((host) => holdsOn(host.validFrom, host.validTo, day));
}

/** Hosts of today, the primary one first. */
export function hostsOf(row: Pick<HubRow, "hosts">, lang: Lang, day: string): HostInstitution[] {
	return hostsOn(row.hosts, day)
		.sort((a, b) => Number(b.isPrimary) - Number(a.isPrimary))
		.map(({ institution, isPrimary }) => ({
			slug: institution.slug,
			name: lang === "ja" ? institution.nameJa : institution.nameEn,
			legalForm: institution.legalForm,
			isPrimary,
		}));
}

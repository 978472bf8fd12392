import type { StartGiftInput } from "~/domain/gifts/start-gift.schema";

export type GiftFields = Partial<Record<keyof StartGiftInput, string>>;

/** What a donor would type, whole and valid; a test says only what matters to it. */
export const DONOR: GiftFields = {
	amountYen: "10000",
	frequency: "once",
	donorKind: "individual",
	familyName: "髙橋",
	givenName: "﨑子",
	familyNameKana: "タカハシ",
	givenNameKana: "サキコ",
	email: "sakiko@example.jp",
	postalCode: "920-1192",
	prefecture: "石川県",
	city: "金沢市",
	addressLine: "角間町1",
	paymentMethod: "card",
};

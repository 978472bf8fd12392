import { crc32, deflateSync } from "node:zlib";
import type { PledgeLetterProps } from "~/documents/pledge-letter-props";
import type { ReceiptContent } from "~/documents/receipt-content";
import type { TransferRequestProps } from "~/documents/transfer-request-props";

type Lang = "ja" | "en";
type Gift = ReceiptContent["gifts"][number];

/** What a receipt says, of fictional people. */
export function receiptContent(lang: Lang, change: Partial<ReceiptContent> = {}): ReceiptContent {
	const ja = lang === "ja";
	return {
		lang,
		document: "receipt",
		kind: "each",
		numberText: ja ? "第2026-000123号" : "2026-000123",
		issuedOn: "2026-11-22",
		donor: {
			name: ja ? "髙橋　花子" : "Hanako Takahashi",
			honorific: "person",
			postalCode: "920-1192",
			addressLines: ja
				? ["石川県金沢市角間町ヌ７番地", "泉ハイツ302号室"]
				: ["302 Izumi Heights, 7 Kakuma-machi", "Kanazawa, Ishikawa"],
		},
		amountYen: "10000000",
		receivedOn: "2026-11-20",
		taxYear: 2026,
		gifts: [printedGift(lang)],
		legalBasis: [
			ja
				? "この寄附金は、所得税法第78条第2項第2号及び法人税法第37条第3項第2号に規定する、財務大臣の指定した寄附金（指定寄附金）です。"
				: "This donation is one designated by the Minister of Finance under Article 78, paragraph 2, item 2 of the Income Tax Act and Article 37, paragraph 3, item 2 of the Corporation Tax Act of Japan.",
		],
		issuer: {
			name: ja ? "国立大学法人泉大学" : "Izumi University",
			address: ja ? "石川県金沢市泉町一丁目１番１号" : "1-1-1 Izumi-cho, Kanazawa, Ishikawa 920-0001, Japan",
			representativeTitle: ja ? "学長" : "President",
			representativeName: ja ? "泉　太郎" : "Taro Izumi",
			corporateNumber: "1234567890123",
			contact: ja
				? "泉大学基金室　電話 076-000-0000　kikin@example.jp"
				: "Izumi University Fund Office, kikin@example.jp",
		},
		sealKey: null,
		certificates: [],
		replacesNumberText: null,
		...change,
	};
}

export function printedGift(lang: Lang, change: Partial<Gift> = {}): Gift {
	const ja = lang === "ja";
	return {
		receivedOn: "2026-11-20",
		amountYen: "10000000",
		refundedYen: "0",
		fundName: ja ? "若手研究者の「最初の一年」" : "A young researcher’s first year",
		hubName: ja ? "ナノ生命科学研究所" : "Nano Life Science Institute",
		reference: "G-7K2M-9QXT",
		...change,
	};
}

/** A year with that many gifts of 1,000, 2,000 … yen. */
export function annualContent(lang: Lang, count: number, change: Partial<ReceiptContent> = {}): ReceiptContent {
	const gifts = Array.from({ length: count }, (_, index) =>
		printedGift(lang, {
			receivedOn: `2026-${String((index % 12) + 1).padStart(2, "0")}-28`,
			amountYen: String(1000 * (index + 1)),
			reference: `G-${String(index).padStart(4, "0")}-9QXT`,
		}),
	);
	return receiptContent(lang, { kind: "annual", gifts, amountYen: String(500 * count * (count + 1)), ...change });
}

export function transferRequest(lang: Lang, change: Partial<TransferRequestProps> = {}): TransferRequestProps {
	const ja = lang === "ja";
	const { issuer } = receiptContent(lang);
	return {
		lang,
		applicationNumber: "A-2026-0042",
		issuedOn: "2026-11-22",
		to: {
			name: ja ? "株式会社山田商事" : "Yamada Trading Co., Ltd.",
			honorific: "organisation",
			department: ja ? "総務部" : "General Affairs",
			contactName: ja ? "渡邉　一郎" : "Ichiro Watanabe",
			postalCode: "100-0001",
			addressLines: ja ? ["東京都千代田区千代田１－１", "山田ビル５階"] : ["1-1 Chiyoda, Chiyoda-ku", "Tokyo"],
		},
		amountYen: "3000000",
		dueOn: "2026-12-18",
		hubName: ja ? "ナノ生命科学研究所" : "Nano Life Science Institute",
		fundName: ja ? "若手研究者の「最初の一年」" : "A young researcher’s first year",
		account: {
			bankName: ja ? "テスト銀行" : "Test Bank",
			bankCode: "0123",
			branchName: ja ? "金沢支店" : "Kanazawa",
			branchCode: "045",
			accountType: "futsu",
			accountNumber: "0001234",
			holderKana: "ｺｸ)ｲｽﾞﾐﾀﾞｲｶﾞｸ ｷﾌｷﾝｸﾞﾁ",
			holderName: issuer.name,
			swiftCode: ja ? "" : "TESTJPJT",
		},
		referenceNumber: "482913",
		issuer,
		contact: {
			office: ja ? "泉大学基金室" : "Izumi University Fund Office",
			phone: "076-000-0000",
			email: "kikin@example.jp",
		},
		...change,
	};
}

/** A PNG of one colour, RGB, `side` pixels wide and high. */
export function plainPng(side: number, colour: [number, number, number] = [200, 30, 20]): Uint8Array {
	const rows = Buffer.alloc(side * (side * 3 + 1));
	for (let at = 0; at < side * side; at++)
		rows.set(colour, Math.floor(at / side) * (side * 3 + 1) + 1 + (at % side) * 3);
	const header = Buffer.alloc(13);
	header.writeUInt32BE(side, 0);
	header.writeUInt32BE(side, 4);
	header.set([8, 2, 0, 0, 0], 8);
	return pngOf([
		["IHDR", header],
		["tEXt", Buffer.from("Author\0somebody")],
		["IDAT", deflateSync(rows)],
		["IEND", Buffer.alloc(0)],
	]);
}

/** A PNG file of chunks, with right lengths and sums. */
export function pngOf(chunks: [type: string, data: Buffer][]): Uint8Array {
	const parts = chunks.flatMap(([type, data]) => {
		const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
		const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
		length.writeUInt32BE(data.length);
		sum.writeUInt32BE(crc32(body));
		return [length, body, sum];
	});
	return new Uint8Array(Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]));
}

/** A pledge in so many yearly parts of ¥1,000,000, of a fictional company. */
export function pledgeLetter(lang: Lang, count: number, change: Partial<PledgeLetterProps> = {}): PledgeLetterProps {
	const ja = lang === "ja";
	const { issuer, to, hubName, fundName, contact } = transferRequest(lang);
	return {
		lang,
		reference: "41072594",
		printedOn: "2026-11-22",
		title: ja ? "寄附誓約書" : "Letter of Pledge",
		body: ja
			? "当社は、ナノ生命科学研究所の研究活動に賛同し、下記のとおり寄附することを約します。"
			: "In support of the research of the Nano Life Science Institute, we promise to give as set out below.",
		sample: false,
		to: {
			name: issuer.name,
			representativeTitle: issuer.representativeTitle,
			representativeName: issuer.representativeName,
		},
		donor: { ...to, kind: "company" },
		signatory: ja ? "代表取締役　渡邉　一郎" : "Ichiro Watanabe, President",
		signedOn: null,
		amountYen: String(1_000_000 * count),
		hubName,
		fundName,
		conditions: ja ? "年に一度、活動報告書の提出を希望します。" : "A yearly report of what was done.",
		instalments: Array.from({ length: count }, (_, index) => ({
			number: index + 1,
			dueOn: `${2027 + index}-04-30`,
			amountYen: "1000000",
		})),
		contact,
		...change,
	};
}

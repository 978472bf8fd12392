/** Invented donors: common names put together by chance, addresses at example domains, companies that say they are fictional. */

const FAMILIES = [
	["佐藤", "サトウ"],
	["鈴木", "スズキ"],
	["髙橋", "タカハシ"],
	["高橋", "タカハシ"],
	["田中", "タナカ"],
	["渡邉", "ワタナベ"],
	["渡辺", "ワタナベ"],
	["伊藤", "イトウ"],
	["山本", "ヤマモト"],
	["中村", "ナカムラ"],
	["小林", "コバヤシ"],
	["加藤", "カトウ"],
	["吉田", "ヨシダ"],
	["𠮷田", "ヨシダ"],
	["山﨑", "ヤマザキ"],
	["齋藤", "サイトウ"],
	["斉藤", "サイトウ"],
	["濵田", "ハマダ"],
	["廣瀬", "ヒロセ"],
	["長谷川", "ハセガワ"],
	["東海林", "ショウジ"],
	["林", "ハヤシ"],
	["森", "モリ"],
	["清水", "シミズ"],
] as const;

const GIVENS = [
	["一郎", "イチロウ"],
	["花子", "ハナコ"],
	["健", "ケン"],
	["美咲", "ミサキ"],
	["大輔", "ダイスケ"],
	["陽子", "ヨウコ"],
	["翔太", "ショウタ"],
	["さくら", "サクラ"],
	["誠", "マコト"],
	["恵子", "ケイコ"],
	["悠真", "ユウマ"],
	["凛", "リン"],
	["修", "オサム"],
	["真由美", "マユミ"],
	["拓海", "タクミ"],
	["結衣", "ユイ"],
] as const;

const ABROAD = [
	["Fischer", "Anna", "DE", "Hauptstrasse 1, 00000 Musterstadt"],
	["Okafor", "Chidi", "NG", "1 Example Road, Lagos"],
	["Martin", "Élodie", "FR", "1 rue de l’Exemple, Paris"],
	["Nguyễn", "Minh", "VN", "1 Example Street, Hanoi"],
	["Smith", "Jordan", "US", "1 Example Avenue, Springfield"],
] as const;

const COMPANIES = [
	["株式会社いずみ計測（架空）", "イズミケイソク"],
	["泉野精機株式会社（架空）", "イズミノセイキ"],
	["湧水ソフトウェア株式会社（架空）", "ユウスイソフトウェア"],
	["一般財団法人みなもと振興会（架空）", "ミナモトシンコウカイ"],
	["せせらぎ製薬株式会社（架空）", "セセラギセイヤク"],
	["㈱せとうち顕微鏡（架空）", "セトウチケンビキョウ"],
] as const;

const PLACES = [
	["9200000", "石川県", "金沢市", "架空町1-2-3"],
	["1130000", "東京都", "文京区", "架空4-5-6"],
	["6060000", "京都府", "京都市左京区", "架空町7"],
	["0600000", "北海道", "札幌市北区", "架空8条"],
	["5650000", "大阪府", "吹田市", "架空丘9-10"],
	["8190000", "福岡県", "福岡市西区", "架空11"],
	["9800000", "宮城県", "仙台市青葉区", "架空字12"],
	["7390000", "広島県", "東広島市", "架空山13"],
] as const;

const MESSAGES = [
	"基礎研究を応援しています。",
	"子どもの頃に見た電子顕微鏡の写真が忘れられません。",
	"若い研究者の方々が落ち着いて研究できますように。",
	"一般公開でのお話がとても面白かったです。",
	"次の世代に残る仕事を期待しています。",
	"すぐに役に立たなくてもかまいません。知りたいと思う気持ちに。",
];

export type DemoDonor = Record<string, string>;

/** @param random  gives numbers from 0 up to 1, always the same for the same seed */
export function inventDonor(random: () => number, number: number): DemoDonor {
	const pick = <T>(list: readonly T[]): T => list[Math.trunc(random() * list.length)] as T;
	const kind = random();
	const message = random() < 0.3 ? pick(MESSAGES) : "";
	if (kind < 0.1) {
		const [companyName, companyNameKana] = pick(COMPANIES);
		const [family] = pick(FAMILIES);
		return {
			donorKind: "company",
			companyName,
			companyNameKana,
			contactName: `${family}（総務部）`,
			email: `kifu@company${COMPANIES.findIndex(([name]) => name === companyName)}.example`,
			displayName: random() < 0.8 ? companyName : "",
			message,
			...place(pick(PLACES)),
		};
	}
	if (kind < 0.16) {
		const [familyName, givenName, country, addressLine] = pick(ABROAD);
		const email = `${givenName}.${familyName}@example.org`
			.normalize("NFD")
			.replace(/[^\w.@]/g, "")
			.toLowerCase();
		return {
			donorKind: "individual",
			familyName,
			givenName,
			country,
			prefecture: "overseas",
			addressLine,
			email,
			displayName: `${givenName} ${familyName}`,
			message: message && "In support of basic research.",
		};
	}
	const [familyName, familyNameKana] = pick(FAMILIES);
	const [givenName, givenNameKana] = pick(GIVENS);
	return {
		donorKind: "individual",
		familyName,
		givenName,
		familyNameKana,
		givenNameKana,
		email: `donor${number}@example.jp`,
		displayName: random() < 0.55 ? `${familyName} ${givenName}` : "",
		message,
		...place(pick(PLACES)),
	};
}

function place([postalCode, prefecture, city, addressLine]: (typeof PLACES)[number]) {
	return { postalCode, prefecture, city, addressLine };
}

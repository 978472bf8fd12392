import { emptyBlock, type ReportBlock } from "~/domain/reports/report-blocks";

/** Words of the demo's reports. People, findings and papers are invented; the DOI is the one kept for examples. */
const EXAMPLE_DOI = "10.5555/12345678";

type Given = { year: number; imageId: string; storyId: string | null };

const thanks = (id: string) => ({
	...emptyBlock("thanks", id),
	heading: { ja: "ありがとうございました", en: "Thank you" },
	text: {
		ja: "問いを立ててから答えに届くまでの長い時間を、皆さまが支えてくださっています。お名前を公表してもよいとおっしゃった方も、匿名を望まれた方も、研究室ではひとしく「待っていてくれる人」です。",
		en: "From the question to its answer is a long way, and you are paying for the walk. Whether you let us print your name or asked us not to, in the laboratory you are the people who are waiting to hear.",
	},
});
const story = (id: string, storyId: string | null): ReportBlock[] =>
	storyId === null
		? []
		: [
				{
					...emptyBlock("story", id),
					heading: { ja: "もう少し詳しく", en: "Read more" },
					text: {
						ja: "研究室の一日を、広報担当が訪ねました。",
						en: "Our science writer spent a day in the laboratory.",
					},
					storyId,
				},
			];

function nanolsi({ year, imageId, storyId }: Given): ReportBlock[] {
	return [
		{
			...emptyBlock("letter", "letter"),
			heading: { ja: "まだ誰も見たことのないものを、見に行く", en: "Going to see what nobody has seen" },
			text: {
				ja: `平素よりNanoLSIの研究をお支えいただき、心より御礼申し上げます。\n\n生きた細胞の中で、分子はどのように動いているのか。私たちは${year}年度、細胞の膜が傷を受けてからふさがるまでの数秒間を、分子ひとつずつの動きとして撮ることに初めて近づきました。まだ「近づいた」としか申し上げられません。膜の端は、私たちの針が触れるよりわずかに早く動くからです。\n\nそれでも、この一年を任期三年の若手研究者ふたりとともに過ごせたのは、皆さまのご寄附があったからです。**時間を買うこと**は、公的な研究費でいちばん難しいことのひとつです。`,
				en: `Thank you for standing by NanoLSI.\n\nHow do molecules move inside a living cell? In fiscal year ${year} we came close to filming the few seconds in which a wounded membrane closes, one molecule at a time. "Close" is all we can say yet: the edge of the membrane moves a little earlier than our needle can touch it.\n\nThat two young researchers could stay with this question for a whole year is your doing. **Time** is among the hardest things to buy with public research money.`,
			},
			companyText: {
				ja: `平素よりNanoLSIの研究に格別のご支援を賜り、厚く御礼申し上げます。\n\n${year}年度は、貴社をはじめとする皆さまのご寄附により、若手研究者二名の雇用と、共用の高速原子間力顕微鏡の更新部品の購入を行いました。装置は学外の研究者・企業の皆さまにもお使いいただいております。`,
				en: `Thank you for your company's generous support of NanoLSI.\n\nIn fiscal year ${year} gifts such as yours paid for the posts of two young researchers and for parts of the high-speed atomic force microscope, which researchers from other organisations and from industry use as well.`,
			},
			signature: { ja: "犀川 澄人", en: "Sumito SAIGAWA" },
			role: { ja: "ナノ生命科学研究所 副拠点長（見本）", en: "Deputy director (specimen), NanoLSI" },
			imageId,
		},
		{
			...emptyBlock("yourGift", "yours"),
			heading: { ja: "あなたのご寄附", en: "Your giving" },
			text: {
				ja: "お寄せいただいたご寄附は、お選びいただいた使途のとおりにお預かりしています。",
				en: "What you gave is kept for the purpose you chose.",
			},
		},
		{
			...emptyBlock("figures", "figures"),
			heading: { ja: "数字で見る一年", en: "The year in figures" },
			text: {
				ja: "どの数字も、研究所を置く大学の帳簿の一行一行までたどれます。",
				en: "Every figure can be followed down to single lines of the university's books.",
			},
			keys: ["gifts_kept", "gift_count", "donor_count", "new_donor_count", "monthly_donor_count", "kept_by_fund"],
		},
		{
			...emptyBlock("spending", "bought"),
			heading: { ja: "ご寄附で実現したこと", en: "What gifts made possible" },
			text: {
				ja: "年度内に支出したものです。残りは翌年度の雇用と旅費のためにお預かりしています。",
				en: "What was spent within the year. The rest is kept for posts and travel of the next.",
			},
		},
		{
			...emptyBlock("outputs", "outputs"),
			heading: { ja: "わかったこと", en: "What was found" },
			items: [
				{
					citation: `浅野川 凪, 犀川 澄人. "Edges that move first: membrane repair at molecular resolution." 見本ジャーナル 12, 34–41 (${year}).`,
					doi: EXAMPLE_DOI,
					url: "",
					sentence: {
						ja: "細胞の膜の傷は、端から順にではなく、先に動く数個の分子に引かれてふさがることを示しました。（架空の論文です）",
						en: "A wound in a membrane does not close evenly: a few molecules move first and pull the rest. (An invented paper.)",
					},
				},
			],
		},
		{
			...emptyBlock("people", "people"),
			heading: { ja: "研究を支える人", en: "One of the people" },
			items: [
				{
					name: { ja: "浅野川 凪", en: "Nagi ASANOGAWA" },
					role: { ja: "特任助教（ご寄附による雇用）", en: "Assistant professor, on a post paid by gifts" },
					text: {
						ja: "「失敗した動画を二千本撮りました。二千一本目で膜の端が先に動いたとき、隣の机の人を起こしに行きました。」",
						en: "“I filmed two thousand failures. In number two thousand and one the edge moved first, and I went to wake up the person at the next desk.”",
					},
					imageId: "",
				},
			],
		},
		...story("story", storyId),
		thanks("thanks"),
		{
			...emptyBlock("ask", "asks"),
			heading: { ja: "次の一年に", en: "The year ahead" },
			text: {
				ja: "任期三年の席を、もうひとつ。毎月のご寄附は、研究者に「来年もここにいてよい」と言える約束になります。",
				en: "One more post of three years. A monthly gift lets us tell a researcher that next year is safe.",
			},
			button: { ja: "NanoLSIに寄附をする", en: "Give to NanoLSI" },
			frequency: "monthly",
		},
	];
}

function ircn({ year, storyId, imageId }: Given): ReportBlock[] {
	return [
		{
			...emptyBlock("letter", "letter"),
			heading: { ja: "子どもの脳は、なぜ眠るあいだに育つのか", en: "Why does a child's brain grow in its sleep?" },
			text: {
				ja: `IRCNにご寄附をお寄せいただき、ありがとうございます。\n\n${year}年度の大きな問いは、眠りでした。赤ちゃんは一日の半分以上を眠って過ごします。そのあいだに神経のつながりは増え、そして減ります。どのつながりを残すのかを、脳は何を手がかりに決めているのでしょうか。\n\n保育園のご家族百十二組が、眠りの記録に加わってくださいました。謝礼と通訳、そして子どもが怖がらない布の帽子型センサーは、皆さまのご寄附で用意しました。`,
				en: `Thank you for your gift to IRCN.\n\nOur great question of fiscal year ${year} was sleep. Babies sleep for more than half of the day, and meanwhile the links between their nerve cells grow and are cut back. By what sign does a brain decide which ones to keep?\n\nOne hundred and twelve families of nursery schools kept a record of their children's sleep with us. Their compensation, interpreters, and a cap of soft cloth that frightens nobody were paid for by gifts.`,
			},
			signature: { ja: "弥生 灯", en: "Akari YAYOI" },
			role: {
				ja: "ニューロインテリジェンス国際研究機構 主任研究者（見本）",
				en: "Principal investigator (specimen), IRCN",
			},
		},
		{ ...emptyBlock("yourGift", "yours"), heading: { ja: "あなたのご寄附", en: "Your giving" } },
		{
			...emptyBlock("figures", "figures"),
			heading: { ja: "数字で見る一年", en: "The year in figures" },
			keys: ["gifts_received", "gifts_refunded", "gifts_kept", "donor_count", "kept_by_use", "external_funds"],
		},
		{
			...emptyBlock("spending", "bought"),
			heading: { ja: "ご寄附の使いみち", en: "How gifts were spent" },
		},
		{
			...emptyBlock("photos", "photos"),
			heading: { ja: "つながりの地図", en: "A map of links" },
			items: [
				{
					imageId,
					alt: { ja: "", en: "" },
					caption: {
						ja: "眠りの前に使われたつながりを明るく描いたもの。",
						en: "Links that were used before sleep are drawn brighter.",
					},
				},
			],
		},
		{
			...emptyBlock("text", "claim"),
			heading: { ja: "半年の記録から見えたこと", en: "What half a year of records shows" },
			text: {
				ja: "昼間に初めての遊びをした日の夜、眠りの波は**平均で一割ほど長く**続きました。ただし家庭による違いのほうが大きく、原因までは言えません。来年度は記録を二年に延ばします。",
				en: "After a day with a game that was new to the child, waves of deep sleep lasted **about a tenth longer**. Families differ more than that from each other, so we cannot speak of causes. Next year the records will go on for a second year.",
			},
			isClaim: true,
			sources: [{ citation: `弥生 灯ほか「はじめての遊びと眠りの波」見本予稿集 (${year})`, doi: EXAMPLE_DOI, url: "" }],
		},
		...story("story", storyId),
		thanks("thanks"),
		{
			...emptyBlock("ask", "asks"),
			heading: { ja: "記録をもう一年", en: "A second year of records" },
			text: {
				ja: "百十二組のご家族が、もう一年続けてもよいと言ってくださいました。布の帽子の洗い替えと、夜間に電話を受ける人の費用が要ります。",
				en: "All one hundred and twelve families are willing to go on for another year. It takes a second set of caps, and somebody to answer the telephone at night.",
			},
			button: { ja: "IRCNに寄附をする", en: "Give to IRCN" },
		},
	];
}

function statement(year: number): ReportBlock[] {
	return [
		{
			...emptyBlock("letter", "letter"),
			heading: { ja: "一年のご寄附のまとめ", en: "Your year of giving" },
			text: {
				ja: `${year}年度に本学の研究拠点へお寄せいただいたご寄附をまとめました。寄附金受領証明書は別にお送りしています。税の申告には証明書をお使いください。`,
				en: `This is what you gave to the university's research centres in fiscal year ${year}. Receipts are sent separately: please use those for your tax return.`,
			},
			signature: { ja: "基金室（見本）", en: "Office of gifts (specimen)" },
			role: { ja: "国立大学法人金沢大学", en: "Kanazawa University" },
		},
		{
			...emptyBlock("yourGift", "yours"),
			heading: { ja: "ご寄附の明細", en: "Your gifts, one by one" },
			showsGifts: true,
		},
		thanks("thanks"),
	];
}

const credit = { creditJa: "デモのための図", creditEn: "Drawn for the demo" };
export const demoReportText = {
	nanolsi: {
		blocks: nanolsi,
		picture: {
			altJa: "格子に並ぶ分子のうち、傷のまわりの数個だけが大きく明るく描かれた図",
			altEn: "A lattice of molecules; the few around a wound are larger and brighter",
			...credit,
		},
	},
	ircn: {
		blocks: ircn,
		picture: {
			altJa: "曲線で結ばれた神経細胞の網。いくつかの細胞が大きく描かれている",
			altEn: "A net of nerve cells joined by curves, some of them larger than others",
			...credit,
		},
	},
	statement,
};

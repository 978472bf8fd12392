import type { DRAWINGS } from "./demo-drawings";

export interface DemoStory {
	hub: string;
	daysAgo: number;
	drawing: keyof typeof DRAWINGS;
	altJa: string;
	altEn: string;
	level: "everyone" | "teens" | "curious";
	slug: string;
	titleJa: string;
	titleEn: string;
	leadJa: string;
	leadEn: string;
	bodyJa: string;
	bodyEn: string;
	authorsJa: string;
	authorsEn: string;
	sources: { citation: string; where: string }[];
}

const CREDIT = { authorsJa: "泉 花子（サイエンスコミュニケーター）", authorsEn: "Hanako Izumi, science communicator" };

/** People and results are invented; the questions are those hubs ask. */
export const DEMO_STORIES: DemoStory[] = [
	{
		...CREDIT,
		...{ hub: "nanolsi", daysAgo: 9, drawing: "membrane", level: "everyone", slug: "water-that-does-not-keep-still" },
		altJa: "細胞の膜の断面。並んだ分子の上に水の粒が散り、針の先が近づいている絵",
		altEn: "A drawn cross-section of a cell membrane with water above it and the tip of a needle coming near",
		titleJa: "じっとしていない水を、なぞって見る",
		titleEn: "Feeling for water that does not keep still",
		leadJa:
			"細胞の表面では、水の分子が一瞬ごとに並び方を変えています。髪の毛の一万分の一ほどの針でなぞると、その並び方が見えてきました。",
		leadEn:
			"On the surface of a cell, water rearranges itself from one instant to the next. A needle ten thousand times finer than a hair has begun to show how.",
		bodyJa: `「水は、背景だと思われてきました」と、研究員の髙橋 渡さんは言います。教科書の細胞の絵に、水は描かれていません。けれども、薬が細胞に届くときも、ウイルスが取りつくときも、最初に触れるのはいつも水です。

## 針の先で、そっとなぞる

髙橋さんたちが使うのは、原子間力顕微鏡という道具です。光ではなく、細い針で表面をなぞり、指先で点字を読むように形を知ります。難しいのは、**やわらかいものを壊さずになぞる**ことでした。

そこで、針を押しつけるのをやめました。水の層が針をわずかに押し返す力だけを、一秒に何万回も測ります。三年かけて組み立てた装置は、いま、膜の上にできる水の層を三枚まで数えられます。

- 一枚目の水は、膜の分子にぴったり寄りそう
- 二枚目は、その上でゆるく並ぶ
- 三枚目からは、もうふつうの水と見分けがつかない

> 「一枚目の並び方が変わる場所に、薬の分子が入りこむ。そこまで見えたとき、夜中の実験室で声が出ました」

## 寄附で続いた、待つ時間

この研究には、装置を止めずに置いておく時間が必要です。温度が落ち着くまで半日、測り始めてからさらに一日。期限の短い研究費では、この「待つ時間」を払うことがなかなかできません。

装置を見守る技術職員の雇用を一年のばせたのは、拠点へのご寄附があったからです。その一年のあいだに、二枚目の水の層が見えました。

## 次の問い

分かったことより、分からないことのほうが増えました。膜の成分が違えば、水の並び方も違うのか。年をとった細胞では、どうなのか。髙橋さんは次の冬、別の膜で同じ測定を始めます。`,
		bodyEn: `“Water has been treated as the background,” says Wataru Takahashi. Textbook drawings of a cell leave it out. Yet whatever reaches a cell, a medicine or a virus, meets the water first.

## Touching without pressing

Takahashi and his colleagues use an atomic force microscope. Instead of light, a fine needle follows the surface, the way a fingertip reads braille. The hard part was to follow **something soft without harming it**.

So they stopped pressing. They measure only how slightly a layer of water pushes the needle back, tens of thousands of times a second. The instrument took three years to build. It can now count three layers of water on a membrane.

- The first clings to the molecules of the membrane.
- The second lies loosely on top of it.
- From the third on, it cannot be told from ordinary water.

> “Where the first layer changes its order, a drug molecule slips in. When we could see that, somebody shouted, in the middle of the night.”

## Time to wait

This work needs time in which nothing seems to happen: half a day until the temperature settles, another day to measure. Short grants rarely pay for waiting.

Gifts to the hub kept the technician who watches over the instrument for one more year. In that year the second layer came into view.

## The next question

There is more to ask than before. Does another membrane order its water in another way? Does an ageing cell? Next winter Takahashi will begin to measure again.`,
		sources: [
			{
				citation: "Takahashi W. et al. (2026) Layers of water on a lipid membrane（見本の論文）",
				where: "10.5555/izumi-demo.2026.01",
			},
			{ citation: "NanoLSI 装置開発の記録 2023–2026（見本）", where: "" },
		],
	},
	{
		...CREDIT,
		...{ hub: "ircn", daysAgo: 23, drawing: "neurons", level: "teens", slug: "why-children-learn-languages-so-easily" },
		altJa: "暗い背景に、手をのばしあう神経細胞を描いた絵",
		altEn: "A drawing of nerve cells reaching for each other on a dark ground",
		titleJa: "子どもはなぜ、ことばを苦もなく覚えるのか",
		titleEn: "Why children learn languages so easily",
		leadJa:
			"小さいころの脳には、ことばに向けて大きく開いた窓があります。その窓は、なぜ、どうやって閉じるのでしょうか。",
		leadEn: "A young brain has a window that stands wide open for language. Why does it close, and how?",
		bodyJa: `生まれて半年の赤ちゃんは、世界中のことばの音を聞き分けます。ところが一歳になるころには、身のまわりで使われない音の違いに、気づかなくなります。能力を失ったのではありません。**必要なものに集中した**のです。

## 窓を閉めるのは、ブレーキ役の細胞

研究員の渡邉 澪さんは、窓を閉めるしくみを調べています。鍵をにぎるのは、ほかの神経細胞をおさえる「ブレーキ役」の細胞です。この細胞が育つと、まわりに網のような構造ができ、つながり方が落ち着きます。

「閉じるのは、悪いことではありません」と渡邉さん。「窓が開いたままでは、覚えたことも安定しないのです」

## 一人ひとり違う窓

同じ年の子どもでも、窓の閉じ方には違いがあります。渡邉さんたちは、地域の家庭に協力してもらい、遊びながら脳波を測る部屋を作りました。白い壁の実験室では、子どもは黙ってしまうからです。

1. 好きな絵本を選ぶ
2. 読み聞かせを聞きながら、帽子型の装置をかぶる
3. 飽きたら、その日は終わり

この部屋の床や本棚は、ご寄附で用意しました。二年で百二十組の親子が来てくれました。

## 分かったことの使いみち

発達に心配のある子どもに、いつ、どんな手助けをするとよいのか。答えはまだ出ていません。けれども「早いほどよい」とだけ言ってきた時代から、**「その子の窓が開いているとき」を見つける**時代へ、研究は少しずつ進んでいます。`,
		bodyEn: `At six months a baby can tell apart the sounds of every language in the world. By the first birthday, differences that nobody around makes have faded. Nothing was lost: the brain has **turned to what it needs**.

## Cells that hold back

Mio Watanabe studies how the window closes. The key is a kind of nerve cell that holds others back. As it matures, a mesh grows around it and the connections settle.

“Closing is not a bad thing,” she says. “With the window open, nothing you learn would stay.”

## No two windows alike

Children of the same age differ. With families from the neighbourhood, the group built a room in which brain waves are measured during play. In a white laboratory children fall silent.

1. Choose a picture book.
2. Listen to it, wearing a cap with sensors.
3. When it gets boring, that is all for today.

The floor and the bookshelves of that room came from gifts. In two years a hundred and twenty families have visited.

## What it is good for

When does help serve a child best, and which help? There is no answer yet. But after years of saying “the earlier the better”, research is learning to look for **the moment when this child’s window is open**.`,
		sources: [
			{
				citation: "Watanabe M. et al. (2025) Individual timing of auditory critical periods（見本の論文）",
				where: "https://doi.org/10.5555/izumi-demo.2025.07",
			},
		],
	},
	{
		...CREDIT,
		...{ hub: "icredd", daysAgo: 41, drawing: "passes", level: "curious", slug: "a-map-of-mountain-passes" },
		altJa: "重なる山なみと、いちばん低い峠を越えていく点線の道の絵",
		altEn: "A drawing of layered mountains with a dotted path over the lowest pass",
		titleJa: "反応の「峠」を、地図にする",
		titleEn: "A map of mountain passes for reactions",
		leadJa:
			"化学反応は、山を越える旅に似ています。計算で峠の地図を描いてから実験すると、十年かかった探しものが、数か月で終わることがあります。",
		leadEn:
			"A chemical reaction is a walk across mountains. With a computed map of the passes, a search that took ten years can be over in months.",
		bodyJa: `新しい反応を見つける仕事は、長いあいだ、経験と運に支えられてきました。似た反応を探し、条件を一つずつ変え、うまくいくまで続けます。

## 低い峠を探す

分子が別の分子に変わるとき、途中で必ずエネルギーの高いところを通ります。化学者はそれを峠と呼びます。峠が低いほど、反応は楽に進みます。

計算化学の森 透さんは、**出発点だけを決めて、あらゆる道を計算機に歩かせる**方法を使います。行き先を決めないので、思いもよらない谷に出ることがあります。

## 計算と実験が、同じ部屋にいる

地図ができても、歩いてみなければ分かりません。計算の机の隣に実験台があることが、この拠点の特徴です。森さんが朝に見つけた道を、実験の担当が午後に試します。

> 「計算が示した十二の道のうち、三つは本当に通れました。そのうち一つは、論文のどこにも載っていない反応でした」

新しい反応は、捨てられていた原料から薬のもとになる骨組みを作ります。使う溶媒は、これまでの五分の一で済みました。

## 地図をみんなのものに

描いた地図は、誰でも使えるように公開しています。公開のための計算機の維持には、ご寄附も使われています。`,
		bodyEn: `Finding a new reaction has long been a matter of experience and luck: look for a similar one, change one condition after another, go on until it works.

## In search of a low pass

When one molecule becomes another it must cross higher ground. Chemists speak of a pass. The lower it is, the more easily the reaction runs.

Toru Mori, who computes reactions, **fixes only where to start and lets the machine walk every path**. With no destination set, it sometimes comes out in a valley nobody had thought of.

## Computing next to the bench

A map still has to be walked. Here the bench stands beside the desk: what Mori finds in the morning is tried in the afternoon.

> “Of twelve paths the computation showed, three could really be walked. One of them was in no paper at all.”

The new reaction makes the backbone of a medicine out of what used to be waste, with a fifth of the solvent.

## A map for everybody

The maps are published for anyone to use. Gifts help to keep the machine that serves them.`,
		sources: [
			{
				citation: "Mori T. et al. (2026) Automated search for low passes（見本の論文）",
				where: "10.5555/izumi-demo.2026.11",
			},
			{ citation: "反応経路データベース（見本）", where: "https://example.org/reaction-maps" },
		],
	},
	{
		...CREDIT,
		...{ hub: "ipmu", daysAgo: 66, drawing: "lenses", level: "curious", slug: "weighing-what-nobody-sees" },
		altJa: "星空の中央で、光の筋が円を描いて曲がっている絵",
		altEn: "A drawing of a starry sky in which streaks of light bend around the centre",
		titleJa: "見えないものの重さを量る",
		titleEn: "Weighing what nobody sees",
		leadJa: "宇宙にある物質のほとんどは、光りません。遠くの銀河の形がわずかにゆがむことから、その重さを量ります。",
		leadEn:
			"Most matter in the universe does not shine. How much there is can be read from the slightly bent shapes of distant galaxies.",
		bodyJa: `夜空の写真を何億枚も重ねると、遠くの銀河の形が、ほんの少しだけ同じ向きに引きのばされていることが分かります。手前にある、見えない物質が光を曲げているためです。

## 一つでは見えない

一つの銀河を見ても、もともとの形なのか、曲げられた形なのかは分かりません。だから、**たくさん集めて平均する**しかありません。曲がり方は百分の一ほど。望遠鏡の鏡のたわみや、空気のゆらぎのほうが、ずっと大きいのです。

大学院生の泉 太郎さんは、そのゆらぎを取り除く計算を二年かけて作り直しました。「自分の計算を疑う時間が、いちばん長かったです」

## 食い違いが、手がかりになる

できあがった地図は、宇宙の始まりの光から予想した値と、少しだけ食い違いました。測り方の誤りかもしれません。まだ知らない物理の入口かもしれません。世界の三つのグループが、別の方法で確かめています。

---

食い違いの正体が分かるまで、あと数年かかる見込みです。若い研究者がその数年を安心して過ごせるように、任期のあいだを埋める給与に、ご寄附が使われています。`,
		bodyEn: `Lay hundreds of millions of pictures of the night sky over one another and distant galaxies turn out to be stretched, ever so slightly, in a common direction. Matter in front of them, unseen, has bent their light.

## One is not enough

Of a single galaxy nobody can say whether it was born that way or bent. So there is no choice but to **collect many and take the mean**. The bending is about one part in a hundred. The sag of the mirror and the trembling of the air are far larger.

Taro Izumi, a graduate student, spent two years rewriting the computation that takes that trembling out. “Most of it went into doubting myself,” he says.

## A mismatch is a clue

The finished map does not quite agree with what the earliest light predicts. It may be an error. It may be the door to physics we do not know. Three groups around the world are checking by other means.

---

It will be some years before anybody can say. Gifts pay salaries between two contracts, so that young researchers can stay with the question.`,
		sources: [
			{
				citation: "Izumi T. et al. (2026) A cosmic shear map revisited（見本の論文）",
				where: "10.5555/izumi-demo.2026.21",
			},
		],
	},
	{
		...CREDIT,
		...{ hub: "iiis", daysAgo: 97, drawing: "sleep", level: "everyone", slug: "where-sleepiness-is-kept" },
		altJa: "月の下に、眠りの深さを表す波が何本も重なる絵",
		altEn: "A drawing of waves of sleep under a moon",
		titleJa: "「眠い」は、どこにたまるのか",
		titleEn: "",
		leadJa: "起きている時間が長いほど、眠くなる。あたりまえのことですが、眠気の正体はまだ分かっていません。",
		leadEn: "",
		bodyJa: `徹夜をすると、次の日はよく眠れます。体のどこかに、起きていた時間を数える仕組みがあるはずです。

## 二千匹のなかの一匹

研究員の小林 光さんは、よく眠るマウスを探し続けました。二千匹を超えたころ、ほかの倍も眠る一匹に出会います。調べると、ある一つの遺伝子が少し変わっていました。

その遺伝子が作るたんぱく質は、起きているあいだ、脳のなかで**少しずつ印をつけられて**いきます。眠ると、印は消えます。小林さんは、この印こそが眠気の正体ではないかと考えています。

## すぐには役に立たない

「よく眠れる薬ができますか、とよく聞かれます」と小林さん。「まだできません。でも、何を量ればよいかが分かったことは、大きいのです」

二千匹を育てて調べる仕事は、五年かかりました。飼育を支える人の手に、ご寄附が使われています。`,
		bodyEn: "",
		sources: [
			{
				citation: "Kobayashi H. et al. (2025) A molecular mark of wakefulness（見本の論文）",
				where: "10.5555/izumi-demo.2025.30",
			},
		],
	},
	{
		...CREDIT,
		...{ hub: "aimec", daysAgo: 130, drawing: "plankton", level: "teens", slug: "the-smallest-lives-of-a-warming-sea" },
		altJa: "海面の下に、光を受けた小さな生きものがたくさん浮かぶ絵",
		altEn: "A drawing of many tiny lit creatures floating below the surface of the sea",
		titleJa: "あたたまる海の、いちばん小さな命",
		titleEn: "The smallest lives of a warming sea",
		leadJa: "海のいきものの始まりには、目に見えないほど小さな植物がいます。海があたたまると、その顔ぶれが変わります。",
		leadEn:
			"At the beginning of every meal in the sea are plants too small to see. As the sea warms, others take their place.",
		bodyJa: `バケツ一杯の海水に、百万をこえる命がいます。光を受けて育つ植物プランクトンです。私たちが吸う酸素の半分近くは、この小さな命が作っています。

## 同じ場所を、何度でも

研究員の青木 潮さんは、北の海の決まった十二の地点に、毎年通います。同じ場所を、同じ方法で測り続けることで、はじめて変化が見えるからです。

- 春の水温は、三十年で一・四度上がった
- 大きな種類が減り、小さな種類が増えた
- 小さな種類を食べる魚は、脂がのりにくい

「変わった」と言えるまでに、二十年分の記録が必要でした。

## 船の上の一日

朝四時、まだ暗いうちに水をくみます。日が出ると、プランクトンが動き出してしまうからです。くんだ水はその場で網でこし、船の小さな実験室で数えます。

**船を出す一日分の燃料**に、ご寄附が使われました。国の研究費が切れた年も、十二の地点の記録は途切れませんでした。

## 記録は、未来の人のために

この記録がいちばん役に立つのは、五十年先かもしれません。青木さんは、測り方の手順を動画に残しはじめました。`,
		bodyEn: `A bucket of seawater holds more than a million lives. They are plants that drift and live on light. Nearly half of the oxygen we breathe is theirs.

## The same place, again and again

Ushio Aoki visits the same twelve points of the northern sea every year. Only measuring the same place in the same way shows a change.

- In thirty years the water of spring has warmed by 1.4 degrees.
- Large kinds have become fewer, small kinds more.
- Fish that live on the small ones put on less fat.

It took twenty years of records before anybody could say: it has changed.

## A day at sea

Water is drawn at four in the morning, in the dark. Once the sun is up, the plankton move. It is strained on deck and counted in the ship’s small laboratory.

Gifts paid for **one day of fuel**. In the year when public money ran out, the record of the twelve points did not break off.

## Kept for those to come

The record may be most useful fifty years from now. Aoki has begun to film how each step is done.`,
		sources: [
			{
				citation: "Aoki U. et al. (2024) Thirty years at twelve stations（見本の論文）",
				where: "10.5555/izumi-demo.2024.05",
			},
		],
	},
];

export const DEMO_EVENTS = [
	{
		...{
			hub: "nanolsi",
			days: 19,
			kind: "public_lecture",
			audiences: ["public", "students"],
			expected: "180",
			attended: "",
		},
		titleJa: "公開講座「水をなぞる」",
		titleEn: "Public lecture: Feeling for water",
		placeJa: "金沢市内（会場は申し込み後にお知らせします）",
		placeEn: "Kanazawa (the place is told after registration)",
		descriptionJa: "原子間力顕微鏡で見た水の動きを、**実演**をまじえて紹介します。質問の時間をたっぷり取ります。",
		descriptionEn:
			"How water moves, seen by an atomic force microscope, with a **demonstration** and much time for questions.",
		story: "water-that-does-not-keep-still",
	},
	{
		...{
			hub: "ircn",
			days: 33,
			kind: "school_visit",
			audiences: ["children", "teachers"],
			expected: "70",
			attended: "",
		},
		titleJa: "出張授業「赤ちゃんの耳」",
		titleEn: "School visit: A baby's ear",
		placeJa: "文京区の小学校",
		placeEn: "A primary school in Bunkyo",
		descriptionJa: "世界のことばの音を聞きくらべながら、脳の窓の話をします。",
		descriptionEn: "Children compare the sounds of languages and hear about a window in the brain.",
		story: "why-children-learn-languages-so-easily",
	},
	{
		...{
			hub: "nanolsi",
			days: -45,
			kind: "open_day",
			audiences: ["public", "children"],
			expected: "600",
			attended: "742",
		},
		titleJa: "研究所 施設公開",
		titleEn: "Open day of the institute",
		placeJa: "金沢大学 角間キャンパス",
		placeEn: "Kakuma campus, Kanazawa University",
		descriptionJa: "ふだんは入れない実験室を開きました。小さな針の先を、大型モニターでごらんいただきました。",
		descriptionEn:
			"Laboratories that are usually closed were open. Visitors watched the tip of a tiny needle on a large screen.",
		story: "water-that-does-not-keep-still",
	},
	{
		...{ hub: "ipmu", days: -80, kind: "online", audiences: ["public", "students"], expected: "500", attended: "1180" },
		titleJa: "オンライン講座「見えない宇宙を量る」",
		titleEn: "Online lecture: Weighing the unseen universe",
		placeJa: "オンライン",
		placeEn: "Online",
		descriptionJa: "銀河の形から、光らない物質の重さを量る方法を話しました。録画は主催者のページにあります。",
		descriptionEn:
			"How the shapes of galaxies weigh matter that does not shine. A recording is on the organiser's page.",
		story: "weighing-what-nobody-sees",
	},
] as const;

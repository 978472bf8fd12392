/** Campaigns of the demo: real hubs, invented companies and sums. Days are counted from the day the demo is made. */
export interface DemoCampaign {
	slug: string;
	/** whose it is; null: the programme's */
	hub: string | null;
	/** funds by their slugs; null: the general fund of every hub, and the programme's own */
	funds: string[] | null;
	drawing: "membrane" | "neurons" | null;
	altJa: string;
	altEn: string;
	begins: number;
	ends: number;
	goalKind: "yen" | "donors" | "monthly_donors";
	goalAmount: bigint;
	offers: { nameJa: string; nameEn: string; percent: number; limitYen: bigint; begins: number; ends: number }[];
	titleJa: string;
	titleEn: string;
	summaryJa: string;
	summaryEn: string;
	storyJa: string;
	storyEn: string;
}

export const DEMO_CAMPAIGNS: DemoCampaign[] = [
	{
		slug: "see-molecules-move",
		hub: "nanolsi",
		funds: ["nanolsi-general", "nanolsi-young"],
		drawing: "membrane",
		altJa: "水の中の膜に近づく、細い針の先を描いた図",
		altEn: "A drawing of a fine tip above a membrane in water",
		begins: -75,
		ends: 45,
		goalKind: "yen",
		goalAmount: 1_500_000n,
		offers: [
			{
				nameJa: "株式会社泉精機",
				nameEn: "Izumi Precision",
				percent: 100,
				limitYen: 400_000n,
				begins: -75,
				ends: 45,
			},
		],
		titleJa: "生きた分子の動きを、止めずに見る",
		titleEn: "Watch a molecule at work, without stopping it",
		summaryJa:
			"薬が効く瞬間、細胞の表面では何が動いているのか。水の中の分子を一枚ずつ撮る顕微鏡を、次の世代の研究者へ手渡します。",
		summaryEn:
			"What moves on a cell in the moment a medicine works? We hand a microscope that films single molecules in water on to the next generation.",
		storyJa:
			"分子は、写真に撮られるのを待ってくれません。1秒に何百回も形を変えながら、水の中で働いています。\n\n金沢で育った高速原子間力顕微鏡は、髪の毛の一万分の一ほどの針で分子の表面をなぞり、その動きを映像にします。世界中の研究者が「見せてほしい」と試料を持って訪れますが、装置を動かせる時間と、針を扱える人の手が足りません。\n\n## いただいた寄附でできること\n\n- 若い研究者が、成果を急がずに一つの分子と向き合う時間をつくります\n- 針と光学部品を新しくし、いまの半分の時間で撮れるようにします\n- 撮れた映像を、誰でも見られるかたちで公開します\n\n> 見えた瞬間、教科書の図が動き出しました。\n\n何が見つかるかは、お約束できません。けれども、何を見たかは、必ずお伝えします。",
		storyEn:
			"Molecules do not wait to be photographed. They work in water and change their shape hundreds of times a second.\n\nThe high-speed atomic force microscope that grew up in Kanazawa feels a molecule's surface with a tip ten thousand times finer than a hair and makes a film of what it does. Researchers come from everywhere with their samples; what is short is time at the instrument, and hands that know the tip.\n\n## What gifts make possible\n\n- young researchers have time for one molecule, without hurrying to a result\n- new tips and optics halve the time a film takes\n- the films become public, for everybody to watch\n\n> The moment we saw it, the drawing in the textbook began to move.\n\nWe cannot promise what will be found. We promise to tell you what we saw.",
	},
	{
		slug: "first-three-years",
		hub: null,
		funds: ["ircn-young", "ashbi-young", "icems-young", "elsi-young"],
		drawing: "neurons",
		altJa: "手をのばし合う神経細胞を描いた図",
		altEn: "A drawing of nerve cells that reach for each other",
		begins: -120,
		ends: 90,
		goalKind: "donors",
		goalAmount: 100n,
		offers: [],
		titleJa: "はじめの三年を、ともに支える",
		titleEn: "The first three years",
		summaryJa: "新しい問いが形になるまでの、いちばん不安な三年間。四つの拠点の若い研究者を、百人の手で支えます。",
		summaryEn:
			"Before a new question takes shape there are three uncertain years. A hundred donors stand behind young researchers of four hubs.",
		storyJa:
			"脳の発達、ヒトの生物学、細胞と物質のあいだ、生命の始まり。分野は違っても、若い研究者の悩みはよく似ています。任期は短く、失敗する余裕がありません。\n\nこのキャンペーンが数えるのは、金額ではなく人の数です。千円でも百万円でも、お一人はお一人。「この問いを見ていたい」という人が百人いることが、研究を続ける力になります。\n\n## 寄附先をお選びください\n\n四つの拠点から、応援したいところをお選びいただけます。若手研究者の雇用と、三年間の自由な研究費に使います。",
		storyEn:
			"How a brain grows, what makes us human, where cells meet materials, how life began: the fields differ, the worries of those who start are alike. Posts are short and leave no room to fail.\n\nThis campaign counts people, not yen. A thousand yen or a million, one person is one. A hundred people who want to see where a question leads are a reason to go on.\n\n## Choose a hub\n\nYour gift goes to young researchers of the hub you choose: their posts, and three years of research of their own.",
	},
	{
		slug: "every-month-a-question",
		hub: null,
		funds: null,
		drawing: null,
		altJa: "",
		altEn: "",
		begins: -200,
		ends: 160,
		goalKind: "monthly_donors",
		goalAmount: 50n,
		offers: [],
		titleJa: "毎月ひとつ、問いを育てる",
		titleEn: "A question every month",
		summaryJa: "毎月の寄附は、研究者が来年の計画を立てられるということ。WPIの問いを、五十人の継続寄附者と育てます。",
		summaryEn:
			"A monthly gift means that a researcher can plan next year. Fifty monthly donors help the questions of WPI grow.",
		storyJa:
			"基礎研究は、泉に似ています。今日汲んだ水がいつ湧いたものか、誰にも分かりません。けれども、湧き続けていることは確かめられます。\n\n毎月の寄附は、額の大小よりも、来年もあると分かっていることが力になります。どの拠点の、どの使途でもお選びいただけます。いつでも、変更も停止もできます。",
		storyEn:
			"Basic research is like a spring: nobody can say when the water drawn today fell as rain. But one can see that it flows.\n\nWhat helps in a monthly gift is less its size than knowing that it comes next year too. Choose any hub and any fund; change or stop it whenever you like.",
	},
	{
		slug: "night-sky-atlas",
		hub: "ipmu",
		funds: ["ipmu-outreach"],
		drawing: null,
		altJa: "",
		altEn: "",
		begins: -240,
		ends: -100,
		goalKind: "yen",
		goalAmount: 100_000n,
		offers: [],
		titleJa: "夜空の地図を、教室へ",
		titleEn: "An atlas of the night sky for schools",
		summaryJa: "望遠鏡がとらえた銀河の地図を、天文部のない学校にも届けました。",
		summaryEn: "We brought the map of galaxies that a telescope made to schools without an astronomy club.",
		storyJa:
			"ひとつの点が、ひとつの銀河です。宇宙の地図を大きな布に刷り、先生の手引きと一緒に学校へ送りました。\n\n集まった寄附で、布の地図と手引きを作りました。使った学校からの声は、活動報告でお伝えします。",
		storyEn:
			"Every dot is a galaxy. We printed the map of the universe on large cloth and sent it to schools with notes for teachers.\n\nGifts paid for the cloth and the notes. What schools made of them is told in our reports.",
	},
];

export const DEMO_PEER_PAGE = {
	hub: "nanolsi",
	campaign: "see-molecules-move",
	name: "髙橋 渡",
	title: "還暦の祝いは、顕微鏡に",
	message:
		"六十歳になりました。赤いちゃんちゃんこのかわりに、ひとつお願いがあります。\n\n昔、理科室の顕微鏡で池の水を見せてくれた先生がいました。あの日の驚きを、いまの子どもたちにも、これから研究者になる人にも渡したいのです。\n\nお祝いをと言ってくださる方は、どうかこのページから、金沢の研究所へお願いします。",
	goalYen: 100_000n,
	email: "wataru@example.jp",
};

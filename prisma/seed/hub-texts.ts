/** The public words of one hub: what it asks of nature, what it does, its field, and which drawing stands for it. */
export interface HubText {
	questionJa: string;
	questionEn: string;
	aboutJa: string;
	aboutEn: string;
	fieldJa: string;
	fieldEn: string;
	/** a name in `app/ui/motifs/hub-motif.tsx` */
	motif: string;
}

/**
 * First texts for the 18 hubs, in our own words and from what is widely known of each field. A hub replaces them with
 * its own. Nothing here is a claim about results, people or numbers.
 */
export const hubTexts: Record<string, HubText> = {
	qup: {
		questionJa: "誰も聞いたことのない宇宙のかすかな声を、どうすれば測れるだろう。",
		questionEn: "How do we measure the faint voices of the universe that nobody has heard yet?",
		aboutJa:
			"新しい測り方が生まれるたびに、自然は新しい姿を見せてきました。この拠点は、量子の考え方を測定に取り入れ、宇宙の始まりや素粒子を調べるための新しい「眼」をつくります。つくった技術は、ほかの科学や社会の測定にもひらかれています。",
		aboutEn:
			"Each new way of measuring has shown nature from a new side. This hub brings quantum ideas into measurement and builds new eyes for the beginning of the universe and for elementary particles. What it makes is open to other sciences, and to measurement in daily life.",
		fieldJa: "量子計測・素粒子・宇宙",
		fieldEn: "Quantum measurement, particles and the universe",
		motif: "polarization",
	},
	ircn: {
		questionJa: "知性は、脳のなかでどのように芽生え、育つのだろう。",
		questionEn: "How does intelligence take root in a brain, and how does it grow?",
		aboutJa:
			"人の脳は、生まれてからの経験によって回路を組み直しながら育ちます。この拠点は、脳の発達を調べる研究と、考える機械をつくる研究を一つ屋根の下に置き、知性の成り立ちを問います。こころの病の理解にもつながる問いです。",
		aboutEn:
			"A human brain grows by rewiring itself through experience. This hub puts the study of the developing brain and the making of machines that think under one roof, and asks what intelligence is made of. The question also matters for understanding disorders of the mind.",
		fieldJa: "神経科学・人工知能",
		fieldEn: "Neuroscience and artificial intelligence",
		motif: "dendrite",
	},
	nanolsi: {
		questionJa: "いのちを動かす小さな分子を、動いているそのままの姿で見られるだろうか。",
		questionEn: "Can we watch the small molecules that drive life while they are at work?",
		aboutJa:
			"細胞のなかでは、光の顕微鏡では見分けられないほど小さな分子が動き続けています。この拠点は、細い針の先で表面をなぞる走査型プローブ顕微鏡を磨き、生きた分子の動きを直接見る方法をひらきます。見ることで、老いや病の始まりを分子から理解することを目指しています。",
		aboutEn:
			"Inside our cells, molecules too small for ordinary light microscopes never stop moving. This hub sharpens scanning probe microscopes, which feel a surface with the tip of a fine needle, to see living molecules move. By seeing, it hopes to understand ageing and disease from the molecule up.",
		fieldJa: "ナノ計測・生命科学・超分子化学",
		fieldEn: "Nanometrology, life science and supramolecular chemistry",
		motif: "probe",
	},
	icredd: {
		questionJa: "まだ誰も見たことのない化学反応を、計算から見つけ出せるだろうか。",
		questionEn: "Can calculation find chemical reactions that nobody has ever seen?",
		aboutJa:
			"薬も材料も、化学反応から生まれます。新しい反応を見つけるには、長い試行錯誤が要りました。この拠点は、計算科学で反応の道筋を探し、情報科学で候補を絞り、実験で確かめることをくり返し、反応を設計する化学を築きます。",
		aboutEn:
			"Medicines and materials are born of chemical reactions, and finding a new one has meant long trial and error. This hub searches reaction paths by computation, narrows them by information science and tests them in the laboratory, building a chemistry in which reactions are designed.",
		fieldJa: "計算化学・情報科学・合成化学",
		fieldEn: "Computational chemistry, information science and synthesis",
		motif: "pathways",
	},
	ashbi: {
		questionJa: "ヒトは、どのようにしてヒトになったのだろう。",
		questionEn: "How did humans come to be human?",
		aboutJa:
			"私たちの体の多くは、ほかの動物と同じ仕組みでできています。では、違いはどこにあるのでしょう。この拠点は、ヒトやほかの霊長類の発生とゲノムを調べ、数理や生命倫理の研究とともに、ヒトをヒトにしているものを探します。",
		aboutEn:
			"Much of the human body is built as in other animals. Where, then, does the difference lie? This hub studies development and genomes in humans and other primates, together with mathematics and bioethics, looking for what makes us human.",
		fieldJa: "ヒト生物学・発生・ゲノム",
		fieldEn: "Human biology, development and genomes",
		motif: "cleavage",
	},
	prime: {
		questionJa: "病がまだ声を上げないうちに、その始まりを見つけられるだろうか。",
		questionEn: "Can we find the beginning of a disease before it makes itself known?",
		aboutJa:
			"多くの病気は、症状が出るずっと前から静かに進みます。この拠点は、細胞から育てた小さな臓器（オルガノイド）と、計算機のなかの模型とを組み合わせ、一人ひとりの体で何が起きるかを調べる方法をつくります。",
		aboutEn:
			"Many diseases advance quietly long before any symptom. This hub joins organoids, small organ-like tissues grown from cells, with models inside a computer, and builds ways to study what happens in each person's body.",
		fieldJa: "オルガノイド医学・情報科学",
		fieldEn: "Organoid medicine and information science",
		motif: "twin",
	},
	skcm2: {
		questionJa: "ほどけない結び目から、新しい物質をつくれるだろうか。",
		questionEn: "Can new matter be made from knots that do not come undone?",
		aboutJa:
			"右手と左手のように、鏡に映すと重ならない性質をキラリティといいます。この拠点は、キラルな結び目という一つの考え方を手がかりに、素粒子から液晶、宇宙までを数学で結びます。丈夫で無駄の少ない物質を、持続できる社会のために考えます。",
		aboutEn:
			"Like a right and a left hand, some things cannot be laid upon their mirror image: this is chirality. With the chiral knot as a common idea, this hub links particles, liquid crystals and the cosmos through mathematics, and thinks about matter that serves a society that can last.",
		fieldJa: "数学・物理・キラル物質",
		fieldEn: "Mathematics, physics and chiral matter",
		motif: "knot",
	},
	bio2q: {
		questionJa: "体にすむ無数の微生物は、私たちの健やかさをどう形づくっているのだろう。",
		questionEn: "How do the countless microbes that live in us shape our health?",
		aboutJa:
			"腸をはじめ体のあちこちで、微生物は私たちの臓器とやりとりをしています。この拠点は、ヒトの生物学と微生物の研究に、量子計算をふくむ新しい計算の方法を合わせ、複雑に絡み合う関係を読み解きます。",
		aboutEn:
			"In the gut and elsewhere, microbes are in constant exchange with our organs. This hub brings human biology and microbiome research together with new ways of computing, quantum computing among them, to read relations that are deeply entangled.",
		fieldJa: "ヒト生物学・微生物叢・量子計算",
		fieldEn: "Human biology, microbiome and quantum computing",
		motif: "microbiota",
	},
	aimr: {
		questionJa: "原子の並びの奥にある数学は、まだない物質を教えてくれるだろうか。",
		questionEn: "Can the mathematics behind the order of atoms tell us of materials yet to be made?",
		aboutJa:
			"硬さも、色も、電気の通しやすさも、原子の並び方から生まれます。この拠点は、材料科学に数学を持ち込み、金属やガラス、電子材料など異なる物質に共通する原理を探します。",
		aboutEn:
			"Hardness, colour and the flow of electricity all come from how atoms are arranged. This hub brings mathematics into materials science and looks for principles shared by metals, glasses, electronic materials and more.",
		fieldJa: "材料科学・数学",
		fieldEn: "Materials science and mathematics",
		motif: "lattice",
	},
	ipmu: {
		questionJa: "宇宙は何からできていて、なぜそこに私たちがいるのだろう。",
		questionEn: "What is the universe made of, and why are we in it?",
		aboutJa:
			"星や銀河をつくるふつうの物質は、宇宙のほんの一部にすぎません。残りの正体を、私たちはまだ知りません。この拠点では、数学者と物理学者と天文学者が同じ場所で、宇宙の始まりと行く末、そして物理法則そのものを考えます。",
		aboutEn:
			"The ordinary matter of stars and galaxies is only a small part of the universe; what the rest is, we do not know. Here mathematicians, physicists and astronomers think side by side about how the universe began, where it is going, and the laws of physics themselves.",
		fieldJa: "数学・物理学・天文学",
		fieldEn: "Mathematics, physics and astronomy",
		motif: "galaxy",
	},
	icems: {
		questionJa: "細胞の営みを化学の言葉で読み、物質で書き直すことはできるだろうか。",
		questionEn: "Can we read the work of cells in the language of chemistry, and write it anew in materials?",
		aboutJa:
			"細胞は、無数の分子が集まって働く、精巧な化学の場です。この拠点は、細胞の生物学と物質の化学のあいだの垣根をなくし、細胞の秘密を物質で探り、細胞に学んだ材料をつくります。",
		aboutEn:
			"A cell is a fine chemical workplace of countless molecules. This hub removes the fence between cell biology and the chemistry of materials: it explores the secrets of cells with materials, and makes materials that learn from cells.",
		fieldJa: "細胞生物学・材料化学",
		fieldEn: "Cell biology and materials chemistry",
		motif: "framework",
	},
	ifrec: {
		questionJa: "体を守る免疫は、どうやって自分と他者を見分けているのだろう。",
		questionEn: "How does immunity, which guards the body, tell self from other?",
		aboutJa:
			"免疫は、外からの敵と戦い、自分自身は攻撃しないという難しい判断を続けています。その均衡がくずれると、感染症や自己免疫の病、アレルギーが起こります。この拠点は、体のなかの免疫細胞の動きを見ることと情報科学を合わせ、免疫の全体像に迫ります。",
		aboutEn:
			"Immunity must fight what comes from outside and spare the self. When that balance fails, infections, autoimmune disease and allergies follow. By watching immune cells inside the body, and with information science, this hub seeks immunity as a whole.",
		fieldJa: "免疫学・画像化・情報科学",
		fieldEn: "Immunology, imaging and informatics",
		motif: "antibodies",
	},
	mana: {
		questionJa: "ナノの部品を組み合わせると、物質はどんな新しい働きを見せるのだろう。",
		questionEn: "What new things can matter do when it is built from nanoscale parts?",
		aboutJa:
			"原子一層の薄いシートや小さな粒を部品に、建物を建てるように物質を組み立てる。ナノアーキテクトニクスは、そうした材料づくりの考え方です。この拠点は、量子の性質をもつ材料とナノの材料を組み合わせ、新しい働きを探します。",
		aboutEn:
			"To take sheets one atom thin and tiny grains as parts, and to build matter as one builds a house: this is nanoarchitectonics. This hub combines quantum materials and nanomaterials in search of new functions.",
		fieldJa: "ナノ材料・量子材料",
		fieldEn: "Nanomaterials and quantum materials",
		motif: "sheets",
	},
	i2cner: {
		questionJa: "大気に二酸化炭素を増やさずに、人はエネルギーを使い続けられるだろうか。",
		questionEn: "Can people go on using energy without adding carbon dioxide to the air?",
		aboutJa:
			"水素をつくり、蓄え、使う。二酸化炭素を集め、役立つものに変える。そのどれにも、材料の内部で起きる現象の理解が欠かせません。この拠点は、脱炭素の社会を支える科学を原子のスケールから積み上げます。",
		aboutEn:
			"Making, storing and using hydrogen; capturing carbon dioxide and turning it into something of use: each depends on what happens inside materials. This hub builds the science of a carbon-neutral society from the scale of atoms up.",
		fieldJa: "エネルギー科学・水素・CO₂",
		fieldEn: "Energy science, hydrogen and CO₂",
		motif: "cycle",
	},
	iiis: {
		questionJa: "なぜ、私たちは眠るのだろう。",
		questionEn: "Why do we sleep?",
		aboutJa:
			"人は一生の長い時間を眠って過ごしますが、なぜ眠らなければならないのか、眠気とは何なのか、根本のところはまだ分かっていません。この拠点は、分子から人までを通して睡眠の謎に向き合い、眠りの悩みを減らす道を探ります。",
		aboutEn:
			"We spend a long part of our lives asleep, yet why we must sleep, and what sleepiness is, remain open at the root. From molecules to people, this hub faces the riddle of sleep and looks for ways to ease its troubles.",
		fieldJa: "睡眠科学・神経科学",
		fieldEn: "Sleep science and neuroscience",
		motif: "slumber",
	},
	elsi: {
		questionJa: "地球はどのように生まれ、生命はなぜそこに現れたのだろう。",
		questionEn: "How was the Earth born, and why did life appear on it?",
		aboutJa:
			"生命の始まりを知るには、その舞台となった初期の地球を知らなければなりません。この拠点では、地球や惑星の科学と生命の科学、化学の研究者が一緒に、地球と生命の起源、そして宇宙における生命を考えます。",
		aboutEn:
			"To know how life began, we must know the early Earth that was its stage. Here researchers of planets, of life and of chemistry think together about the origins of the Earth and of life, and about life in the universe.",
		fieldJa: "地球惑星科学・生命の起源",
		fieldEn: "Earth and planetary science, origins of life",
		motif: "strata",
	},
	itbm: {
		questionJa: "たった一つの分子が、生きものと暮らしを変えることはできるだろうか。",
		questionEn: "Can a single molecule change living things, and how we live?",
		aboutJa:
			"植物の成長も、動物の一日のリズムも、小さな分子が合図になって動きます。この拠点では、分子をつくる化学者と生きものを調べる生物学者が机を並べ、生命の仕組みを知り、動かす分子を生み出します。",
		aboutEn:
			"The growth of plants and the daily rhythm of animals are set in motion by small molecules. Here chemists who make molecules and biologists who study living things work at neighbouring desks, creating molecules that reveal, and move, the workings of life.",
		fieldJa: "合成化学・動植物科学",
		fieldEn: "Synthetic chemistry, plant and animal science",
		motif: "molecule",
	},
	aimec: {
		questionJa: "変わりゆく海で、いのちのつながりはどう応えていくのだろう。",
		questionEn: "In a changing ocean, how does the web of life respond?",
		aboutJa:
			"海は、温まり、流れを変え、そこにすむ生きものの顔ぶれも動いています。この拠点は、海と気候の物理、生態系の観測、データの科学をつなぎ、海の生態系がどう変わり、どう応えるのかを見通そうとしています。",
		aboutEn:
			"The ocean warms, its currents shift, and the company of living things within it moves. This hub links the physics of sea and climate, the observation of ecosystems and the science of data, to see how marine ecosystems change and respond.",
		fieldJa: "海洋科学・生態学・気候",
		fieldEn: "Ocean science, ecology and climate",
		motif: "currents",
	},
};

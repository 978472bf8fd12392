type Words = { name: string; subjectJa: string; bodyJa: string; subjectEn: string; bodyEn: string };

/** What two hubs ask for, invented, in the voice of somebody who knows the work. */
export const demoAppealText: Record<"nanolsi" | "ircn", { letter: Words; mail: Words }> = {
	nanolsi: {
		letter: {
			name: "秋の手紙：装置の針を支えるお願い",
			subjectJa: "見えないものに、もう一度触れるために",
			bodyJa: `拝啓　秋も深まり、皆さまにはお健やかにお過ごしのことと存じます。

日頃のご支援に、心よりお礼を申し上げます。皆さまのご寄附は、生きた細胞の表面を「針」でなぞって観る装置の、毎日の手入れに使われてきました。

この針は、髪の毛の一万分の一ほどの細さで、一日に何本も折れます。国の研究費では、急に必要になった消耗品をすぐに買えないことがあります。そのたびに、若い研究者が観察の順番を待っていました。

- 1万円で、針が1本
- 3万円で、学生ひとりの一日の観察
- 10万円で、ひと月ぶんの手入れ

もう一度、お力をお貸しいただけないでしょうか。下のコードから、または同封の用紙でお振り込みいただけます。

敬具`,
			subjectEn: "To touch once more what cannot be seen",
			bodyEn: `Thank you for standing by our work. Your gifts have kept our microscopes ready: they feel the surface of a living cell with a needle ten thousand times thinner than a hair.

The needles break every day, and public grants are slow to replace what is used up. Each time, a young researcher waits for a turn.

- 10,000 yen buys one needle
- 30,000 yen lets a student observe for a day
- 100,000 yen keeps an instrument running for a month

Would you help us once more? The code below opens our page for gifts.`,
		},
		mail: {
			name: "冬のメール：昨年度の寄附者へ",
			subjectJa: "昨年のご寄附で、ひとつの動画が撮れました",
			bodyJa: `昨年度のご寄附に、あらためてお礼を申し上げます。

おかげさまで、細胞が**傷を自分でふさぐ様子**を、初めて最初から最後まで撮ることができました。わずか40秒の動画ですが、その背後には二年間の失敗があります。

今年度も、この観察を続けるための人と時間が要ります。よろしければ、もう一度お力をお貸しください。`,
			subjectEn: "Your gift of last year became forty seconds of film",
			bodyEn: `Thank you again for your gift last year.

With it we filmed, for the first time from beginning to end, **a cell closing its own wound**. The film lasts forty seconds; behind it are two years of failures.

To go on, we need people and time this year too. Would you give once more?`,
		},
	},
	ircn: {
		letter: {
			name: "秋の手紙：赤ちゃん研究のお願い",
			subjectJa: "ことばの前にあるものを、知りたい",
			bodyJa: `拝啓　日頃より温かいご支援をいただき、ありがとうございます。

赤ちゃんは、生まれて数か月のうちに、周りの音の中から「ことば」を聞き分け始めます。なぜできるのか、私たちはまだよく知りません。

研究には、ご家族が安心して過ごせる部屋と、赤ちゃんの眠りに合わせて働く人が欠かせません。これらは、装置のための研究費では賄えないものです。

- 5千円で、ご家族おひと組の交通費
- 3万円で、観察室の一日
- 10万円で、検査にあたる人のひと月の残り半分

どうか、もう一度お力添えをお願いいたします。

敬具`,
			subjectEn: "What comes before words",
			bodyEn: `Thank you for your warm support.

Within months of birth, babies begin to hear words among the sounds around them. We do not yet know how.

The work needs a room where families feel at ease and people who keep the hours of a baby’s sleep. Grants for instruments do not pay for these.

- 5,000 yen brings one family to us
- 30,000 yen keeps the observation room open for a day
- 100,000 yen pays the missing half of a month of care

Would you help us once more?`,
		},
		mail: {
			name: "冬のメール：昨年度の寄附者へ",
			subjectJa: "昨年度のご寄附への、お礼と報告",
			bodyJa: `昨年度はご寄附をいただき、ありがとうございました。

おかげさまで、**48組のご家族**に観察室へお越しいただけました。結果はこれから論文にまとめ、分かったことも分からなかったことも、ご報告いたします。

今年度の観察も始まっています。よろしければ、引き続きご支援ください。`,
			subjectEn: "Thank you, and what your gift of last year made possible",
			bodyEn: `Thank you for your gift last year.

With it, **48 families** came to our observation room. We are writing up what we found, and we will tell you what we did not find, too.

This year’s observations have begun. Would you go on supporting them?`,
		},
	},
};

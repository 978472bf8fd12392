/**
 * Characters that people use for one another in names, the common one first. For search only: nothing stored or printed
 * ever goes through this table. Compatibility ideographs (神, 福, 塚 …) are not listed, NFKC already joins them.
 */
const GROUPS = `
高髙 崎﨑嵜㟢 辺邉邊 浜濱濵 斉齊斎齋亝 沢澤 広廣 国國圀 徳德 吉𠮷 桜櫻 島嶋嶌㠀 峰峯 竜龍 滝瀧 富冨 館舘 関關 恵惠 栄榮 学學斈
実實 真眞 円圓 豊豐 万萬 寿壽 宝寶寳 塩鹽 黒黑 児兒 条條 鉄鐵鐡銕 沖冲 涼凉 静靜 清淸 瀬瀨 頼賴 郎郞 為爲 宮宫 曽曾 増增 亀龜
尭堯 巌巖 薮藪 桧檜 槙槇 遥遙 凛凜 亜亞 衛衞 応應 奥奧 横橫 温溫 悦悅 緑綠 録錄 歴歷 暦曆 彦彥 産產 顔顏 柳栁桺 薫薰 勲勳 弥彌
弁辨瓣辯 礼禮 乗乘 剣劍劔剱劒 蔵藏 従從 荘莊 参參 両兩 与與 余餘 予豫 来來 会會 仏佛 伝傳 内內 写寫冩 処處 単單 厳嚴 収收 双雙
台臺 号號 図圖 団團 囲圍 変變 将將 尚尙 属屬 岳嶽 巻卷 帯帶 弐貳 弾彈 当當 径徑 恒恆 戸戶 払拂 数數 断斷 旧舊 昼晝 晋晉 暁曉
枢樞 楽樂 様樣 権權 歩步 毎每 気氣 浅淺 浄淨 渋澁澀 済濟 渓溪 湾灣 満滿 灯燈 点點 炉爐 焼燒 独獨 瑶瑤 畳疊疉 県縣 磯礒 祢禰 称稱
稲稻 穂穗 粋粹 経經 絵繪 継繼 続續 総總 縄繩 聡聰 芦蘆 芸藝 茎莖 薬藥 虎乕 虫蟲 蛍螢 覚覺 観觀 訳譯 証證 誉譽 読讀 譲讓 賛贊
転轉 軽輕 辞辭 郷鄕 釈釋 鉱鑛砿礦 鎌鐮 鎮鎭 随隨 隠隱 雑雜 霊靈 顕顯 駅驛 駆驅駈 験驗 髪髮 鴎鷗 鶏鷄 麦麥 麹麴 黄黃 黙默
歯齒 齢齡 園薗 靱靭 桑桒 野埜 松枩柗 船舩舡 秋龝穐 喜㐂 兎兔莵 皐皋 晃晄 煕熙凞 杉椙 柏栢 裏裡 群羣 篠筱 籠篭 隣鄰 淵渊渕 濤涛
秘祕 竪豎 妍姸 姫姬 姉姊 強强 教敎 研硏 青靑 説說 税稅 鋭銳 脱脫 戯戲 虚虛 徴徵 微㣲 値值 即卽 既旣
郁鬱 褒襃 嬢孃 壌壤 醸釀 穣穰 壮壯 装裝 状狀 奨奬 桟棧 残殘 銭錢 践踐 摂攝 窃竊 専專 戦戰 潜潛濳 聴聽 庁廳 勅敕 鎖鎻
曳曵 桿杆 橋槗 繁緐 梅楳 閣閤 萌萠 蕊蘂 鰺鯵 丘邱 仙僊 倶俱 侠俠 侭儘 噛嚙 嘘噓 填塡 屏屛
掻搔 攅攢 溌潑 焔焰 祷禱 箪簞 繋繫 繍繡 莱萊 蝉蟬 蝋蠟 躯軀 醤醬 醗醱 頚頸 頬頰 顛顚 餅餠 鹸鹼 麺麵 弯彎 撹攪 涜瀆 壷壺
尓爾 卆卒 桝枡 舎舍 節莭 閉閇 蓋葢
`;

const CANONICAL = new Map<string, string>();
for (const group of GROUPS.trim().split(/\s+/u)) {
	const [first, ...others] = [...group];
	for (const other of others) if (first !== undefined && other !== first) CANONICAL.set(other, first);
}

/** Every known variant by the character people would search with. */
export function foldKanji(text: string): string {
	let folded = "";
	for (const character of text) folded += CANONICAL.get(character) ?? character;
	return folded;
}

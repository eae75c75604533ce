#include "text/encoding/common_chars.h"

#include "text/utf8.h"

/* The characters of each script that a bill, a statement or plain text has
 * most, and of Japanese those beside the kana. */
static const char *const common[COMMON_SCRIPTS] = {
	[COMMON_HANZI] =
	    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分"
	    "对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十"
	    "三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使"
	    "点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全"
	    "表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变"
	    "条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料"
	    "象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接"
	    "知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任"
	    "取据处世车名称交易金额订单商户支付款项收银账号卡余类型状态笔共元"
	    "费率退续优惠红包券微信宝扫码消充值转借贷摘备注息渠币美港欧英镑未"
	    "功失败完待确认闭撤销申请查询细清记录导止始终束网柜台助端编序列凭"
	    "证门店营厅司限责股份集团科技服务贸北京海广州深圳杭市省县街镇村张"
	    "王李赵刘陈杨黄周吴徐孙马朱胡林郭何罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡"
	    "潘田董袁叶蒋杜苏魏吕丁沈姚卢傅钟姜崔谭廖范汪陆石戴贾韦夏邱侯邹熊"
	    "孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤温康施"
	    "购买售卖货价格税票送快递餐饮食便超话视宽带保险财债投薪奖补贴医疗"
	    "教育校房租押存汇兑跨境折扣缴罚滞纳违约冻控风审核批准拒绝异差错调"
	    "整冲花呗东滴饿拼淘猫抖音百腾讯阿云闪联钞场简络",
	[COMMON_TRADITIONAL] =
	    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分"
	    "對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十"
	    "三之進著等部度家電力里如水化高自二理起小物現實加量都兩體制機當使"
	    "點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全"
	    "表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變"
	    "條只沒結解問意建月公無系很情者最立代想已通並提直題程五果料員位入"
	    "常文總次品式設及管特件長交易金額訂單商戶支付款項收銀帳賬號卡餘期"
	    "類型狀態流筆計共元費率退手續優惠紅包券轉借貸摘備註信息幣別台港澳"
	    "美歐英未功失敗完確認閉申請查詢細清記錄匯存領名編股份限司網路簽消",
	[COMMON_JAPANESE] =
	    "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発"
	    "間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問"
	    "高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題"
	    "下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総"
	    "加山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産"
	    "結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重"
	    "近千考判認画海参売利組知案道信策集在件団別物側任引使求所次水半品"
	    "昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙"
	    "果西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少放税"
	    "検藤町常校料沢裁状工建語球営空職証土与急止送援供可役構木割聞身費"
	    "付施切由説転食比難防補車優夫研収断井何南石足違消境神番規術護展態"
	    "導鮮備宅害配副算視条幹独警宮究育席輸訪楽起万着乗店述残想線率病農"
	    "州武声質念待試族象銀域助労例衛然早張映限親額監環験追審商葉義伝働"
	    "形景落欧担好退準賀訴辺造英被株頭技低毎医復仕去姿味負閣韓渡失移差"
	    "衆個門写評課末守若脳極種美岡影命含福蔵量望松非撃佐核観察整段横融"
	    "型白深字答夜製票況音申様財港識注呼渉達摘振込預舗座請細帳普",
	[COMMON_HANGUL] =
	    "금액거래일시입출잔고은행계좌번호내용적요수료합결제승인취소카드가"
	    "맹점이체송예주명지급상대기간메모구분처리태판매환불문품배현자동터"
	    "넷뱅킹국민신한우하나농협업토스네버페오다는의에을를로서사도해정어"
	    "라그아전부장여보들과안김박최강조윤임유권황홍성원식회본관울산경천"
	    "광중외화총건통저축세공험연월년말초후무형단위개당비율감면할포트생"
	    "활마켓편학교병약커피택차량철항목값실째글등록확완패음끝날짜순든검"
	    "색설법",
};

/* The character of n bytes at p. */
static unsigned
code_of(const char *p, size_t n)
{
	static const unsigned char lead[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	unsigned v = (unsigned char)p[0] & lead[n];

	for (size_t i = 1; i < n; i++)
		v = v << 6 | ((unsigned char)p[i] & 0x3f);
	return v;
}

/* Not punctuation, signs and forms of another width. Half-width kana, which are
 * one byte each, are what letters of Europe look like. */
static bool
is_letter(unsigned c)
{
	return !((c >= 0x2000 && c < 0x2e80) || (c >= 0x3000 && c < 0x3041) ||
	    (c >= 0xff00 && c < 0xffa0) || (c >= 0xa0 && c < 0xc0) ||
	    c == 0xffe5 || c == 0xffe1);
}

static bool
is_kana(unsigned c)
{
	return c >= 0x3041 && c <= 0x30fe;
}

static bool
is_common(enum common_script script, unsigned code, struct span c)
{
	const char *p = common[script];

	if (script == COMMON_JAPANESE && is_kana(code))
		return true;
	for (; c.len == 3 && *p; p += 3) /* all are of three bytes */
		if (!memcmp(p, c.p, 3))
			return true;
	return false;
}

struct common_share
common_chars_share(enum common_script script, struct span s)
{
	struct common_share r = { 0, 0 };
	size_t n;

	for (size_t i = 0; i < s.len; i += n) {
		unsigned code;

		n = utf8_len(s.p + i);
		if (n == 1)
			continue;
		code = code_of(s.p + i, n);
		if (!is_letter(code))
			continue;
		r.letters++;
		r.common +=
		    is_common(script, code, (struct span){ s.p + i, n });
	}
	return r;
}

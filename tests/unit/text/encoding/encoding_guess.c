/* Which encoding bytes are in, by what they say. The bytes are made with iconv
 * from text in UTF-8. */
#include <iconv.h>

#include "text/encoding/encoding_guess.h"
#include "test.h"

static char bytes[4096];

static struct span
in(const char *encoding, const char *text)
{
	iconv_t cd = iconv_open(encoding, "UTF-8");
	char *from = (char *)text, *to = bytes;
	size_t n = strlen(text), room = sizeof bytes;

	EXPECT(cd != (iconv_t)-1);
	EXPECT(iconv(cd, &from, &n, &to, &room) != (size_t)-1);
	iconv_close(cd);
	return (struct span){ bytes, sizeof bytes - room };
}

static const struct sample {
	const char *encoding, *text;
	bool sure;
} samples[] = {
	{ "GB18030", "交易时间,商户订单号,金额\n2022,张三,12.00\n", true },
	{ "GB18030", "订单金额", true },
	{ "SHIFT_JIS", "日付,摘要,入金,出金,残高\n振込 ヤマダ タロウ", true },
	{ "EUC-JP", "日付,摘要,入金,出金,残高\n振込 ヤマダ タロウ", true },
	{ "EUC-KR", "거래일시,적요,출금액,입금액,잔액\n김철수 이체", true },
	{ "BIG5", "交易日期,摘要,支出金額,存入金額,餘額\n王小明", true },
	{ "WINDOWS-1252", "Müller Überweisung Straße", true },
	{ "WINDOWS-1252", "Débit Crédit Libellé réglé à François", true },
	{ "WINDOWS-1252", "CRÉDIT DÉBIT LIBELLÉ", true },
	{ "WINDOWS-1252", "Histórico Transferência Cartão Depósito", true },
	{ "WINDOWS-1252", "Müller", false },
	{ "WINDOWS-1250", "Zażółć gęślą jaźń wpływ obciążenie", true },
	{ "WINDOWS-1250", "Částka příjem výdaj účet měna převod", true },
	{ "WINDOWS-1250", "Összeg terhelés közlemény őű", true },
	{ "WINDOWS-1254", "İşlem Tarihi Açıklama Borç Ödeme şube", true },
	{ "WINDOWS-1251", "Дата операции Приход Расход Остаток", true },
	{ "KOI8-R", "Дата операции Приход Расход Остаток", true },
	{ "WINDOWS-1253", "Χρέωση Πίστωση Υπόλοιπο", true },
	{ "ISO-8859-2", "Zażółć gęślą jaźń wpływ obciążenie", true },
};

static void
known(void)
{
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const struct sample *s = &samples[i];
		struct encoding_guess g =
		    encoding_guess(in(s->encoding, s->text));

		EXPECT_STR(g.name, s->encoding);
		EXPECT(g.sure == s->sure);
		if (test_broken)
			printf("# %s\n", s->text);
	}
}

static void
chinese(void)
{
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
		const struct sample *s = &samples[i];

		EXPECT(encoding_guess_is_gb18030(in(s->encoding, s->text)) ==
		    !strcmp(s->encoding, "GB18030"));
	}
	EXPECT(!encoding_guess_is_gb18030(SPAN("")));
	EXPECT(!encoding_guess_is_gb18030(SPAN("plain")));
	EXPECT(!encoding_guess_is_gb18030(SPAN("\xd6\xd0"))); /* one alone */
	EXPECT(!encoding_guess_is_gb18030(SPAN("\xff\xff\xff")));
	/* Chinese, and then bytes that are none */
	EXPECT(!encoding_guess_is_gb18030(SPAN("\xd6\xd0\xce\xc4\xff\xff")));
	EXPECT(encoding_guess_is_gb18030(SPAN("\xd6\xd0\xce\xc4\xce")));
}

/* Words of a language in capitals and small letters, joined in all orders. */
static void
never_invented(void)
{
	static const char *const words[][7] = {
		{ "WINDOWS-1252", "ÄÖÜ", "Größe", "ßüß", "ÀÉÈ", "CRÉÉE", "ºª" },
		{ "WINDOWS-1250", "ŁŚŻŹĆ", "ĄĘ", "gęślą", "ČŘŽ", "Őrült", "ů" },
		{ "WINDOWS-1251", "РАСХОД", "ДАТА", "платёж", "КАРТА", "Сумма",
		    "я" },
		{ "KOI8-R", "РАСХОД", "дата", "платёж", "карта", "Сумма", "я" },
		{ "WINDOWS-1253", "ΧΡΕΩΣΗ", "ΠΟΣΟ", "Υπόλοιπο", "ώρα", "ΤΙΜΗ",
		    "ή" },
		{ "EUC-KR", "서울시", "강남구", "홍길동", "삼성", "롯데",
		    "원" },
		{ "EUC-JP", "日付", "摘要", "株式会社", "ヤマダ", "東京",
		    "の" },
		{ "BIG5", "轉帳", "中國信託", "統一超商", "王小明", "餘額",
		    "存" },
	};
	char text[256];

	for (size_t w = 0; w < sizeof words / sizeof *words; w++)
		for (size_t i = 0; i < 6 * 6 * 6; i++) {
			snprintf(text, sizeof text, "%s%s%s",
			    words[w][1 + i % 6], words[w][1 + i / 6 % 6],
			    words[w][1 + i / 36]);
			EXPECT(
			    !encoding_guess_is_gb18030(in(words[w][0], text)));
		}
}

int
main(void)
{
	test("each encoding is known by its text", known);
	test("only Chinese is Chinese", chinese);
	test("words of other languages never are", never_invented);
	return test_done();
}

#include "explain/words/name_hints.h"

#include "text/fold.h"
#include "value/currency.h"

struct word {
	const char *text; /* in small letters */
	int score;
};

/* Letters of alphabets: what words with blanks between are made of. */
static bool
is_letter(char c)
{
	unsigned char u = (unsigned char)c;

	return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') ||
	    (u >= 0xc3 && u <= 0xdf);
}

static bool
is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

/* Do two words meet here, as in orderId? */
static bool
is_hump(char before, char behind)
{
	return is_small(before) && behind >= 'A' && behind <= 'Z';
}

/* Does a letter of the same word end before p? */
static bool
ends_letter(const char *begin, const char *p)
{
	if (p == begin || is_hump(p[-1], *p))
		return false;
	if (((unsigned char)p[-1] & 0xc0) != 0x80)
		return is_letter(p[-1]);
	return p - begin >= 2 && is_letter(p[-2]);
}

/* Is the word in s, in any case? One of an alphabet is not a part of a longer
 * one: "id" is not in "paid". */
static bool
has(struct span s, const char *text)
{
	struct span w = span_str(text);

	for (size_t i = 0; i + w.len <= s.len; i++) {
		struct span rest = { s.p + i, s.len - i };
		const char *behind = s.p + i + w.len;

		if (!fold_begins(rest, w))
			continue;
		if (!is_letter(*text) ||
		    (!ends_letter(s.p, rest.p) &&
			(behind == s.p + s.len || !is_letter(*behind) ||
			    is_hump(behind[-1], *behind))))
			return true;
	}
	return false;
}

static int
add_up(struct span name, const struct word *words)
{
	int score = 0;

	for (; words->text; words++)
		if (has(name, words->text))
			score += words->score;
	return score;
}

const char *
name_hint_longest(struct span name, const char *const *words)
{
	const char *longest = NULL;

	for (; *words; words++)
		if (has(name, *words) &&
		    (!longest || strlen(*words) > strlen(longest)))
			longest = *words;
	return longest;
}

bool
name_hint_has_any(struct span name, const char *const *words)
{
	return name_hint_longest(name, words) != NULL;
}

int
name_hint_amount(struct span name)
{
	static const struct word words[] = { { "amount", 4 }, { "amt", 4 },
		{ "gross", 3 }, { "betrag", 4 }, { "umsatz", 3 },
		{ "belopp", 4 }, { "beløp", 4 }, { "beløb", 4 },
		{ "bedrag", 4 }, { "importe", 4 }, { "monto", 4 },
		{ "importo", 4 }, { "valor", 4 }, { "valore", 2 },
		{ "montant", 4 }, { "somme", 3 }, { "kwota", 4 },
		{ "summa", 4 }, { "summe", 3 }, { "sum", 3 }, { "määrä", 4 },
		{ "částka", 4 }, { "objem", 3 }, { "összeg", 4 },
		{ "tutar", 4 }, { "tutarı", 4 }, { "сумма", 4 }, { "сума", 4 },
		{ "ποσό", 4 }, { "total", 2 }, { "金额", 4 }, { "金額", 4 },
		{ "금액", 4 }, { "实收", 2 }, { "订单金额", 1 },
		{ "balance", -9 }, { "saldo", -9 }, { "solde", -9 },
		{ "kontostand", -9 }, { "zůstatek", -9 }, { "egyenleg", -9 },
		{ "bakiye", -9 }, { "остаток", -9 }, { "баланс", -9 },
		{ "залишок", -9 }, { "υπόλοιπο", -9 }, { "余额", -9 },
		{ "餘額", -9 }, { "結餘", -9 }, { "残高", -9 }, { "잔액", -9 },
		{ "fee", -6 }, { "fees", -6 }, { "commission", -6 },
		{ "gebühr", -6 }, { "frais", -6 }, { "手续费", -6 },
		{ "手數料", -6 }, { "手数料", -6 }, { "수수료", -6 },
		{ "комиссия", -6 }, { "服务费", -6 }, { "费率", -9 },
		{ "rate", -9 }, { "kurs", -9 }, { "tax", -6 }, { "vat", -6 },
		{ "refund", -3 }, { "退款", -3 }, { "优惠", -5 },
		{ "红包", -5 }, { "代金券", -5 }, { "discount", -6 },
		{ "tip", -6 }, { "price", -4 }, { "quantity", -9 },
		{ "qty", -9 }, { "count", -9 }, { "笔数", -9 }, { "件数", -9 },
		{ "original", -2 }, { "foreign", -2 }, { "net", -1 },
		{ NULL, 0 } };

	return add_up(name, words);
}

int
name_hint_key(struct span name)
{
	static const struct word words[] = { { "id", 4 }, { "no", 3 },
		{ "number", 3 }, { "num", 3 }, { "nr", 3 }, { "nº", 3 },
		{ "n°", 3 }, { "nummer", 3 }, { "numéro", 3 }, { "número", 3 },
		{ "numero", 3 }, { "numer", 3 }, { "číslo", 3 }, { "номер", 3 },
		{ "reference", 4 }, { "referenz", 4 }, { "referencia", 4 },
		{ "référence", 4 }, { "riferimento", 4 }, { "referência", 4 },
		{ "kenmerk", 4 }, { "referens", 4 }, { "referanse", 4 },
		{ "viite", 3 }, { "ref", 4 }, { "order", 3 }, { "trace", 3 },
		{ "txn", 2 }, { "transaction", 2 }, { "payment", 2 },
		{ "rrn", 5 }, { "arn", 4 }, { "utr", 5 }, { "beleg", 2 },
		{ "transaktionsnummer", 5 }, { "belegnummer", 5 },
		{ "auftragsnummer", 5 }, { "merchant", 1 }, { "psp", 1 },
		{ "单号", 5 }, { "订单号", 2 }, { "流水号", 5 },
		{ "交易号", 4 }, { "编号", 3 }, { "編號", 3 },
		{ "注文番号", 5 }, { "取引番号", 5 }, { "伝票番号", 5 },
		{ "番号", 3 }, { "거래번호", 5 }, { "주문번호", 5 },
		{ "승인번호", 4 }, { "번호", 3 }, { "商户", 1 },
		{ "account", -6 }, { "iban", -9 }, { "bic", -9 },
		{ "card", -6 }, { "konto", -6 }, { "kontonummer", -9 },
		{ "cuenta", -6 }, { "compte", -6 }, { "conto", -6 },
		{ "conta", -6 }, { "rekening", -6 }, { "rekeningnummer", -9 },
		{ "счет", -6 }, { "счёт", -6 }, { "name", -6 }, { "phone", -9 },
		{ "terminal", -6 }, { "batch", -6 }, { "line", -4 },
		{ "item", -2 }, { "row", -6 }, { "seq", -3 }, { "序号", -3 },
		{ "账号", -6 }, { "账户", -6 }, { "商户号", -9 },
		{ "卡号", -9 }, { "口座番号", -9 }, { "계좌번호", -9 },
		{ "check", -1 }, { NULL, 0 } };

	return add_up(name, words);
}

int
name_hint_time(struct span name)
{
	static const struct word words[] = { { "time", 2 }, { "timestamp", 2 },
		{ "created", 1 }, { "date", 1 }, { "booking", 1 },
		{ "buchung", 1 }, { "buchungstag", 2 }, { "transaction", 1 },
		{ "fecha", 1 }, { "data", 1 }, { "dato", 1 }, { "datum", 1 },
		{ "дата", 1 }, { "tarih", 1 }, { "dátum", 1 }, { "päivä", 1 },
		{ "value", -1 }, { "valuta", -1 }, { "valeur", -1 },
		{ "valor", -1 }, { "wertstellung", -1 }, { "时间", 2 },
		{ "時間", 2 }, { "日時", 2 }, { "일시", 2 }, { "日期", 1 },
		{ "日付", 1 }, { "取引日", 1 }, { "거래일", 1 },
		{ "交易日", 1 }, { "记账日", 1 }, { "入账日", 1 },
		{ "交易", 1 }, { "available", -1 }, { "due", -2 },
		{ "expiry", -4 }, { "birth", -9 }, { NULL, 0 } };

	return add_up(name, words);
}

bool
name_hint_balance(struct span name)
{
	static const char *const words[] = { "balance", "saldo", "solde",
		"kontostand", "zůstatek", "egyenleg", "bakiye", "остаток",
		"баланс", "залишок", "υπόλοιπο", "余额", "餘額", "結餘", "结余",
		"残高", "잔액", "rest", NULL };

	return name_hint_has_any(name, words);
}

bool
name_hint_total(struct span text)
{
	static const char *const words[] = { "total", "totals", "grand total",
		"subtotal", "sub-total", "sum", "summe", "gesamt",
		"gesamtsumme", "zwischensumme", "totaal", "totale", "totali",
		"totaux", "suma", "summa", "sammanlagt", "i alt", "yhteensä",
		"razem", "ogółem", "celkem", "összesen", "toplam", "итого",
		"всего", "разом", "σύνολο", "合计", "合計", "总计", "總計",
		"小计", "小計", "累计", "本页合计", "人民币合计", "合计：",
		"총계", "합계", "소계", "총합계", "jumlah", NULL };

	while (text.len && (strchr(":.-= ", text.p[text.len - 1])))
		text.len--;
	if (text.len > 4 && text.p[text.len - 4] == ' ' &&
	    currency_is_iso((struct span){ text.p + text.len - 3, 3 }))
		text.len -= 4; /* "Total EUR" */
	for (size_t i = 0; words[i]; i++)
		if (fold_is(text, span_str(words[i])))
			return true;
	return false;
}

#include "explain/name_hints.h"

struct word {
	const char *text; /* in small letters */
	int score;
};

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
is_letter(char c)
{
	return small(c) >= 'a' && small(c) <= 'z';
}

static bool
is_at(struct span s, size_t at, struct span word)
{
	if (s.len - at < word.len)
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (small(s.p[at + i]) != word.p[i])
			return false;
	return true;
}

/* Is the word in s, in any case? One of letters is not a part of a longer
 * one: "id" is not in "paid". */
static bool
has(struct span s, const char *text)
{
	struct span w = span_str(text);

	for (size_t i = 0; i + w.len <= s.len; i++) {
		if (!is_at(s, i, w))
			continue;
		if (!is_letter(*text) ||
		    ((i == 0 || !is_letter(s.p[i - 1])) &&
			(i + w.len == s.len || !is_letter(s.p[i + w.len]))))
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

static bool
has_any(struct span name, const char *const *words)
{
	for (; *words; words++)
		if (has(name, *words))
			return true;
	return false;
}

static bool
is_any(struct span value, const char *const *words)
{
	for (; *words; words++)
		if (value.len == strlen(*words) &&
		    is_at(value, 0, span_str(*words)))
			return true;
	return false;
}

int
name_hint_amount(struct span name)
{
	static const struct word words[] = { { "amount", 4 }, { "gross", 3 },
		{ "betrag", 4 }, { "belopp", 4 }, { "bedrag", 4 },
		{ "importe", 4 }, { "importo", 4 }, { "valor", 4 },
		{ "montant", 4 }, { "kwota", 4 }, { "summa", 3 }, { "sum", 3 },
		{ "total", 2 }, { "金额", 4 }, { "实收", 2 }, { "订单金额", 1 },
		{ "balance", -9 }, { "saldo", -9 }, { "余额", -9 },
		{ "fee", -6 }, { "手续费", -6 }, { "服务费", -6 },
		{ "费率", -9 }, { "rate", -9 }, { "tax", -6 }, { "refund", -3 },
		{ "退款", -3 }, { "优惠", -5 }, { "红包", -5 },
		{ "代金券", -5 }, { "discount", -6 }, { "price", -4 },
		{ "quantity", -9 }, { "net", -1 }, { NULL, 0 } };

	return add_up(name, words);
}

int
name_hint_key(struct span name)
{
	static const struct word words[] = { { "id", 4 }, { "no", 3 },
		{ "number", 3 }, { "nr", 3 }, { "reference", 4 }, { "ref", 4 },
		{ "order", 3 }, { "trace", 3 }, { "transaction", 2 },
		{ "payment", 2 }, { "merchant", 1 }, { "psp", 1 },
		{ "单号", 5 }, { "订单号", 2 }, { "流水号", 5 },
		{ "交易号", 4 }, { "编号", 3 }, { "商户", 1 },
		{ "account", -6 }, { "iban", -9 }, { "card", -6 },
		{ "name", -6 }, { "账号", -6 }, { "账户", -6 },
		{ "商户号", -9 }, { "卡号", -9 }, { "check", -1 },
		{ NULL, 0 } };

	return add_up(name, words);
}

int
name_hint_time(struct span name)
{
	static const struct word words[] = { { "time", 2 }, { "created", 1 },
		{ "date", 1 }, { "booking", 1 }, { "transaction", 1 },
		{ "value", -1 }, { "valuta", -1 }, { "datum", 1 },
		{ "时间", 2 }, { "日期", 1 }, { "交易", 1 },
		{ "available", -1 }, { NULL, 0 } };

	return add_up(name, words);
}

bool
name_hint_in(struct span name)
{
	static const char *const words[] = { "credit", "credits", "cr",
		"deposit", "deposits", "in", "paid in", "money in", "haben",
		"收入", "贷方", "存入", NULL };

	return has_any(name, words);
}

bool
name_hint_out(struct span name)
{
	static const char *const words[] = { "debit", "debits", "dr", "debet",
		"withdrawal", "withdrawals", "out", "paid out", "money out",
		"soll", "支出", "借方", "支取", NULL };

	return has_any(name, words);
}

bool
name_hint_value_in(struct span value)
{
	static const char *const words[] = { "c", "cr", "cred", "credit",
		"crdt", "in", "i", "h", "haben", "bij", "收入", "贷", "贷方",
		"入账", "pay", "payment", "success", "支付", "交易", NULL };

	return is_any(value, words);
}

bool
name_hint_value_out(struct span value)
{
	static const char *const words[] = { "d", "dr", "deb", "debit", "dbit",
		"out", "o", "s", "soll", "af", "支出", "借", "借方", "refund",
		"退款", NULL };

	return is_any(value, words);
}

#include "explain/words/direction_words.h"

#include "explain/words/name_hints.h"
#include "text/fold.h"

struct pair {
	const char *in, *out; /* in small letters */
	bool is_kind;
};

static const struct pair pairs[] = {
	{ "credit", "debit", false },
	{ "cr", "dr", false },
	{ "c", "d", false },
	{ "crdt", "dbit", false },
	{ "cred", "deb", false },
	{ "in", "out", false },
	{ "i", "o", false },
	{ "income", "expense", false },
	{ "inflow", "outflow", false },
	{ "incoming", "outgoing", false },
	{ "deposit", "withdrawal", false },
	{ "received", "sent", false },
	{ "money in", "money out", false },
	{ "paid in", "paid out", false },
	{ "+", "-", false },
	/* German */
	{ "haben", "soll", false },
	{ "h", "s", false },
	{ "gutschrift", "lastschrift", false },
	{ "gutschrift", "belastung", false },
	{ "eingang", "ausgang", false },
	{ "einnahme", "ausgabe", false },
	/* French */
	{ "crédit", "débit", false },
	{ "recette", "dépense", false },
	/* Spanish */
	{ "abono", "cargo", false },
	{ "haber", "debe", false },
	{ "ingreso", "egreso", false },
	{ "ingreso", "gasto", false },
	{ "entrada", "salida", false },
	/* Italian */
	{ "avere", "dare", false },
	{ "entrata", "uscita", false },
	{ "accredito", "addebito", false },
	/* Portuguese */
	{ "crédito", "débito", false },
	{ "credito", "debito", false },
	{ "entrada", "saída", false },
	{ "receita", "despesa", false },
	/* Dutch */
	{ "bij", "af", false },
	{ "credit", "debet", false },
	/* Swedish, Norwegian, Danish */
	{ "kredit", "debet", false },
	{ "insättning", "uttag", false },
	{ "inn", "ut", false },
	{ "ind", "ud", false },
	/* Finnish */
	{ "pano", "otto", false },
	/* Polish */
	{ "uznanie", "obciążenie", false },
	{ "wpływ", "wydatek", false },
	{ "wpływ", "wypływ", false },
	{ "ma", "wn", false },
	/* Czech */
	{ "příjem", "výdaj", false },
	{ "kredit", "debit", false },
	/* Hungarian */
	{ "jóváírás", "terhelés", false },
	/* Turkish */
	{ "alacak", "borç", false },
	{ "giriş", "çıkış", false },
	/* Russian, Ukrainian */
	{ "приход", "расход", false },
	{ "кредит", "дебет", false },
	{ "зачисление", "списание", false },
	{ "поступление", "списание", false },
	{ "пополнение", "списание", false },
	{ "надходження", "витрата", false },
	{ "кредит", "дебіт", false },
	/* Greek */
	{ "πίστωση", "χρέωση", false },
	/* Chinese */
	{ "收入", "支出", false },
	{ "收", "支", false },
	{ "收", "付", false },
	{ "收款", "付款", false },
	{ "贷", "借", false },
	{ "贷方", "借方", false },
	{ "貸", "借", false },
	{ "貸方", "借方", false },
	{ "入账", "出账", false },
	{ "转入", "转出", false },
	{ "轉入", "轉出", false },
	{ "存入", "支取", false },
	{ "存入", "支出", false },
	/* Japanese */
	{ "入金", "出金", false },
	{ "預入", "引出", false },
	{ "お預り", "お支払", false },
	/* Korean */
	{ "입금", "출금", false },
	{ "수입", "지출", false },
	{ "입금", "지급", false },
	/* Kinds of payments. */
	{ "payment", "refund", true },
	{ "pay", "refund", true },
	{ "charge", "refund", true },
	{ "sale", "refund", true },
	{ "sale", "return", true },
	{ "purchase", "refund", true },
	{ "purchase", "return", true },
	{ "order", "refund", true },
	{ "capture", "refund", true },
	{ "settled", "refunded", true },
	{ "settled", "chargeback", true },
	{ "success", "refund", true },
	{ "paid", "refunded", true },
	{ "sold", "returned", true },
	{ "payment", "chargeback", true },
	{ "zahlung", "erstattung", true },
	{ "zahlung", "rückerstattung", true },
	{ "verkauf", "rückgabe", true },
	{ "verkauf", "retoure", true },
	{ "paiement", "remboursement", true },
	{ "vente", "remboursement", true },
	{ "vente", "retour", true },
	{ "pago", "reembolso", true },
	{ "venta", "devolución", true },
	{ "pago", "devolución", true },
	{ "pagamento", "rimborso", true },
	{ "vendita", "reso", true },
	{ "pagamento", "reembolso", true },
	{ "pagamento", "estorno", true },
	{ "venda", "devolução", true },
	{ "betaling", "terugbetaling", true },
	{ "verkoop", "retour", true },
	{ "betaling", "refusjon", true },
	{ "köp", "återköp", true },
	{ "płatność", "zwrot", true },
	{ "sprzedaż", "zwrot", true },
	{ "platba", "vrácení", true },
	{ "satış", "iade", true },
	{ "ödeme", "iade", true },
	{ "оплата", "возврат", true },
	{ "продажа", "возврат", true },
	{ "покупка", "возврат", true },
	{ "支付", "退款", true },
	{ "付款", "退款", true },
	{ "交易", "退款", true },
	{ "消费", "退货", true },
	{ "消费", "退款", true },
	{ "销售", "退货", true },
	{ "订单", "退款", true },
	{ "支付成功", "转入退款", true },
	{ "決済", "返金", true },
	{ "売上", "返金", true },
	{ "売上", "返品", true },
	{ "결제", "환불", true },
	{ "결제", "취소", true },
	{ "승인", "취소", true },
	{ "판매", "반품", true },
};

enum { PAIRS = sizeof pairs / sizeof *pairs };

static bool
has(const struct names *values, const char *word)
{
	for (size_t i = 0; i < values->n; i++)
		if (fold_is(values->list[i], span_str(word)))
			return true;
	return false;
}

/* The pair that a value is of, of which the column has both if there is such a
 * one; words that say the way come before words for kinds. */
static const struct pair *
pair_of(struct span value, const struct names *values, enum direction *way)
{
	const struct pair *first = NULL;

	*way = DIRECTION_NONE;
	for (size_t i = 0; i < PAIRS; i++) {
		const struct pair *p = &pairs[i];
		bool in = fold_is(value, span_str(p->in));
		bool both;

		if (!in && !fold_is(value, span_str(p->out)))
			continue;
		both = has(values, in ? p->out : p->in);
		if (first && !both)
			continue;
		first = p;
		*way = in ? DIRECTION_IN : DIRECTION_OUT;
		if (both)
			break;
	}
	return first;
}

static bool
is_neither(struct span value)
{
	static const char *const words[] = { "不计收支", "中性交易", "不计",
		"/", "neutral", NULL };

	for (size_t i = 0; words[i]; i++)
		if (fold_is(value, span_str(words[i])))
			return true;
	return false;
}

enum direction
direction_of(struct span value, const struct names *values)
{
	enum direction way;

	if (is_neither(value))
		return DIRECTION_NEITHER;
	pair_of(value, values, &way);
	return way;
}

void
directions_of(struct directions *d, const struct names *values)
{
	*d = (struct directions){ .is_kind = false };
	for (size_t i = 0; i < values->n; i++) {
		enum direction way;
		const struct pair *p = pair_of(values->list[i], values, &way);

		if (is_neither(values->list[i])) {
			d->neither++;
			continue;
		}
		d->in += way == DIRECTION_IN;
		d->out += way == DIRECTION_OUT;
		d->other += way == DIRECTION_NONE;
		if (p) {
			d->is_kind |= p->is_kind;
			d->lacking = way == DIRECTION_IN ? p->out : p->in;
		}
	}
	if (d->in && d->out)
		d->lacking = NULL;
}

/* Columns of what came in, and went out. */
static const char *const names_in[] = { "credit", "credits", "cr", "deposit",
	"deposits", "in", "inflow", "paid in", "money in", "received",
	"receipts", "income", "incoming", "haben", "gutschrift", "gutschriften",
	"eingang", "eingänge", "einnahmen", "crédit", "crédits", "recettes",
	"encaissements", "abono", "abonos", "haber", "ingreso", "ingresos",
	"depósito", "depósitos", "avere", "entrate", "accrediti", "accredito",
	"crédito", "créditos", "credito", "entrada", "entradas", "bij",
	"bijschrijving", "ontvangen", "insättning", "insättningar", "kredit",
	"inn", "inn på konto", "ind", "indsat", "pano", "panot", "uznania",
	"uznanie", "wpływy", "wpływ", "ma", "příjem", "připsáno", "jóváírás",
	"bevétel", "alacak", "giriş", "yatan", "приход", "кредит",
	"поступление", "поступления", "зачисление", "надходження", "πίστωση",
	"收入", "贷方", "存入", "转入", "入账", "收款", "貸方", "轉入", "入金",
	"預入", "お預り", "입금", "맡기신", "수입", "kredit", "ghi có", NULL };

static const char *const names_out[] = { "debit", "debits", "dr", "debet",
	"withdrawal", "withdrawals", "out", "outflow", "paid out", "paid",
	"money out", "sent", "spent", "expense", "expenses", "outgoing", "soll",
	"lastschrift", "lastschriften", "belastung", "belastungen", "ausgang",
	"ausgänge", "ausgaben", "débit", "débits", "dépenses", "décaissements",
	"cargo", "cargos", "debe", "egreso", "egresos", "gastos", "retiro",
	"retiros", "dare", "uscite", "addebiti", "addebito", "débito",
	"débitos", "debito", "saída", "saídas", "salida", "salidas", "af",
	"afschrijving", "betaald", "uttag", "ut", "ut fra konto", "ud", "hævet",
	"otto", "otot", "obciążenia", "obciążenie", "wydatki", "wypływ", "wn",
	"winien", "výdaj", "odepsáno", "terhelés", "kiadás", "borç", "çıkış",
	"çekilen", "расход", "дебет", "дебіт", "списание", "списания",
	"витрати", "χρέωση", "支出", "借方", "支取", "转出", "出账", "付款",
	"轉出", "出金", "引出", "お支払", "출금", "찾으신", "지출", "지급",
	"ghi nợ", NULL };

enum direction
direction_of_name(struct span name)
{
	const char *in = name_hint_longest(name, names_in);
	const char *out = name_hint_longest(name, names_out);

	if (!in || !out)
		return in ? DIRECTION_IN : out ? DIRECTION_OUT : DIRECTION_NONE;
	/* "paid in" says more than "paid", but of two words none does */
	return strstr(in, out) ? DIRECTION_IN
	    : strstr(out, in)  ? DIRECTION_OUT
			       : DIRECTION_NONE;
}

bool
direction_is_column(struct span name)
{
	static const char *const words[] = { "direction", "dr/cr", "cr/dr",
		"d/c", "c/d", "debit/credit", "credit/debit", "soll/haben",
		"s/h", "af bij", "af/bij", "bij/af", "sign", "crdr", "drcr",
		"sens", "signo", "segno", "收/支", "收支", "借贷", "借/贷",
		"收付", "收/付", "借貸", "入出金", "입출금", "입출금구분",
		"приход/расход", "dc", "cdtdbtind", NULL };

	return name_hint_has_any(name, words);
}

bool
direction_is_kind(struct span name)
{
	static const char *const words[] = { "type", "kind", "art", "typ",
		"tipo", "вид", "тип", "way", "code", "indicator", "flag",
		"mark", "类型", "类别", "種別", "区分", "區分", "구분", "종류",
		"rodzaj", "druh", "laji", "tür", "operation", "opération",
		"operación", "operazione", "operação", "операция", NULL };

	return direction_is_column(name) || name_hint_has_any(name, words);
}

#include "explain/words/balance_words.h"

#include <stddef.h>

#include "text/fold.h"

/* In small letters; with a $ behind it, a word that is the whole cell. */
static const char *const words[] = { "opening balance", "closing balance",
	"starting balance", "ending balance", "beginning balance",
	"initial balance", "final balance", "previous balance",
	"balance brought", "balance carried", "balance forward", "balance b/",
	"balance c/", "brought forward", "carried forward", "anfangssaldo",
	"anfangsbestand", "endsaldo", "endbestand", "schlusssaldo",
	"schlußsaldo", "saldovortrag", "vortrag$", "übertrag$", "alter saldo",
	"alter kontostand", "neuer saldo", "neuer kontostand", "solde initial",
	"solde final", "solde précédent", "solde au ", "solde antérieur",
	"ancien solde", "nouveau solde", "report à nouveau", "report$",
	"report solde", "saldo inicial", "saldo final", "saldo anterior",
	"saldo iniziale", "saldo finale", "saldo precedente", "ingående saldo",
	"utgående saldo", "inngående saldo", "primosaldo", "ultimosaldo",
	"overført saldo", "beginsaldo", "eindsaldo", "vorig saldo",
	"nieuw saldo", "alkusaldo", "loppusaldo", "saldo początkowe",
	"saldo końcowe", "saldo poprzednie", "počáteční zůstatek",
	"konečný zůstatek", "nyitó egyenleg", "záró egyenleg", "devir bakiyesi",
	"devreden bakiye", "açılış bakiyesi", "kapanış bakiyesi",
	"önceki bakiye", "son bakiye", "входящий остаток", "исходящий остаток",
	"остаток на ", "начальный остаток", "конечный остаток",
	"вхідний залишок", "вихідний залишок", "залишок на ",
	"υπόλοιπο εκ μεταφοράς", "αρχικό υπόλοιπο", "τελικό υπόλοιπο",
	"期初余额", "期末余额", "上期余额", "上期结转", "上页结转", "结转下期",
	"承前页", "过次页", "期初餘額", "期末餘額", "上期結餘", "承上頁",
	"轉次頁", "繰越$", "前期繰越", "前月繰越", "前頁繰越", "次月繰越",
	"次期繰越", "翌月繰越", "前回残高", "이월$", "전월이월", "전기이월",
	"차월이월", "기초잔액", "기말잔액", "이월잔액", NULL };

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Two letters of ASCII that differ: most words are told by their first. */
static bool
differ(char a, char b)
{
	return (unsigned char)a < 0x80 && (unsigned char)b < 0x80 &&
	    lower(a) != b;
}

/* Does the cell begin with the word, or is it that? */
static bool
begins(struct span cell, struct span word)
{
	bool whole = word.p[word.len - 1] == '$';

	word.len -= whole;
	return whole ? fold_is(cell, word) : fold_begins(cell, word) != 0;
}

bool
balance_words_begin(struct span cell)
{
	if (cell.len == 0 || (cell.p[0] >= '0' && cell.p[0] <= '9'))
		return false;
	for (size_t i = 0; words[i]; i++)
		if (!differ(cell.p[0], words[i][0]) &&
		    begins(cell, span_str(words[i])))
			return true;
	return false;
}

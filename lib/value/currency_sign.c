#include "value/currency_sign.h"

static const struct {
	const char *sign, *codes;
} signs[] = {
	{ "$",
	    "USD CAD AUD NZD HKD SGD TWD ARS BBD BMD BND BRL BSD BZD CLP "
	    "COP CUP CVE DOP FJD GYD JMD KYD LRD MXN NAD NIO SBD SRD TTD UYU "
	    "XCD" },
	{ "US$", "USD" },
	{ "AU$", "AUD" },
	{ "A$", "AUD" },
	{ "CA$", "CAD" },
	{ "C$", "CAD NIO" },
	{ "HK$", "HKD" },
	{ "MX$", "MXN" },
	{ "NT$", "TWD" },
	{ "NZ$", "NZD" },
	{ "R$", "BRL" },
	{ "S$", "SGD" },
	{ "€", "EUR" },
	{ "£", "GBP EGP FKP GIP LBP SDG SHP SSP SYP" },
	{ "CN¥", "CNY" },
	{ "JP¥", "JPY" },
	{ "¥", "CNY JPY" },
	{ "￥", "CNY JPY" },
	{ "元", "CNY HKD MOP TWD" },
	{ "RMB", "CNY" },
	{ "人民币", "CNY" },
	{ "円", "JPY" },
	{ "₩", "KRW KPW" },
	{ "￦", "KRW KPW" },
	{ "원", "KRW KPW" },
	{ "₹", "INR" },
	{ "Rs.", "INR LKR MUR NPR PKR SCR" },
	{ "Rs", "INR LKR MUR NPR PKR SCR" },
	{ "₽", "RUB" },
	{ "руб.", "RUB BYN" },
	{ "руб", "RUB BYN" },
	{ "₴", "UAH" },
	{ "₺", "TRY" },
	{ "TL", "TRY" },
	{ "₪", "ILS" },
	{ "₫", "VND" },
	{ "đ", "VND" },
	{ "฿", "THB" },
	{ "₱", "PHP" },
	{ "₦", "NGN" },
	{ "₵", "GHS" },
	{ "₡", "CRC" },
	{ "₲", "PYG" },
	{ "₸", "KZT" },
	{ "₼", "AZN" },
	{ "₾", "GEL" },
	{ "₭", "LAK" },
	{ "₮", "MNT" },
	{ "៛", "KHR" },
	{ "৳", "BDT" },
	{ "kr.", "SEK NOK DKK ISK" },
	{ "kr", "SEK NOK DKK ISK" },
	{ "Kr", "SEK NOK DKK ISK" },
	{ "zł", "PLN" },
	{ "Kč", "CZK" },
	{ "Ft", "HUF" },
	{ "lei", "RON MDL" },
	{ "SFr.", "CHF" },
	{ "Fr.", "CHF" },
	{ "RM", "MYR" },
	{ "Rp", "IDR" },
	{ "S/", "PEN" },
	{ "R", "ZAR" },
};

enum { SIGN_COUNT = sizeof signs / sizeof *signs };

size_t
currency_sign(struct span s, const char **codes)
{
	size_t longest = 0;

	for (int i = 0; i < SIGN_COUNT; i++) {
		struct span sign = span_str(signs[i].sign);

		if (sign.len > longest && span_begins(s, sign)) {
			longest = sign.len;
			*codes = signs[i].codes;
		}
	}
	return longest;
}

struct span
currency_named(struct span word)
{
	const char *codes = NULL;

	/* a single letter says too little: R */
	if (word.len < 2 || currency_sign(word, &codes) != word.len || !codes ||
	    strchr(codes, ' '))
		return word;
	return span_str(codes);
}

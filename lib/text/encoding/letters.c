#include "text/encoding/letters.h"

#include "text/fold.h"
#include "text/utf8.h"

static bool
is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What the byte at p is in a word: a letter of ASCII, or a part of a
 * character beyond it. */
static bool
is_word(char c)
{
	return is_ascii_letter(c) || (c & 0x80);
}

/* Signs and punctuation from U+0080 to U+00BF and above U+2000. */
static bool
is_sign(const char *p, size_t n)
{
	return n == 3 || (unsigned char)p[0] == 0xc2 ||
	    (n == 2 && (unsigned char)p[0] == 0xc3 &&
		((unsigned char)p[1] == 0x97 || (unsigned char)p[1] == 0xb7));
}

/* Greek or Cyrillic at i, and a letter of ASCII beside it. */
static bool
is_mixed(struct span s, size_t i, size_t n)
{
	unsigned char lead = (unsigned char)s.p[i];

	return lead >= 0xcd && lead <= 0xd4 &&
	    ((i && is_ascii_letter(s.p[i - 1])) ||
		(i + n < s.len && is_ascii_letter(s.p[i + n])));
}

static bool
is_among(const char *small, size_t n, const char *alphabet)
{
	for (size_t k; *alphabet; alphabet += k) {
		k = utf8_len(alphabet);
		if (k == n && !memcmp(alphabet, small, n))
			return true;
	}
	return false;
}

size_t
letters_known(struct span s, const char *alphabet, size_t *all)
{
	size_t known = 0, n;
	bool was_small = false;

	*all = 0;
	for (size_t i = 0; i < s.len; i += n) {
		char small[UTF8_MAX] = { 0 };
		bool within = i && is_word(s.p[i - 1]);
		bool capital;

		n = utf8_len(s.p + i);
		if (n == 1) {
			was_small = s.p[i] >= 'a' && s.p[i] <= 'z';
			continue;
		}
		if (is_sign(s.p + i, n) &&
		    !(within && i + n < s.len && is_word(s.p[i + n]))) {
			was_small = false;
			continue;
		}
		++*all;
		if (n == 2)
			fold_char((struct span){ s.p + i, n }, small);
		else
			memcpy(small, s.p + i, n < UTF8_MAX ? n : UTF8_MAX);
		capital = memcmp(small, s.p + i, n) != 0;
		known += is_among(small, n, alphabet) &&
		    !(capital && was_small && within) && !is_mixed(s, i, n);
		was_small = !capital;
	}
	return known;
}

/* brief: items hold their lines, and are ordered as these are. */
#include "sort/disk/packed_line.h"

#include <stdlib.h>

#include "chance.h"
#include "test.h"

enum { LINES = 3000, SLOT = 128, TAIL_MAX = 31 };

/* Lines of a day, all with the same end. */
static char text[LINES * SLOT + SLOT];
static struct line_ref lines[LINES], items[LINES], scratch[LINES];
static size_t middle[LINES]; /* its length */
static char tail[TAIL_MAX + BRIEF_WIDE];
static size_t tail_len;
static struct brief form;

static char
letter(unsigned letters)
{
	unsigned i = chance(letters);

	return letters > 16 ? (char)i : "0123456789.-\tCNY"[i];
}

/* The form that these lines need. */
static bool
set_form(size_t longest)
{
	struct difference d = { { 0 } };
	struct key_bits w;
	struct span first = line_ref_line(text, lines[0]);

	key_bits_differ(&d, text, lines, LINES, 0, lines[0]);
	key_bits_set(&w, 0, d);
	return brief_set(&form, &w, key_bits_look(first.p, first.len), longest);
}

/* Makes lines of so many letters, and their items where there are such. */
static bool
make(unsigned letters, unsigned longest, key_bits_key_fn *key)
{
	static char packed[LINES * BRIEF_PACKED];
	char *to = packed;

	tail_len = chance(TAIL_MAX + 1);
	memset(tail, 'Z', sizeof tail);
	for (size_t i = 0; i < tail_len; i++)
		tail[i] = letter(letters);
	for (size_t i = 0; i < LINES; i++) {
		char *p = text + i * SLOT;

		memset(p, 'Z', SLOT);
		middle[i] = chance(longest + 1);
		for (size_t k = 0; k < middle[i]; k++)
			p[k] = letter(letters);
		memcpy(p + middle[i], tail, tail_len);
		lines[i].at = line_ref_at(i * SLOT, middle[i] + tail_len);
	}
	/* one longer than those seen before */
	if (!set_form(longest ? longest - 1 : 0) || form.longest < longest)
		return false;
	for (size_t i = 0; i < LINES; i++, to += form.packed) {
		struct span s = line_ref_line(text, lines[i]);

		brief_pack(&form, key(&form.window, key_bits_look(s.p, s.len)),
		    s.p, middle[i], to);
	}
	for (size_t i = LINES; i--;) {
		to -= form.packed;
		items[i] = brief_unpack(&form, to);
	}
	return true;
}

static struct span
text_of(struct line_ref it, key_bits_spread_fn *spread, char *to)
{
	size_t n = brief_len(it);

	brief_text(&form, it, spread, to);
	memcpy(to + n, tail, tail_len);
	return (struct span){ to, n + tail_len };
}

static void
hold_their_lines(key_bits_key_fn *key, key_bits_spread_fn *spread)
{
	char got[BRIEF_WIDE + TAIL_MAX];
	unsigned made = 0;

	for (int round = 0; round < 200; round++) {
		if (!make(round % 2 ? 16 : 2 + chance(254),
			1 + chance(BRIEF_MAX), key))
			continue;
		made++;
		for (size_t i = 0; i < LINES; i++)
			EXPECT(span_eq(text_of(items[i], spread, got),
			    line_ref_line(text, lines[i])));
	}
	EXPECT(made > 50);
}

static void
by_portable_code(void)
{
	hold_their_lines(key_bits_key, key_bits_spread);
}

KEY_BITS_GATHERS static uint64_t
key_gathered(const struct key_bits *w, key_bits_words words)
{
	return key_bits_key_gathered(w, words);
}

KEY_BITS_GATHERS static key_bits_words
spread_gathered(const struct key_bits *w, uint64_t key)
{
	return key_bits_spread_gathered(w, key);
}

static void
by_the_instruction(void)
{
	if (key_bits_gathers())
		hold_their_lines(key_gathered, spread_gathered);
}

static int
by_text(const void *a, const void *b)
{
	return span_cmp(line_ref_line(text, *(const struct line_ref *)a),
	    line_ref_line(text, *(const struct line_ref *)b));
}

static void
in_order(void)
{
	char got[BRIEF_WIDE + TAIL_MAX];
	unsigned made = 0;

	for (int round = 0; round < 300; round++) {
		size_t n = round < 100 ? (size_t)round : LINES;

		/* of one or two letters nearly all keys are equal */
		if (!make(1 + chance(round % 2 ? 4 : 256),
			1 + chance(BRIEF_MAX), key_bits_key))
			continue;
		made++;
		brief_sort(&form, (struct span){ tail, tail_len }, items,
		    scratch, n, 0);
		qsort(lines, n, sizeof *lines, by_text);
		for (size_t i = 0; i < n; i++)
			EXPECT(span_eq(text_of(items[i], key_bits_spread, got),
			    line_ref_line(text, lines[i])));
	}
	EXPECT(made > 100);
}

int
main(void)
{
	test("an item holds its line", by_portable_code);
	test("an item holds its line, made by the instruction",
	    by_the_instruction);
	test("items are in the order of their lines", in_order);
	return test_done();
}

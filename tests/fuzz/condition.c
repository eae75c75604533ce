/*
 * A condition, a line "%%", and rows of cells: the columns a, b and c, parted
 * by TABs. What is a condition is one in parentheses, too, and says the same
 * of each row; with "not" before them it says the contrary.
 */
#include "rule/condition.h"

#include "fuzz.h"

enum { COLUMNS = 3 };

/* The condition that is all of text; NULL, told, where it is none. */
static struct condition *
parse(struct span text, const struct header *h, struct err *e)
{
	struct rule_words w = rule_words_of(text);
	struct condition *c = condition_parse(&w, e);

	if (c && !rule_words_end(&w))
		rule_words_fail(&w, "not understood", e);
	else if (c && condition_bind(c, h, e) == 0)
		return c;
	condition_free(c);
	return NULL;
}

/* before, text and behind as one condition. */
static struct condition *
wrapped(const char *before, struct span text, const char *behind,
    const struct header *h)
{
	struct buf b = { 0 };
	struct condition *c;
	struct err e;

	buf_str(&b, before);
	buf_add(&b, text);
	buf_str(&b, behind);
	c = parse(buf_span(&b), h, &e);
	if (!c)
		fuzz_told(&e);
	buf_free(&b);
	return c;
}

/* A parenthesis that a value opens, or that is quoted, may need its end: what
 * has none of these means the same within others. */
static bool
is_closed(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (strchr("()\"\\", text.p[i]))
			return false;
	return true;
}

static int
ask(const struct condition *c, const struct span *cells)
{
	struct err e;
	int r = condition_test(c, cells, &e);

	if (r < 0)
		fuzz_told(&e);
	return r;
}

static void
check_rows(struct condition *const said[3], struct span rows)
{
	struct span line;

	while (fuzz_line(&rows, &line)) {
		struct span cells[COLUMNS] = { 0 };
		int r;

		for (size_t i = 0; i < COLUMNS; i++) {
			const char *tab =
			    line.len ? memchr(line.p, '\t', line.len) : NULL;

			cells[i] = line;
			if (tab)
				cells[i].len = (size_t)(tab - line.p);
			line.p += cells[i].len + (tab != NULL);
			line.len -= cells[i].len + (tab != NULL);
		}
		r = ask(said[0], cells);
		if (said[1])
			MUST(ask(said[1], cells) == r);
		if (said[2])
			MUST(ask(said[2], cells) == (r < 0 ? r : !r));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n }, text = fuzz_part(&s);
	struct condition *said[3] = { 0 };
	struct header h = { 0 };
	struct err e;

	header_add(&h, SPAN("a"));
	header_add(&h, SPAN("b"));
	header_add(&h, SPAN("c"));
	if (text.len && text.p[text.len - 1] == '\n')
		text.len--;
	said[0] = parse(text, &h, &e);
	if (!said[0])
		fuzz_told(&e);
	if (said[0] && is_closed(text)) {
		said[1] = wrapped("(", text, ")", &h);
		said[2] = wrapped("not (", text, ")", &h);
		MUST(said[1] && said[2]);
	}
	if (said[0])
		check_rows(said, s);
	for (size_t i = 0; i < 3; i++)
		condition_free(said[i]);
	header_free(&h);
	return 0;
}

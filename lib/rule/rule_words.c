#include "rule/rule_words.h"

struct rule_words
rule_words_of(struct span text)
{
	return (struct rule_words){ .all = text, .rest = text };
}

static void
skip(struct rule_words *w, size_t n)
{
	w->rest.p += n;
	w->rest.len -= n;
}

static void
skip_blanks(struct rule_words *w)
{
	while (w->rest.len && (*w->rest.p == ' ' || *w->rest.p == '\t'))
		skip(w, 1);
}

bool
rule_words_end(struct rule_words *w)
{
	skip_blanks(w);
	return w->rest.len == 0;
}

int
rule_words_fail(const struct rule_words *w, const char *what, struct err *e)
{
	struct span rest = span_trim(w->rest);

	return err_set(e, ST_FAIL, "\"%s\": %s%s%s%s", excerpt(w->all).s, what,
	    rest.len ? " at \"" : " at the end",
	    rest.len ? excerpt(rest).s : "", rest.len ? "\"" : "");
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

/* Does word stand at the beginning of s? */
static bool
stands(struct span s, const char *word)
{
	size_t n = strlen(word);

	return span_begins(s, (struct span){ word, n }) &&
	    (s.len == n || !is_letter(word[n - 1]) || !is_letter(s.p[n]));
}

bool
rule_words_take(struct rule_words *w, const char *word)
{
	skip_blanks(w);
	if (!stands(w->rest, word))
		return false;
	skip(w, strlen(word));
	return true;
}

static int
take_quoted(struct rule_words *w, struct buf *b, struct err *e)
{
	struct rule_words start = *w;

	skip(w, 1);
	while (w->rest.len) {
		if (*w->rest.p == '"') {
			skip(w, 1);
			if (!w->rest.len || *w->rest.p != '"')
				return 0;
		}
		buf_byte(b, *w->rest.p);
		skip(w, 1);
	}
	*w = start;
	return rule_words_fail(w, "a quote is not closed", e);
}

/* Words that end a value, if a blank stands before them. */
static bool
ends_value(struct span s)
{
	return stands(s, "and") || stands(s, "or") || stands(s, "if") ||
	    span_begins(s, SPAN("->"));
}

/* The bytes of a bare column name (up to an operator) or value. */
static size_t
bare_len(struct span s, bool column)
{
	int open = 0;
	size_t i;

	for (i = 0; i < s.len; i++) {
		char c = s.p[i];
		struct span rest = { s.p + i, s.len - i };

		if (column &&
		    (strchr("=<>~", c) ||
			(c == '!' && rest.len > 1 &&
			    strchr("=~", s.p[i + 1])) ||
			span_begins(rest, SPAN("->"))))
			break;
		if ((i == 0 || s.p[i - 1] == ' ' || s.p[i - 1] == '\t') &&
		    (ends_value(rest)))
			break;
		if (c == '\\' && !column && i + 1 < s.len) {
			i++; /* a parenthesis behind it does not count */
			continue;
		}
		if (c == '(')
			open++;
		if (c == ')' && open-- == 0)
			break;
	}
	return i;
}

static int
take(struct rule_words *w, bool column, struct buf *b, bool *plain,
    struct err *e)
{
	size_t n;

	buf_clear(b);
	skip_blanks(w);
	if (plain)
		*plain = true;
	if (w->rest.len && *w->rest.p == '"') {
		if (plain)
			*plain = false;
		return take_quoted(w, b, e);
	}
	n = bare_len(w->rest, column);
	buf_add(b, span_trim((struct span){ w->rest.p, n }));
	if (b->len == 0)
		return rule_words_fail(w,
		    column ? "a column name is missing"
			   : "a value is missing (\"\" is the empty one)",
		    e);
	skip(w, n);
	return 0;
}

int
rule_words_column(struct rule_words *w, struct buf *b, struct err *e)
{
	return take(w, true, b, NULL, e);
}

int
rule_words_value(
    struct rule_words *w, struct buf *b, bool *plain, struct err *e)
{
	return take(w, false, b, plain, e);
}

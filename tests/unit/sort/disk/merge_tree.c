/* merge: many sources, beside a sort of all their lines. */
#include "sort/disk/merge_tree.h"

#include <stdlib.h>

#include "chance.h"
#include "test.h"

enum { SOURCES_MAX = 40, LINES_MAX = 30 };

struct source {
	struct span lines[LINES_MAX];
	size_t n, next;
	size_t fails_at; /* the line that is an error instead */
};

static struct source sources[SOURCES_MAX];
static char texts[SOURCES_MAX][LINES_MAX][24];

static int
next(void *p, struct span *lines, size_t max, struct err *e)
{
	struct source *s = p;
	size_t n, most = 1 + chance((unsigned)max);

	for (n = 0; n < most && s->next < s->n; n++) {
		if (s->next + 1 == s->fails_at)
			break;
		lines[n] = s->lines[s->next++];
	}
	if (n == 0 && s->next + 1 == s->fails_at)
		return err_set(e, ST_FAIL, "a broken source");
	return (int)n;
}

/* The next line alone. */
static int
next_line(struct merge_tree *m, struct span *line, struct err *e)
{
	return merge_tree_next(m, line, 1, e);
}

static int
by_span(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

/* Sorted lines that all begin with so many equal bytes. */
static void
fill(struct source *s, size_t i, size_t same)
{
	static const char letters[] = { '\0', '\xff', 'a' };

	*s = (struct source){ .n = chance(LINES_MAX + 1) };
	for (size_t k = 0; k < s->n; k++) {
		size_t len = same + chance((unsigned)(24 - same));

		memset(texts[i][k], 'p', same);
		for (size_t c = same; c < len; c++)
			texts[i][k][c] = letters[chance(3)];
		s->lines[k] = (struct span){ texts[i][k], len };
	}
	qsort(s->lines, s->n, sizeof *s->lines, by_span);
}

static void
gives_all_lines_in_order(void)
{
	static struct span want[SOURCES_MAX * LINES_MAX];
	struct merge_tree m;
	struct span lines[40];
	struct err e;
	int got;

	for (size_t count = 0; count < SOURCES_MAX; count++) {
		size_t n = 0, i, same = count % 12;

		merge_tree_init(&m, next, same);
		for (i = 0; i < count; i++) {
			fill(&sources[i], i, same);
			for (size_t k = 0; k < sources[i].n; k++)
				want[n++] = sources[i].lines[k];
			merge_tree_add(&m, &sources[i]);
		}
		qsort(want, n, sizeof *want, by_span);
		for (i = 0;
		     (got = merge_tree_next(&m, lines, 1 + chance(40), &e)) > 0;
		     i += (size_t)got)
			for (int k = 0; k < got; k++)
				EXPECT(i + (size_t)k < n &&
				    span_eq(lines[k], want[i + (size_t)k]));
		EXPECT(i == n);
		EXPECT(next_line(&m, lines, &e) == 0); /* and stays there */
		merge_tree_free(&m);
	}
}

static void
equal_lines_come_in_the_order_of_their_sources(void)
{
	static const char text[] = "equal";
	struct merge_tree m;
	struct span line;
	struct err e;

	merge_tree_init(&m, next, 0);
	for (size_t i = 0; i < 7; i++) {
		sources[i] = (struct source){ .n = 1 };
		memcpy(texts[i][0], text, 5);
		sources[i].lines[0] = (struct span){ texts[i][0], 5 };
		merge_tree_add(&m, &sources[i]);
	}
	for (size_t i = 0; i < 7; i++)
		EXPECT(next_line(&m, &line, &e) == 1 && line.p == texts[i][0]);
	EXPECT(next_line(&m, &line, &e) == 0);
	merge_tree_free(&m);
}

static void
an_error_of_a_source_comes_through(void)
{
	for (size_t at = 1; at < 4; at++) {
		struct merge_tree m;
		struct span line;
		struct err e = { 0 };
		int r;

		merge_tree_init(&m, next, 0);
		for (size_t i = 0; i < 3; i++) {
			fill(&sources[i], i, 0);
			merge_tree_add(&m, &sources[i]);
		}
		sources[1].n = LINES_MAX;
		for (size_t k = 0; k < LINES_MAX; k++)
			sources[1].lines[k] = SPAN("b");
		sources[1].fails_at = at;
		while ((r = next_line(&m, &line, &e)) == 1)
			;
		EXPECT(r == -1);
		EXPECT_STR(e.text, "a broken source");
		merge_tree_free(&m);
	}
}

int
main(void)
{
	test("gives all lines of any number of sources in order",
	    gives_all_lines_in_order);
	test("equal lines come in the order of their sources",
	    equal_lines_come_in_the_order_of_their_sources);
	test("an error of a source comes through",
	    an_error_of_a_source_comes_through);
	return test_done();
}

#include "flow/draw/flow_draw.h"

#include <stdlib.h>

#include "flow/file/flow_read.h"
#include "scratch.h"
#include "test.h"

static struct flow f;
static struct flow_graph g;
static struct buf b;

/* So many nodes, each after the one before if asked. */
static void
begin(int nodes, bool chain)
{
	struct told told = { 0 };
	struct buf text = { 0 };
	struct err e;

	for (int i = 0; i < nodes; i++) {
		buf_printf(&text, "[node n%d]\nrun = true\n", i);
		if (chain && i)
			buf_printf(&text, "after = n%d\n", i - 1);
	}
	scratch_write("f.flow", text.p, text.len);
	EXPECT(flow_read(&f, "f.flow", &told, &e) == 0);
	flow_graph_make(&g, &f, &told);
	EXPECT(told.n == 0);
	told_free(&told);
	buf_free(&text);
}

static void
end(void)
{
	flow_graph_free(&g);
	flow_free(&f);
	buf_free(&b);
}

static bool
has(const char *text)
{
	buf_byte(&b, '\0');
	b.len--;
	return strstr(b.p, text) != NULL;
}

static void
large(void)
{
	begin(10000, false);
	EXPECT(!flow_draw_page(&g, NULL, &b) && b.len == 0);
	end();
	begin(1000, true);
	EXPECT(flow_draw_page(&g, NULL, &b) && has("<a href=\"#N999\">"));
	end();
}

/* A node of each look, told by word, sign, line and colour. */
static void
looks(void)
{
	struct flow_mark marks[LOOKS] = { 0 };
	struct buf word = { 0 };

	begin(LOOKS, true);
	for (int i = 0; i < LOOKS; i++)
		marks[i].look = (enum flow_look)i;
	flow_draw_mermaid(&g, marks, &b);
	flow_draw_dot(&g, marks, &b);
	EXPECT(flow_draw_page(&g, marks, &b));
	flow_draw_style(&b);
	for (int i = 1; i < LOOKS; i++) {
		const struct flow_look_is *is = flow_look_is((enum flow_look)i);
		static const char *const wants[][2] = { { "<br/>", "\"]:::" },
			{ "\\n", "\" " }, { ">", "</text>" } };

		for (size_t k = 0; k < 3; k++) {
			buf_clear(&word);
			buf_str(&word, wants[k][0]);
			buf_printf(&word, "%s %s", is->sign, is->name);
			buf_str(&word, wants[k][1]);
			buf_byte(&word, '\0');
			EXPECT(has(word.p));
		}
		buf_clear(&word);
		buf_printf(&word, ".%s path{stroke-width:%c", is->name, '\0');
		EXPECT(has(word.p));
		for (int k = 1; k < i; k++) {
			const struct flow_look_is *other =
			    flow_look_is((enum flow_look)k);

			EXPECT(strcmp(is->sign, other->sign) != 0);
			EXPECT(is->edging != other->edging ||
			    is->width != other->width ||
			    strcmp(is->line, other->line) != 0);
		}
	}
	buf_free(&word);
	end();
}

int
main(void)
{
	scratch_begin();
	test("a flow too large for a picture in a page has none", large);
	test("a node's state is told by a word and a sign in each form", looks);
	scratch_end();
	return test_done();
}

/*
 * A template and, behind a line "%%", data: what comes out is one line where
 * that is said, and where the template itself holds nothing that commands,
 * nothing does.
 */
#include "template/template.h"

#include "base/visible.h"
#include "event/json_object.h"
#include "fuzz.h"

static bool
is_visible(struct span s)
{
	while (s.len) {
		size_t n = span_line(s);

		if (!visible_is((struct span){ s.p, n }))
			return false;
		n += n < s.len;
		s = (struct span){ s.p + n, s.len - n };
	}
	return true;
}

/* JSON leaves what only a person's eyes are kept from. */
static bool
says_json(const struct template *t)
{
	for (size_t i = 0; i < t->n_nodes; i++)
		if (t->nodes[i].kind == NODE_VALUE &&
		    t->nodes[i].escape >= TEMPLATE_JSON)
			return true;
	return false;
}

static void
check(const struct template *t, const struct template_text *text)
{
	static struct json_object o;
	struct span title = buf_span(&text->parts[TEMPLATE_TITLE]);
	struct span data = buf_span(&text->parts[TEMPLATE_DATA]);
	struct err e;

	MUST(span_line(title) == title.len);
	MUST(span_line(data) == data.len);
	if (data.len)
		MUST(json_object_parse(&o, data, &e) == 0);
	if (!is_visible(buf_span(&t->source)) || says_json(t))
		return;
	for (int i = 0; i < TEMPLATE_DATA; i++)
		MUST(is_visible(buf_span(&text->parts[i])));
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct template_text text;
	struct span data = { (const char *)p, n };
	struct span source = fuzz_part(&data);
	struct template t;
	struct err e;

	if (template_parse(&t, "t", source, &e)) {
		fuzz_told(&e);
		return 0;
	}
	if (template_render(&t, data, &text, &e))
		fuzz_told(&e);
	else
		check(&t, &text);
	template_free(&t);
	return 0;
}

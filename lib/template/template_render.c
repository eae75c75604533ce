#include "template/template.h"
#include "template/template_frames.h"

struct rendering {
	const struct template *t;
	struct template_frames frames;            /* owned */
	struct json_object lists[TEMPLATE_DEPTH]; /* owned: gone through */
	size_t steps, rendered; /* so far; bytes of earlier parts */
	struct buf *to;
	struct buf value, inner; /* owned */
	struct err *why;
};

static int
fail(struct rendering *r, const struct template_node *n, const char *what)
{
	err_set(r->why, ST_DATA, "%s: %s", excerpt(n->text).s, what);
	return err_at(r->why, r->t->name, n->line);
}

static int
count(struct rendering *r, const struct template_node *n)
{
	if (++r->steps > TEMPLATE_STEPS ||
	    r->to->len + r->rendered > TEMPLATE_TEXT_MAX)
		return fail(r, n, "too much is rendered");
	return 0;
}

/* Adds what is not text: in JSON as it is. */
static bool
add_other(struct rendering *r, const struct template_node *n,
    const struct json_value *v)
{
	bool json = n->escape == TEMPLATE_JSON;

	if (v->type == JSON_NULL) {
		buf_add(r->to, json ? SPAN("null") : SPAN(""));
		return true;
	}
	if (v->type == JSON_TEXT || !json || n->words || n->link)
		return false;
	buf_add(r->to, v->text);
	return true;
}

static int
render_value(struct rendering *r, const struct template_node *n)
{
	struct json_value v = { .type = JSON_NULL };
	struct span s;

	if (!template_look(&r->frames, n->text, &v) && !n->optional)
		return fail(r, n, "there is no such field");
	if (add_other(r, n, &v))
		return 0;
	s = v.text;
	buf_clear(&r->value);
	if (n->words)
		template_word_add(r->t, &r->value, s);
	else if (n->link && !template_link(&r->value, s))
		return fail(r, n, "no address of http or https");
	if (n->words || n->link)
		s = buf_span(&r->value);
	if (n->link &&
	    (n->escape == TEMPLATE_MARKDOWN || n->escape == TEMPLATE_CHAT)) {
		buf_add(r->to, s);
		return 0;
	}
	if (n->inner != TEMPLATE_ESCAPES) {
		buf_clear(&r->inner);
		template_escape(&r->inner, n->inner, s);
		s = buf_span(&r->inner);
	}
	template_escape(r->to, n->escape, s);
	return 0;
}

static int render(struct rendering *, size_t first, size_t end);

/* Each element of a list, or each member of an object. */
static int
render_each(
    struct rendering *r, const struct template_node *n, struct json_value v)
{
	size_t first = (size_t)(n - r->t->nodes) + 1;
	struct json_object *list = &r->lists[r->frames.depth - 1];
	bool members = v.type == JSON_OBJECT;
	struct err why;

	if (members ? json_object_parse(list, v.text, &why)
		    : json_array_parse(list, v.text, &why))
		return fail(r, n, why.text);
	for (size_t i = 0; i < list->n; i++) {
		if (template_push(&r->frames, json_object_at(list, i), &why))
			return fail(r, n, why.text);
		template_turn(&r->frames, list, i, members);
		if (count(r, n) || render(r, first, n->end))
			return -1;
		r->frames.depth--;
	}
	return 0;
}

static bool
is_empty(const struct json_value *v)
{
	struct span inner = v->text;

	if (v->type == JSON_NULL ||
	    (v->type == JSON_BOOLEAN && span_eq(v->text, SPAN("false"))))
		return true;
	if (v->type != JSON_ARRAY && v->type != JSON_OBJECT)
		return false;
	for (size_t i = 1; i + 1 < inner.len; i++)
		if (!strchr(" \t\r\n", inner.p[i]))
			return false;
	return true;
}

static int
render_section(struct rendering *r, const struct template_node *n)
{
	size_t first = (size_t)(n - r->t->nodes) + 1;
	struct json_value v = { .type = JSON_NULL };
	struct err why;

	template_look(&r->frames, n->text, &v);
	if (is_empty(&v) != (n->kind == NODE_INVERTED))
		return 0;
	if (n->kind == NODE_INVERTED)
		return render(r, first, n->end);
	if (v.type == JSON_ARRAY || v.type == JSON_OBJECT)
		return render_each(r, n, v);
	if (template_push(&r->frames, v, &why))
		return fail(r, n, why.text);
	if (render(r, first, n->end))
		return -1;
	r->frames.depth--;
	return 0;
}

static int
render(struct rendering *r, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		const struct template_node *n = &r->t->nodes[i];

		if (count(r, n))
			return -1;
		if (n->kind == NODE_TEXT) {
			buf_add(r->to, n->text);
		} else if (n->kind == NODE_VALUE) {
			if (render_value(r, n))
				return -1;
		} else if (n->kind != NODE_END) {
			if (render_section(r, n))
				return -1;
			i = n->end;
		}
	}
	return 0;
}

/* Without line ends before and behind; in one line blanks alone part words,
 * which in JSON is so between values: in texts line ends are escaped. */
static void
tidy(struct buf *b, bool one_line, bool data)
{
	size_t to = 0;

	for (size_t i = 0; i < b->len; i++) {
		char c = b->p[i];

		if (one_line && (c == '\n' || c == '\t'))
			c = ' ';
		if (to == 0 && (c == '\n' || (one_line && c == ' ')))
			continue;
		if (one_line && !data && c == ' ' && b->p[to - 1] == ' ')
			continue;
		b->p[to++] = c;
	}
	while (
	    to && (b->p[to - 1] == '\n' || (one_line && b->p[to - 1] == ' ')))
		to--;
	b->len = to;
}

static int
check_data(struct rendering *r)
{
	struct json_object o = { 0 };
	struct err why;
	int result = 0;

	if (r->to->len && json_object_parse(&o, buf_span(r->to), &why)) {
		err_set(r->why, ST_DATA,
		    "[data] came out as no JSON object: %s", why.text);
		result = err_at(r->why, r->t->name, 0);
	}
	json_object_free(&o);
	return result;
}

static int
render_part(struct rendering *r, enum template_part part)
{
	if (render(r, r->t->parts[part].first, r->t->parts[part].end))
		return -1;
	r->rendered += r->to->len;
	tidy(r->to, part == TEMPLATE_TITLE || part == TEMPLATE_DATA,
	    part == TEMPLATE_DATA);
	return part == TEMPLATE_DATA ? check_data(r) : 0;
}

static int
render_all(struct rendering *r, struct span data, struct template_text *text)
{
	struct json_value whole = { JSON_OBJECT, data };

	if (template_push(&r->frames, whole, r->why))
		return -1;
	for (int i = 0; i < TEMPLATE_PARTS; i++) {
		r->to = &text->parts[i];
		if (r->t->parts[i].is_there &&
		    render_part(r, (enum template_part)i))
			return -1;
	}
	return 0;
}

int
template_render(const struct template *t, struct span data,
    struct template_text *text, struct err *e)
{
	struct rendering r = { .t = t, .why = e };
	int result;

	for (int i = 0; i < TEMPLATE_PARTS; i++)
		buf_clear(&text->parts[i]);
	result = render_all(&r, data, text);
	template_frames_free(&r.frames);
	for (size_t i = 0; i < TEMPLATE_DEPTH; i++)
		json_object_free(&r.lists[i]);
	buf_free(&r.value);
	buf_free(&r.inner);
	return result;
}

void
template_text_free(struct template_text *text)
{
	for (int i = 0; i < TEMPLATE_PARTS; i++)
		buf_free(&text->parts[i]);
}

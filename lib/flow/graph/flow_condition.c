#include "flow/graph/flow_condition.h"

#include <stdlib.h>

#include "base/mem.h"

static int
parse(struct flow_condition *c, struct rule_words *w, struct err *e)
{
	struct names names = { 0 };
	int r;

	c->tests = condition_parse_pairs(w, e);
	if (!c->tests)
		return -1;
	if (!rule_words_end(w))
		return rule_words_fail(w, "not understood", e);
	condition_columns(c->tests, &names);
	for (size_t i = 0; i < names.n; i++)
		header_add(&c->names, names.list[i]);
	names_free(&names);
	c->values = mem_zeroed(c->names.now.n + 1, sizeof *c->values);
	r = condition_bind(c->tests, &c->names, e);
	return r;
}

int
flow_condition_parse(struct flow_condition *c, struct span text, struct err *e)
{
	struct rule_words w = rule_words_of(text);

	*c = (struct flow_condition){ 0 };
	if (text.len > FLOW_CONDITION_MAX)
		return err_set(e, ST_FAIL,
		    "a condition of %zu bytes; it has at most %d", text.len,
		    FLOW_CONDITION_MAX);
	if (parse(c, &w, e)) {
		flow_condition_free(c);
		return -1;
	}
	return 0;
}

int
flow_condition_test(
    struct flow_condition *c, named_lookup *lookup, void *arg, struct err *e)
{
	struct buf all = { 0 };
	size_t n = c->names.now.n;
	int r = -1;
	bool known = true;

	/* a value lives until the next is looked up */
	for (size_t i = 0; i < n && known; i++) {
		struct span v;

		known = lookup(arg, c->names.now.list[i], &v);
		if (!known)
			break;
		c->values[i].len = v.len;
		buf_add(&all, v);
		buf_byte(&all, '\0');
	}
	for (size_t i = 0, at = 0; i < n && known; i++) {
		c->values[i].p = all.p + at;
		at += c->values[i].len + 1;
	}
	r = known ? condition_test(c->tests, c->values, e) : 0;
	buf_free(&all);
	return r;
}

bool
flow_condition_sees(const struct flow_condition *c, struct span node)
{
	static const struct span status = { ".status", 7 };

	for (size_t i = 0; i < c->names.now.n; i++) {
		struct span s = c->names.now.list[i];

		if (s.len == node.len + status.len && span_begins(s, node) &&
		    !memcmp(s.p + node.len, status.p, status.len))
			return true;
	}
	return false;
}

void
flow_condition_free(struct flow_condition *c)
{
	condition_free(c->tests);
	header_free(&c->names);
	free(c->values);
	*c = (struct flow_condition){ 0 };
}

#include "flow/graph/flow_condition.h"

#include "value/time/date.h"

/* What is told of, and where. */
struct checking {
	const struct flow_scope *scope;
	uint64_t line;
	const char *key;
	struct told *told;
};

static void
tell(const struct checking *c, const char *text, struct span what)
{
	told_add(c->told, c->scope->graph->flow->path, c->line, text, c->key,
	    excerpt(what).s);
}

static bool
find(const struct checking *c, struct span name, struct flow_ref *ref)
{
	struct err e;

	if (flow_scope_find(c->scope, name, ref, &e) == 0)
		return true;
	told_add(c->told, c->scope->graph->flow->path, c->line, "%s: %s",
	    c->key, e.text);
	return false;
}

static bool
is_state(struct span s)
{
	for (size_t i = 0; flow_states[i]; i++)
		if (span_eq(s, span_str(flow_states[i])))
			return true;
	return false;
}

/* A value that is text, of = and !=. */
static void
check_text(const struct checking *c, const struct condition_part *part,
    const struct flow_ref *ref)
{
	const char *why;

	if (ref->kind == FLOW_REF_STATUS) {
		if (!is_state(part->value))
			tell(c,
			    "%s: \"%s\" is no status; there are done, differs, "
			    "failed, skipped, cancelled",
			    part->value);
		return;
	}
	why = flow_type_why(ref->type, part->value);
	if (why)
		told_add(c->told, c->scope->graph->flow->path, c->line,
		    "%s: %s is of type %s, which \"%s\" never is: it %s",
		    c->key, excerpt(part->column).s, flow_type_name(ref->type),
		    excerpt(part->value).s, why);
}

static bool
is_date(struct span v)
{
	int32_t day;

	return v.len >= DATE_LEN &&
	    date_parse((struct span){ v.p, DATE_LEN }, &day);
}

/* Of == < <= > >=: numbers with numbers, dates with dates. */
static void
check_ordered(const struct checking *c, const struct condition_part *part,
    const struct flow_ref *ref, const struct flow_ref *other)
{
	bool date = other ? other->type == FLOW_DATE : is_date(part->value);

	if (ref->type == FLOW_TEXT || ref->type == FLOW_WORD)
		tell(c,
		    "%s: \"%s\" is text, which = and != compare; the others "
		    "compare numbers and dates",
		    part->column);
	else if (other &&
	    (other->type == FLOW_TEXT || other->type == FLOW_WORD))
		tell(c,
		    "%s: \"%s\" is text, which = and != compare; the others "
		    "compare numbers and dates",
		    part->value);
	else if ((ref->type == FLOW_DATE) != date)
		tell(c, "%s: \"%s\": a date and a number are compared",
		    part->column);
}

/* "wechat" where there is a parameter of that name. */
static void
check_bare(const struct checking *c, struct span value)
{
	struct flow_ref ref;
	struct err e;

	if (flow_scope_find(c->scope, value, &ref, &e))
		return;
	told_add(c->told, c->scope->graph->flow->path, c->line,
	    "%s: the value %s is a name, too; {%s} is what it stands for, and "
	    "\"%s\" in quotes is the text",
	    c->key, excerpt(value).s, excerpt(value).s, excerpt(value).s);
}

/* A parameter whose type was told to be missing can be anything. */
static bool
is_untyped(const struct flow_ref *ref)
{
	return ref->kind == FLOW_REF_PARAM && !ref->param->typed;
}

static void
check_part(void *arg, const struct condition_part *part)
{
	const struct checking *c = arg;
	struct flow_ref ref, other;
	bool pattern = strchr(part->operator, '~') != NULL;
	bool text = !pattern &&
	    (!strcmp(part->operator, "=") || !strcmp(part->operator, "!="));

	if (!find(c, part->column, &ref) ||
	    (part->pair && !find(c, part->value, &other)))
		return;
	if (!part->pair && !part->quoted && !pattern)
		check_bare(c, part->value);
	if (is_untyped(&ref) || (part->pair && is_untyped(&other)))
		return;
	if (text && ref.type == FLOW_AMOUNT)
		tell(c,
		    "%s: \"%s\" is an amount; == compares amounts, and \"not "
		    "... ==\" says they differ: = compares the text",
		    part->column);
	else if (text && !part->pair)
		check_text(c, part, &ref);
	else if (!text && !pattern)
		check_ordered(c, part, &ref, part->pair ? &other : NULL);
}

void
flow_condition_check(const struct flow_condition *cond,
    const struct flow_scope *scope, uint64_t line, const char *key,
    struct told *told)
{
	struct checking c = { scope, line, key, told };

	condition_each(cond->tests, check_part, &c);
}

#include "stream/line/run_part.h"

static bool
read_number(struct span s, uint32_t *to)
{
	uint64_t n;

	if (!span_count(s, &n) || n == 0 || n > RUN_PARTS_MAX)
		return false;
	*to = (uint32_t)n;
	return true;
}

/* What stands before the first c, or all; rest is what stands behind it, or
 * {0}. */
static struct span
before(struct span *rest, char c)
{
	struct span all = *rest;
	const char *at = all.len ? memchr(all.p, c, all.len) : NULL;

	*rest = (struct span){ 0 };
	if (!at)
		return all;
	rest->p = at + 1;
	rest->len = all.len - (size_t)(at + 1 - all.p);
	return (struct span){ all.p, (size_t)(at - all.p) };
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c && strchr("._:-", c));
}

/* What stands behind @. */
static bool
read_run(struct run_part *p, struct span run)
{
	if (!run.p)
		return true;
	if (run.len == 0 || run.len > RUN_PART_NAME_MAX)
		return false;
	for (size_t i = 0; i < run.len; i++)
		if (!is_letter(run.p[i]))
			return false;
	memcpy(p->run, run.p, run.len);
	p->len = (unsigned char)run.len;
	return true;
}

bool
run_part_parse(struct run_part *to, struct span text)
{
	struct run_part p = { 0 };
	struct span numbers = before(&text, '@');
	struct span k = before(&numbers, '/');

	if (!numbers.p || !read_number(k, &p.k) ||
	    !read_number(numbers, &p.n) || p.k > p.n || !read_run(&p, text))
		return false;
	*to = p;
	return true;
}

bool
run_part_parse_all(struct run_part *to, struct span text)
{
	struct run_part p = { 0 };
	struct span n = before(&text, '@');

	if (!read_number(n, &p.n) || !read_run(&p, text))
		return false;
	*to = p;
	return true;
}

bool
run_part_is_beside(const struct run_part *a, const struct run_part *b)
{
	return a->n == b->n && a->len == b->len &&
	    !memcmp(a->run, b->run, a->len);
}

void
run_part_format(struct buf *b, const struct run_part *p)
{
	if (p->k)
		buf_printf(b, "%u/", p->k);
	buf_printf(b, "%u", p->n);
	if (p->len)
		buf_printf(b, "@%.*s", (int)p->len, p->run);
}

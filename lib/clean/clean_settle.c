#include "clean/clean_options.h"

void
clean_init(struct clean *c)
{
	c->layout.encoding = "UTF-8";
	c->layout.dialect = (struct dialect){
		.delimiter = SPAN(","), .quote = '"', .trim = true
	};
}

bool
clean_is_checked(const struct clean *c)
{
	enum format_kind kind = c->layout.format.kind;

	return !c->layout.format.no_check &&
	    (rules_checks(&c->rules) || format_is_statement(kind));
}

/* Figures of a JSON document are told by pointers. */
static int
settle_totals(struct layout *l, struct err *e)
{
	const struct total_source *s = total_sources_pointer(&l->totals);

	if (l->format.kind == FORMAT_JSON)
		return json_figures_take(
		    &l->format.json.figures, &l->totals, e);
	return s ? err_set(e, ST_FAIL, "--total %s = %s is for --format json",
		       excerpt(s->names.list[0]).s, s->pointer)
		 : 0;
}

int
clean_settle(struct clean *c, bool require_total, struct err *e)
{
	struct layout *l = &c->layout;

	if (format_rules_finish(&l->format, e) || settle_totals(l, e))
		return -1;
	if (!format_has_lines(l->format.kind) && c->csv_said)
		return err_set(e, ST_FAIL,
		    "--%s is for separated values "
		    "(--format csv)",
		    c->csv_said);
	if (!format_has_lines(l->format.kind) &&
	    l->format.kind != FORMAT_JSON && c->row_max_said)
		return err_set(e, ST_FAIL,
		    "--row-max is for separated values and JSON "
		    "(--format csv, json)");
	l->format.json.row_max = l->dialect.row_max;
	if (l->dialect.delimiter.len > 1 || l->dialect.mark.len) {
		if (c->quote_said)
			return err_set(e, ST_FAIL,
			    "--quote does not go with "
			    "--mark or a delimiter of several bytes");
		l->dialect.quote = -1;
	}
	if (l->dialect.quote == (unsigned char)l->dialect.delimiter.p[0])
		return err_set(e, ST_FAIL, "quote and delimiter are the same");
	if (l->names.n && l->header.n)
		return err_set(e, ST_FAIL,
		    "--header is for bills that have "
		    "one, --names for those that have none");
	if (l->again != AGAIN_ROW && l->header.n == 0)
		return err_set(e, ST_FAIL,
		    "--header-again looks for the "
		    "names of --header");
	if (l->again == AGAIN_SECTION && l->totals_file)
		return err_set(e, ST_FAIL,
		    "--totals has the figures of a "
		    "whole bill, --header-again section checks each section");
	if (c->seen.day && !c->seen.path)
		return err_set(
		    e, ST_FAIL, "--day is for bills that --seen knows");
	if (c->seen.again && !c->seen.path)
		return err_set(
		    e, ST_FAIL, "--again is for bills that --seen knows");
	if (require_total && !clean_is_checked(c))
		return err_set(e, ST_FAIL,
		    "--require-total: nothing checks "
		    "the bill's own totals (--check)");
	return 0;
}

#include "bill/format.h"

int
format_rules_kind(void *at, const struct option_given *o, struct err *e)
{
	static const struct {
		const char *name;
		enum format_kind kind;
	} formats[] = {
		{ "csv", FORMAT_CSV },
		{ "xlsx", FORMAT_XLSX },
		{ "fixed", FORMAT_FIXED },
		{ "mt940", FORMAT_MT940 },
		{ "camt", FORMAT_CAMT },
		{ "camt052", FORMAT_CAMT },
		{ "camt053", FORMAT_CAMT },
		{ "camt054", FORMAT_CAMT },
		{ "bai2", FORMAT_BAI2 },
		{ "json", FORMAT_JSON },
		{ "ndjson", FORMAT_JSON },
	};
	struct format_rules *r = at;

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		if (!strcmp(o->value, formats[i].name)) {
			r->kind = formats[i].kind;
			return 0;
		}
	}
	return err_set(e, ST_FAIL,
	    "\"%s\" is none of csv, xlsx, json, fixed, "
	    "mt940, camt and bai2",
	    o->value);
}

int
format_rules_record(void *at, const struct option_given *o, struct err *e)
{
	struct format_rules *r = at;

	if (r->n_records == FIXED_TYPES_MAX)
		return err_set(e, ST_FAIL, "more than %d types of record",
		    FIXED_TYPES_MAX);
	r->records[r->n_records++] = o->value;
	return 0;
}

int
format_rules_types(void *at, const struct option_given *o, struct err *e)
{
	struct format_rules *r = at;

	return bai2_types_say(&r->types, (char)o->row->kind, o->value, e);
}

int
format_rules_rows(void *at, const struct option_given *o, struct err *e)
{
	return json_layout_rows(at, o->value, e);
}

int
format_rules_column(void *at, const struct option_given *o, struct err *e)
{
	return json_layout_column(at, o->value, e);
}

/* What JSON needs, and nothing else. */
static int
finish_json(const struct format_rules *r, struct err *e)
{
	if (r->kind == FORMAT_JSON && r->json.names.n == 0)
		return err_set(e, ST_FAIL,
		    "--format json has no columns: say which with "
		    "--column 'id = /order/id'");
	if (r->kind != FORMAT_JSON && (r->json.rows_said || r->json.names.n))
		return err_set(
		    e, ST_FAIL, "--rows and --column are for --format json");
	return 0;
}

int
format_rules_finish(struct format_rules *r, struct err *e)
{
	if (r->kind != FORMAT_FIXED &&
	    (r->n_records || r->fixed.length || r->fixed.gap || r->fixed.pad))
		return err_set(e, ST_FAIL,
		    "--record, --record-length, --gap and "
		    "--pad are for --format fixed");
	if (r->kind != FORMAT_CAMT && (r->details || r->turn_reversals))
		return err_set(e, ST_FAIL,
		    "--details and --turn-reversals "
		    "are for --format camt");
	if (finish_json(r, e))
		return -1;
	if (r->kind != FORMAT_XLSX && r->sheet)
		return err_set(e, ST_FAIL, "--sheet is for --format xlsx");
	if (r->kind != FORMAT_BAI2 && r->types.any)
		return err_set(e, ST_FAIL,
		    "--credit-types and --debit-types "
		    "are for --format bai2");
	for (size_t i = 0; i < r->n_records; i++)
		if (fixed_add(&r->fixed, span_str(r->records[i]), e)) {
			err_at(e, "--record", 0);
			return -1;
		}
	if (r->kind == FORMAT_FIXED && fixed_check(&r->fixed, e))
		return err_at(e, "--format fixed", 0);
	return 0;
}

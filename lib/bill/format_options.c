#include "bill/format.h"

static int
set_kind(struct format_rules *r, const char *name, struct err *e)
{
	static const struct {
		const char *name;
		enum format_kind kind;
	} formats[] = {
		{ "csv", FORMAT_CSV },
		{ "fixed", FORMAT_FIXED },
		{ "mt940", FORMAT_MT940 },
		{ "camt", FORMAT_CAMT },
		{ "camt052", FORMAT_CAMT },
		{ "camt053", FORMAT_CAMT },
		{ "camt054", FORMAT_CAMT },
		{ "bai2", FORMAT_BAI2 },
	};

	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		if (!strcmp(name, formats[i].name)) {
			r->kind = formats[i].kind;
			return 0;
		}
	}
	return err_set(e, ST_FAIL,
	    "\"%s\" is none of csv, fixed, mt940, "
	    "camt and bai2",
	    name);
}

static int
set_bytes(size_t *bytes, const char *text, struct err *e)
{
	size_t v = 0;

	for (const char *p = text; *p; p++) {
		if (*p < '0' || *p > '9' || v > FIXED_LENGTH_MAX)
			return err_set(e, ST_FAIL,
			    "\"%s\" is not a number of "
			    "bytes",
			    text);
		v = v * 10 + (size_t)(*p - '0');
	}
	if (!*text || v > FIXED_LENGTH_MAX)
		return err_set(
		    e, ST_FAIL, "\"%s\" is not a number of bytes", text);
	*bytes = v;
	return 0;
}

static int
add_record(struct format_rules *r, const char *text, struct err *e)
{
	if (r->n_records == FIXED_TYPES_MAX)
		return err_set(e, ST_FAIL, "more than %d types of record",
		    FIXED_TYPES_MAX);
	r->records[r->n_records++] = text;
	return 0;
}

int
format_rules_set(struct format_rules *r, const char *option, const char *value,
    struct err *e)
{
	if (!strcmp(option, "format"))
		return set_kind(r, value, e);
	if (!strcmp(option, "record"))
		return add_record(r, value, e);
	if (!strcmp(option, "record-length"))
		return set_bytes(&r->fixed.length, value, e);
	if (!strcmp(option, "gap"))
		return set_bytes(&r->fixed.gap, value, e);
	if (!strcmp(option, "details"))
		r->details = true;
	else if (!strcmp(option, "turn-reversals"))
		r->turn_reversals = true;
	else if (!strcmp(option, "no-check"))
		r->no_check = true;
	return 0;
}

int
format_rules_finish(struct format_rules *r, struct err *e)
{
	if (r->kind != FORMAT_FIXED &&
	    (r->n_records || r->fixed.length || r->fixed.gap))
		return err_set(e, ST_FAIL,
		    "--record, --record-length and "
		    "--gap are for --format fixed");
	if (r->kind != FORMAT_CAMT && (r->details || r->turn_reversals))
		return err_set(e, ST_FAIL,
		    "--details and --turn-reversals "
		    "are for --format camt");
	for (size_t i = 0; i < r->n_records; i++)
		if (fixed_add(&r->fixed, span_str(r->records[i]), e)) {
			err_at(e, "--record", 0);
			return -1;
		}
	if (r->kind == FORMAT_FIXED && fixed_check(&r->fixed, e))
		return err_at(e, "--format fixed", 0);
	return 0;
}

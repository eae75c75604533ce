/*
 * bills: for targets that read a bill. What recon-clean writes of it has to
 * be a table whose control totals hold, or the bill is refused.
 */
#ifndef BILLS_H
#define BILLS_H

#include "clean/clean.h"
#include "fuzz.h"
#include "stream/table_in.h"

/* What holds where a layout says nothing else. */
static inline struct clean
bills_begin(void)
{
	return (struct clean){ .layout = { .encoding = "UTF-8",
				   .dialect = { .delimiter = SPAN(","),
				       .quote = '"',
				       .trim = true } } };
}

static inline void
bills_table(struct span text, const struct clean *c)
{
	static const struct stream_rules lenient = { .allow_empty = true };
	struct table_in t;
	struct err e;
	int r;

	MUST(table_open(&t, fuzz_file(1, text), &lenient, &e) == 0);
	while ((r = table_next(&t, &e)) == 1)
		;
	if (r)
		fprintf(stderr, "%s\n", e.text);
	MUST(r == 0 && t.stream.read.records == c->counts.out);
	table_close(&t);
}

/* Reads the bill by c, which is released. */
static inline void
bills_read(struct clean *c, struct span bill)
{
	struct stream_out out = { .version = stream_version() };
	struct rejects rejects = { .wanted = false };
	struct err e;

	output_hold(&out.out);
	c->out = &out;
	c->rejects = &rejects;
	stream_announce(&out, STREAM_TABLE);
	if (clean_bill(c, fuzz_file(0, bill), &e)) {
		fuzz_told(&e);
	} else {
		stream_tell(&out);
		bills_table(output_held(&out.out), c);
	}
	stream_abandon(&out);
	clean_free(c);
}

/* The same by one of the formats that need no description. */
static inline int
bills_format(enum format_kind kind, const uint8_t *p, size_t n)
{
	struct span s = { (const char *)p, n };
	struct clean c = bills_begin();
	unsigned choice = fuzz_byte(&s);

	c.layout.format.kind = kind;
	c.layout.format.no_check = choice & 1;
	c.layout.format.details = choice & 2 && kind == FORMAT_CAMT;
	c.layout.format.turn_reversals = choice & 4 && kind == FORMAT_CAMT;
	if (choice & 8)
		c.layout.encoding = "auto";
	c.want_source = choice & 16;
	bills_read(&c, s);
	return 0;
}

#endif

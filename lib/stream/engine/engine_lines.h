/*
 * engine_lines: lines as engines of clusters hand them on, which read and write
 * columns: a layer of an input that makes them lines of a stream again.
 *
 * A line stays a line, so that its number is that of the input.
 */
#ifndef ENGINE_LINES_H
#define ENGINE_LINES_H

#include "io/input.h"

/* What is taken for what. Cleared with {0}: everything as it stands. */
struct engine_rules {
	struct span null; /* borrowed: a field that is this text, or empty, is
			   * absent; p NULL: none is */
	bool end_tab;     /* TABs at the end of a line are not there */
	bool end_cr;      /* nor is a CR there */
	bool ctrl_a;      /* the byte 0x01 is a TAB */
};

/*
 * Sets them as that engine needs it: spark, hive or hadoop. ST_FAIL, told, for
 * another name.
 */
int engine_rules_set(struct engine_rules *, const char *engine, struct err *);

static inline bool
engine_rules_are(const struct engine_rules *r)
{
	return r->null.p || r->end_tab || r->end_cr || r->ctrl_a;
}

/*
 * Lays the layer over an input that was not read yet. is_table: its rows have
 * fixed fields only, as many as they have.
 *
 * An absent fixed field, of a record, a result or a row, becomes "-"; an absent
 * carried one and one of a control line goes.
 */
void engine_lines_cover(
    struct input *, const struct engine_rules *, bool is_table);

#endif

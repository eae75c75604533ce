/*
 * schema: the tables and views of a store, recon-store(5), as SQL.
 */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "base/buf.h"
#include "db/db.h"
#include "text/names.h"

enum { SCHEMA_VERSION = 1 };

/* The statements, with braces where kinds of database differ; NULL at the
 * end. */
extern const char *const schema_text[];

/*
 * Adds a statement as the kind has it, without a NUL:
 *
 *	{int} {text} {date}  types
 *	{strict}             behind a table
 *	{sequence X}         a statement that makes one, or none
 *	{id} {key A, B}      the key of the results
 *	{amount X}           columns of an amount: X, and where there are no
 *	                     exact decimals X_whole and X_frac
 *	{cols T.X}           these columns; {as T.X Y}: called Y;
 *	                     {if C then T.X}: or NULL
 *	{sum X} {shown X}    their sum, within, and around the groups
 *	{field N} {cast N}   the carried field N of r.fields; as a date
 *	{ids} {pairs F} {eq} rows j.value: of closes=, of the fields of F;
 *	                     where the "=" of one is
 *	{comma X}            where the first comma of a text is
 *	{days A, B}          whole days from B to A, at least 0
 *	{month D}            YYYY-MM
 *	{columns T}          a list of the columns of fields, each behind ", "
 *	{cross} {on} {and}   a join in this order
 */
void schema_expand(
    struct buf *, enum db_kind, const struct names *columns, const char *text);

/* Adds all of them, each with ";" and an empty line behind it. */
void schema_print(struct buf *, enum db_kind);

/* Runs a statement that has braces. */
int schema_run(
    struct db *, const struct names *columns, const char *text, struct err *);

/* Makes all of them in the database, and notes the version. */
int schema_make(struct db *, struct err *);

/* Adds the value of a carried field as SQL: of the first that has the name.
 * text: where all fields are. */
void schema_field(
    struct buf *, enum db_kind, const char *text, struct span name);

/* The same: that of the name, or of the name
 * with l. or r. before it, which comes first. */
void schema_field_of_either(
    struct buf *, enum db_kind, const char *text, struct span name);

/* Adds the text of the sum of an amount, where there are no exact decimals:
 * {shown X}. */
void schema_sum_text(struct buf *, struct span name);

/* Adds a name as SQL has it. */
void schema_name(struct buf *, struct span name);

#endif

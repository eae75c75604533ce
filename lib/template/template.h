/*
 * template: the texts of a message with the data of an event in them, as
 * recon-template(5) has it.
 *
 * A value is never read as a template, and comes out harmless where it stands:
 * see template_escape.h.
 */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include "base/buf.h"
#include "base/err.h"
#include "template/template_escape.h"
#include "template/template_frames.h"

enum {
	TEMPLATE_MAX = 1 << 20,      /* bytes of a template */
	TEMPLATE_TEXT_MAX = 1 << 24, /* bytes of all that is rendered */
	TEMPLATE_STEPS = 10000000    /* texts, values and elements rendered */
};

enum template_part {
	TEMPLATE_TITLE,
	TEMPLATE_TEXT,
	TEMPLATE_BODY, /* [html] */
	TEMPLATE_DATA,
	TEMPLATE_PARTS
};

/* A template taken apart. */
enum template_kind {
	NODE_TEXT,     /* what stands there */
	NODE_VALUE,    /* {{name}} */
	NODE_SECTION,  /* {{#name}} */
	NODE_INVERTED, /* {{^name}} */
	NODE_END       /* {{/name}} */
};

struct template_node {
	enum template_kind kind;
	bool optional;               /* {{name?}} */
	bool words;                  /* |words */
	bool link;                   /* |link */
	enum template_escape inner;  /* TEMPLATE_ESCAPES: none */
	enum template_escape escape; /* the last, or only one */
	struct span text;            /* a text, or else a name */
	size_t end;                  /* of a section: its NODE_END */
	uint64_t line;
};

/* NAME = WORD; one that ends in "*" is what names begin with, and a "*" in the
 * word what they end with. */
struct template_word {
	struct span name, word;
};

/* Released with template_free. */
struct template
{
	char *name;                  /* owned: the file, for messages */
	struct buf source;           /* owned; all else points into it */
	struct template_node *nodes; /* owned */
	size_t n_nodes, cap_nodes;
	struct template_word *words; /* owned: of [words] */
	size_t n_words, cap_words;
	struct {
		bool is_there;
		enum template_escape escape; /* of its values */
		size_t first, end;           /* of its nodes */
	} parts[TEMPLATE_PARTS];
};

/* What was rendered. Cleared with {0}; rendered into again as often as
 * wanted. */
struct template_text {
	struct buf parts[TEMPLATE_PARTS]; /* owned; empty: the template has
					   * none, or nothing is in it. The
					   * title is one line, the data one
					   * JSON object on one line */
};

/*
 * The file of a template. A name with a "/" is a path. Any other is looked up
 * in each directory of $RECON_TEMPLATES (separated by ":"), in installed, and in
 * the current directory, with "." and lang behind it ("en" where lang is NULL)
 * unless it has a ".". As for profiles, two that differ are refused. The caller
 * frees; NULL, ST_FAIL, where there is none.
 */
char *template_find(
    const char *name, const char *lang, const char *installed, struct err *);

/* Reads the template of a file. ST_FAIL, with file and line, where it is
 * none. */
int template_open(struct template *, const char *path, struct err *);

/* The same of a template in memory, copied; name is for messages. */
int template_parse(
    struct template *, const char *name, struct span source, struct err *);

/*
 * Renders every part with the data, a JSON object. ST_DATA, with file and line
 * of the template, where a field is unknown, a link none, or more comes out
 * than fits, and where [data] comes out as no JSON object.
 */
int template_render(const struct template *, struct span data,
    struct template_text *, struct err *);

void template_free(struct template *);
void template_text_free(struct template_text *);

/* For the files of this module. */

/* Adds the word for a value, which the value itself is where there is none. */
void template_word_add(
    const struct template *, struct buf *, struct span value);

/* Takes apart a line of a part, its LF included; open has the sections that are
 * open, n of them. ST_FAIL without a place. */
struct template_open {
	size_t nodes[TEMPLATE_DEPTH];
	size_t n;
};

int template_line(struct template *, enum template_part, struct span line,
    uint64_t number, struct template_open *, struct err *);

#endif

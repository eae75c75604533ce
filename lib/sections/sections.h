/*
 * sections: a file of sections and keys (io/ini.h), read as it was written; a
 * form says which sections and keys there are.
 *
 * All texts are borrowed from the sections and live as long as they do.
 */
#ifndef SECTIONS_H
#define SECTIONS_H

#include "base/arena.h"
#include "sections/told.h"

enum { SECTIONS_PARTS_MAX = 32 /* of a form */ };

/* key = value */
struct sections_entry {
	const char *key, *value;
	uint64_t line;
};

struct sections_section {
	unsigned part;    /* of the form, from 0 */
	const char *name; /* behind the word; "": none */
	const char *to;   /* the second name; "": none */
	uint64_t line;
	struct sections_entry *entries; /* owned */
	size_t n, cap;
};

/* A kind of section. */
struct sections_part {
	const char *word;  /* "left" */
	const char *names; /* behind it: NULL, "NAME" or "FROM TO" */
	bool passed;       /* its keys are those of another format: any */
};

/* A key. A name that ends with a blank is that of all keys which begin so. */
struct sections_key {
	unsigned parts; /* a bit for each part that has it */
	const char *name;
	int kind;          /* of value, as the form has them */
	const char *words; /* what the kind wants: those of a choice */
	bool many;         /* it may stand several times */
};

struct sections_form {
	const char *what;                  /* the file is: "a book" */
	const struct sections_part *parts; /* end with {0}; the first begins */
	const struct sections_key *keys;   /* end with {0} */
	/* Is it a name of a section? */
	bool (*is_name)(struct span);
	const char *names; /* what those are, for people */
	/* ST_FAIL where the value is none that the key takes. */
	int (*check)(const struct sections_key *, const struct sections_entry *,
	    struct err *);
};

/* Cleared with {0}, released with sections_free. */
struct sections {
	const struct sections_form *form; /* borrowed */
	const char *path;
	const char
	    *stem; /* its name, without the last "." and what is behind */
	struct sections_section *list; /* owned, in the order of the file */
	size_t n, cap;
	struct arena texts; /* owned */
};

/*
 * Reads the file; whatever is wrong in it is told, by line: bytes that are not
 * UTF-8, sections and keys that there are not, or twice, and values that are
 * none. -1, ST_FAIL, where it cannot be read, or where others can write it.
 * sections_free releases it in any case.
 */
int sections_read(struct sections *, const struct sections_form *,
    const char *path, struct told *, struct err *);

/* The same of the text that is in that file. */
void sections_read_text(struct sections *, const struct sections_form *,
    const char *path, struct span text, struct told *);

/* The first section of that part, NULL where there is none. */
const struct sections_section *sections_find(
    const struct sections *, unsigned part);

/* The first entry of that key, NULL where the section, which may be NULL, or
 * the key is not there. */
const struct sections_entry *sections_entry(
    const struct sections_section *, const char *key);

/* Its value, or this. */
const char *sections_value(
    const struct sections_section *, const char *key, const char *otherwise);

/* The key of that part; NULL: it has none of that name. */
const struct sections_key *sections_key(
    const struct sections_form *, unsigned part, const char *name);

/* Adds "[word name]". */
void sections_head_add(const struct sections_form *,
    const struct sections_section *, struct buf *);

/* Tells that the section does not say the key, where it does not. */
void sections_lacks(const struct sections *, const struct sections_section *,
    const char *key, struct told *);

void sections_free(struct sections *);

#endif

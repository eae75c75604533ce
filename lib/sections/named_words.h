/*
 * named_words: text in which {NAME} stands for a value: a command as
 * words, or one text.
 *
 *	recon-fetch -o "in/{date} bill.csv" {url}
 *
 * A command is parted at blanks; "..." keeps them, and within it "" is a quote.
 * {{ is a brace. A value is put in afterwards: it is never parted, and nothing
 * in it means anything.
 */
#ifndef NAMED_WORDS_H
#define NAMED_WORDS_H

#include "base/buf.h"
#include "base/err.h"
#include "text/words.h"

/* Bytes as they are, or the name of a value. */
struct named_piece {
	struct span text; /* points into the named_words */
	bool is_name;
	bool begins; /* a word begins with it */
};

/* Cleared with {0}, released with named_words_free. */
struct named_words {
	char *bytes;              /* owned: what the pieces point into */
	struct named_piece *list; /* owned */
	size_t n, cap;
	size_t n_words;
};

/*
 * Takes a command apart. ST_FAIL where it has no word, where a quote or brace
 * is not closed, or a name is none (letters, digits, "_", "-" and ".").
 */
int named_words_parse(struct named_words *, struct span text, struct err *);

/* The same of one text, in which blanks and quotes are what they are; it may
 * be empty. */
int named_words_parse_text(
    struct named_words *, struct span text, struct err *);

/* The first word, where no name is in it, else no bytes: it lives as long as
 * the words. */
struct span named_words_command(const struct named_words *);

/* Does a word begin with the value of this name? */
bool named_words_led_by(const struct named_words *, struct span name);

/* What a name stands for now; it lives until the next call. False: it has no
 * value. */
typedef bool named_lookup(void *arg, struct span name, struct span *value);

/*
 * Adds the words, values put in. ST_DATA, told, nothing added, for a name
 * without a value, a value with a NUL in it, and a word that a value begins and
 * that begins with "-", which would be an option.
 */
int named_words_make(const struct named_words *, named_lookup *, void *arg,
    struct words *, struct err *);

/* Adds the text, values put in; one may begin with "-". ST_DATA as above. */
int named_words_make_text(const struct named_words *, named_lookup *, void *arg,
    struct buf *, struct err *);

void named_words_free(struct named_words *);

/* Adds one word of a command, in quotes where it has blanks or quotes, or no
 * bytes. */
void named_words_quote(struct buf *, const char *word);

/* The same of text in which braces are braces. */
void named_words_quote_plain(struct buf *, const char *text);

#endif

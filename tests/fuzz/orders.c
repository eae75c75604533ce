/*
 * A file of orders: whatever it is, it is answered, a line an order, and goes.
 * What is taken can be put again, and is taken as the same words.
 */
#include "flow/orders/orders.h"
#include "flow/orders/orders_in.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz_dir.h"

static char dir[] = "/dev/shm/recon-fuzz-orders.XXXXXX";
static char orders[sizeof dir + sizeof "/orders"];
static struct orders_in in; /* open all the time: to end a watch takes long */

/* The disk is not what is tried. */
int
fsync(int fd)
{
	(void)fd;
	return 0;
}

static void
remove_all(void)
{
	orders_in_close(&in);
	fuzz_dir_empty(orders);
	rmdir(orders);
	rmdir(dir);
}

static void
begin(void)
{
	struct buf path = { 0 };
	struct err e;

	if (*orders)
		return;
	if (access("/dev/shm", W_OK))
		strcpy(dir, "/tmp/recon-fuzz-orders.XXXXXX");
	MUST(mkdtemp(dir) != NULL);
	snprintf(orders, sizeof orders, "%s/orders", dir);
	atexit(remove_all);
	MUST(orders_make(dir, &path, &e) == 0);
	MUST(orders_in_open(&in, dir, &e) == 0);
	buf_free(&path);
}

/* As an order appears: by its name. */
static void
put(struct span text)
{
	char from[sizeof orders + 8], to[sizeof orders + 8];

	fuzz_dir_put(orders, "a.temp", text);
	snprintf(from, sizeof from, "%s/a.temp", orders);
	snprintf(to, sizeof to, "%s/a.order", orders);
	MUST(rename(from, to) == 0);
}

/* Adds the words of all orders there are, as they are put, and answers them. */
static size_t
take_all(struct buf *lines)
{
	struct orders_taken o;
	size_t n = 0;

	while (orders_in_next(&in, &o)) {
		MUST(o.words->n > 0 && o.uid == geteuid());
		for (size_t i = 0; i < o.words->n; i++)
			orders_word(lines, span_str(o.words->argv[i]));
		orders_end(lines);
		orders_in_answer(&in, o.id, ST_OK, SPAN("yes"));
		n++;
	}
	return n;
}

/* The answers to a file; it is gone. */
static size_t
answers(const char *name, size_t *yes)
{
	struct buf b = { 0 }, text = { 0 };
	enum status status;
	struct span lines;
	size_t n = 0;
	struct err e;

	MUST(orders_answer(dir, name, &b, &e) == 1);
	lines = buf_span(&b);
	while (orders_answer_next(&lines, &status, &text)) {
		MUST(status == ST_OK || status == ST_DATA);
		*yes += status == ST_OK;
		n++;
	}
	buf_free(&b);
	buf_free(&text);
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct buf first = { 0 }, again = { 0 };
	char name[ORDERS_NAME_CAP];
	size_t taken, yes = 0;
	struct err e;

	begin();
	put((struct span){ (const char *)data, n });
	taken = take_all(&first);
	MUST(answers("a", &yes) >= 1 && yes == taken);
	if (taken) {
		MUST(orders_put(dir, buf_span(&first), name, &e) == 0);
		MUST(take_all(&again) == taken);
		MUST(span_eq(buf_span(&first), buf_span(&again)));
		yes = 0;
		MUST(answers(name, &yes) == taken && yes == taken);
	}
	buf_free(&first);
	buf_free(&again);
	fuzz_dir_empty(orders);
	return 0;
}

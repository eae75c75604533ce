/* Bills cut short, read by the shipped profiles that check something. */
#include <sys/stat.h>

#include "clean/clean_options.h"
#include "io/profile.h"
#include "scratch.h"
#include "test.h"

static char part[sizeof scratch_dir + sizeof "/part"];

static void
must(int r, const struct err *e)
{
	if (r == 0)
		return;
	printf("# %s\n", e->text);
	exit(2);
}

/* A profile's part for recon-clean; its texts live as p does. */
static void
set_up(struct clean *c, struct profile *p, const char *name)
{
	struct err e;

	must(profile_load(p, name, "", &e), &e);
	clean_init(c);
	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->entries[i].section, "recon-clean"))
			must(clean_take(
				 c, p->entries[i].key, p->entries[i].value, &e),
			    &e);
	must(clean_settle(c, false, &e), &e);
}

/*
 * Between two statements of MT940: the line that was cut begins with the "-"
 * of the one, or is a part of the next one's header all whose braces are
 * closed. No one can tell such a file from one that was made so.
 */
static bool
is_between(const char *text, size_t n)
{
	size_t from = n - (n && text[n - 1] == '\n');
	int open = 0;

	while (from && text[from - 1] != '\n')
		from--;
	for (size_t i = from; i < n; i++)
		open += (text[i] == '{') - (text[i] == '}');
	return n == 0 || text[from] == '-' || (text[from] == '{' && open == 0);
}

/* Is it bad data, or the whole table to its last byte? */
static bool
is_safe(struct clean *c, const char *bill, uint64_t whole, struct err *e)
{
	uint64_t before = c->out->out.bytes;

	if (clean_bill(c, bill, e))
		return e->status == ST_DATA;
	snprintf(e->text, sizeof e->text, "read, with less in it");
	return c->out->out.bytes - before == whole;
}

/* Cuts the bill at every byte, from the last to the first. */
static void
cut_everywhere(struct clean *c, const char *bill, const char *text, size_t size)
{
	uint64_t whole;
	struct err e;
	int unsafe = 0;

	must(clean_bill(c, bill, &e), &e); /* writes the names, too */
	whole = c->out->out.bytes;
	must(clean_bill(c, bill, &e), &e);
	whole = c->out->out.bytes - whole;
	for (size_t n = size; n-- > 0;) {
		if (truncate(bill, (off_t)n))
			scratch_die(bill);
		if (is_safe(c, bill, whole, &e) ||
		    (c->layout.format.kind == FORMAT_MT940 &&
			is_between(text, n)))
			continue;
		if (unsafe++ == 0)
			printf("# cut at %zu: %s\n", n, e.text);
	}
	EXPECT(unsafe == 0);
}

static void
cut(const char *profile, const char *bill)
{
	struct stream_out out = { .out.fd = -1 };
	struct rejects rejects = { .wanted = false };
	struct clean c = { .rejects = &rejects, .out = &out };
	struct profile p = { 0 };
	char *text = scratch_read(bill);
	struct stat st;
	struct err e;

	if (!text || stat(bill, &st))
		scratch_die(bill);
	scratch_write(part, text, (size_t)st.st_size);
	set_up(&c, &p, profile);
	must(stream_create(&out, "/dev/null", STREAM_TABLE, true, &e), &e);
	printf("# %s\n", bill);
	cut_everywhere(&c, part, text, (size_t)st.st_size);
	stream_abandon(&out);
	clean_free(&c);
	profile_free(&p);
	free(text);
}

#define CUT(profile, bill) \
	cut("examples/profiles/" profile ".ini", "tests/data/" bill)

static void
separated(void)
{
	CUT("wechat", "wechat/bill.ALL.csv");
	CUT("wechat-success", "bills/wechat-success.csv");
	CUT("wechat-refund", "bills/wechat-refund.csv");
	CUT("wechat-24", "bills/wechat-24.csv");
	CUT("alipay", "bills/alipay.csv");
	CUT("jd", "bills/jd.csv");
	CUT("paypal-stl", "bills/paypal-stl.csv");
}

static void
fixed_width(void)
{
	CUT("nacha", "fixed/ppd-mixedDebitCredit.ach");
	CUT("nacha", "fixed/ppd-debit.ach");
	CUT("nacha", "fixed/web-credit.ach");
	CUT("nacha", "fixed/iat-mixed.ach");
	CUT("cnab240", "fixed/itau.ret");
}

static void
statements(void)
{
	CUT("mt940", "mt940/mbank.sta");
	CUT("mt940", "mt940/asnb.txt");
	CUT("bai2", "fixed/bai2-1.txt");
	CUT("bai2", "fixed/bai2-2.txt");
	CUT("camt053", "camt/example.v2.xml");
}

int
main(void)
{
	if (!mkdtemp(scratch_dir))
		scratch_die(scratch_dir);
	snprintf(part, sizeof part, "%s/part", scratch_dir);
	test("separated values with totals, cut at any byte, are never read "
	     "with less in them",
	    separated);
	test("nor are records of fixed width", fixed_width);
	test("nor are statements, unless cut between two", statements);
	unlink(part);
	rmdir(scratch_dir);
	return test_done();
}

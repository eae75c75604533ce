#include <sys/stat.h>

#include "io/profile.h"
#include "scratch.h"
#include "test.h"

/* Entry i of a profile, all four parts. */
static void
is_entry(const struct profile *p, size_t i, const char *section,
    const char *key, const char *value, uint64_t line)
{
	EXPECT(i < p->n);
	if (i >= p->n)
		return;
	EXPECT_STR(p->entries[i].section, section);
	EXPECT_STR(p->entries[i].key, key);
	EXPECT_STR(p->entries[i].value, value);
	EXPECT(p->entries[i].line == line);
}

static void
sections_keys_values(void)
{
	static const char text[] = "# orders of the shop\n"
				   "[recon-clean]\n"
				   "encoding = GB18030\n"
				   "  keep=status = paid  \n"
				   "\n"
				   "; of old\n"
				   "[key]\n"
				   "amount =\n"
				   "carry = a # b ; c\n"
				   "carry = d\n"
				   "[ recon-clean ]\t\n"
				   "no-trim = yes";
	struct profile p;
	struct err e;

	scratch_write("shop.ini", text, sizeof text - 1);
	EXPECT(profile_load(&p, "./shop.ini", NULL, &e) == 0);
	EXPECT_STR(p.path, "./shop.ini");
	EXPECT(p.n == 6);
	is_entry(&p, 0, "recon-clean", "encoding", "GB18030", 3);
	is_entry(&p, 1, "recon-clean", "keep", "status = paid", 4);
	is_entry(&p, 2, "recon-key", "amount", "", 8);
	is_entry(&p, 3, "recon-key", "carry", "a # b ; c", 9);
	is_entry(&p, 4, "recon-key", "carry", "d", 10);
	is_entry(&p, 5, "recon-clean", "no-trim", "yes", 12);
	profile_free(&p);
	EXPECT(p.n == 0 && !p.entries && !p.path);
}

static void
saved_on_windows(void)
{
	static const char text[] = "\xef\xbb\xbf[key]\r\nside = L\r\n";
	struct profile p;
	struct err e;

	scratch_write("win.ini", text, sizeof text - 1);
	EXPECT(profile_load(&p, "./win.ini", NULL, &e) == 0);
	EXPECT(p.n == 1);
	is_entry(&p, 0, "recon-key", "side", "L", 2);
	profile_free(&p);
}

static void
bad_lines(void)
{
	static const struct {
		const char *text;
		size_t len;
		const char *why;
	} rows[] = {
		{ "[key]\nside L\n", 13,
		    "./bad.ini:2: \"side L\" is neither "
		    "[section], key = value nor a comment" },
		{ "side = L\n", 9,
		    "./bad.ini:1: \"side = L\" stands before the first "
		    "section, a line like [recon-clean]" },
		{ "[key\n", 5,
		    "./bad.ini:1: \"[key\" is neither "
		    "[section], key = value nor a comment" },
		{ "[]\n", 3,
		    "./bad.ini:1: \"[]\" is neither "
		    "[section], key = value nor a comment" },
		{ "[key]\n = L\n", 11,
		    "./bad.ini:2: \"= L\" is neither "
		    "[section], key = value nor a comment" },
		{ "[key]\na=\0b\n", 11,
		    "./bad.ini:2: \"a=\\x00b\" is neither "
		    "[section], key = value nor a comment" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct profile p;
		struct err e = { .text = "accepted" };

		scratch_write("bad.ini", rows[i].text, rows[i].len);
		EXPECT(profile_load(&p, "bad.ini", NULL, &e) == -1);
		EXPECT(e.status == ST_FAIL);
		EXPECT_STR(e.text, rows[i].why);
	}
}

static const char *
found(const char *name, const char *installed)
{
	static char path[256];
	struct profile p;
	struct err e;

	if (profile_load(&p, name, installed, &e))
		return "";
	snprintf(path, sizeof path, "%s", p.path);
	profile_free(&p);
	return path;
}

static void
looked_up_in_order(void)
{
	scratch_files(1);
	EXPECT(mkdir("one", 0777) == 0 && mkdir("two", 0777) == 0);
	EXPECT(mkdir("three", 0777) == 0 && mkdir("shop", 0777) == 0);
	setenv("RECON_PROFILES", "absent::one:two", 1);
	EXPECT_STR(found("shop", "three"), "");
	scratch_write("three/shop.ini", "", 0);
	EXPECT_STR(found("shop", "three"), "three/shop.ini");
	EXPECT_STR(found("shop.ini", "three"), "three/shop.ini");
	EXPECT_STR(found("three/shop.ini", NULL), "three/shop.ini");
	EXPECT_STR(found("three/shop", NULL), "");
	scratch_write("two/shop.ini", "#", 1);
	EXPECT_STR(found("shop", NULL), "two/shop.ini");
	EXPECT_STR(found("shop", "three"), "");
	EXPECT_STR(found("shop", "two"), "two/shop.ini"); /* the same */
	scratch_write("shop.ini", "", 0);
	EXPECT_STR(found("shop", NULL), "");
	EXPECT_STR(found("./shop.ini", NULL), "./shop.ini");
	unlink("two/shop.ini");
	EXPECT_STR(found("shop", NULL), "./shop.ini");
	unlink("three/shop.ini");
	unlink("shop.ini");
	unsetenv("RECON_PROFILES");
	scratch_files(1);
}

static void
a_copy_is_no_second_one(void)
{
	EXPECT(mkdir("one", 0777) == 0 && mkdir("two", 0777) == 0);
	setenv("RECON_PROFILES", "one", 1);
	scratch_write("one/shop.ini", "# a\n", 4);
	scratch_write("two/shop.ini", "# a\n", 4);
	EXPECT_STR(found("shop", "two"), "one/shop.ini");
	scratch_write("two/shop.ini", "# b\n", 4); /* as long */
	EXPECT_STR(found("shop", "two"), "");
	scratch_write("two/shop.ini", "# a\n#", 5); /* begins so */
	EXPECT_STR(found("shop", "two"), "");
	scratch_write("two/shop.ini", "# a\n", 4);
	scratch_write("shop.ini", "# a", 3); /* the third */
	EXPECT_STR(found("shop", "two"), "");
	unlink("shop.ini");
	EXPECT(symlink("one/shop.ini", "shop.ini") == 0);
	EXPECT_STR(found("shop", "two"), "one/shop.ini");
	unlink("shop.ini");
	unlink("one/shop.ini");
	unlink("two/shop.ini");
	unsetenv("RECON_PROFILES");
	scratch_files(1);
}

static void
not_found(void)
{
	struct profile p;
	struct err e;

	mkdir("one", 0777);
	setenv("RECON_PROFILES", "one", 1);
	scratch_write("one/b.ini", "", 0);
	scratch_write("one/a.ini", "", 0);
	EXPECT(profile_load(&p, "absent", "three", &e) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text,
	    "profile absent: there is none, neither in $RECON_PROFILES, nor "
	    "installed, nor as ./absent.ini; there are: a, b; the path of a "
	    "file has a \"/\"");
	EXPECT(profile_load(&p, "./absent", "three", &e) == -1);
	EXPECT_STR(e.text, "profile ./absent: not found");
	unsetenv("RECON_PROFILES");
	unlink("one/a.ini");
	unlink("one/b.ini");
}

int
main(void)
{
	scratch_begin();
	unsetenv("RECON_PROFILES");
	test("a profile is sections of keys and values", sections_keys_values);
	test("a BOM and CR LF are no part of it", saved_on_windows);
	test("a line that is none of these is named", bad_lines);
	test("a name is a path first, then looked up in order",
	    looked_up_in_order);
	test("a copy of a profile is no second one", a_copy_is_no_second_one);
	test("a profile that is nowhere names the places", not_found);
	scratch_end();
	return test_done();
}

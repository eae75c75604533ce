/*
 * cut_balances: the accounts of a payment company on one date, as record
 * streams, the same bytes for the same arguments on any machine.
 *
 *	cut_balances opening|entries|closing ACCOUNTS ENTRIES DATE
 *
 * Opening balances stand in order. Entries stand in the order in which they were
 * made, on accounts by chance; each carries its id. Closing balances, which are
 * what the two come to, stand in no order.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STRIDE = 7919, FILE_CAP = 1 << 20, CENTS = 100 };

static const char *date;
static uint64_t records;
static int64_t sum; /* in cents */

/* A number by chance that belongs to this one (splitmix64). */
static uint64_t
mix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	return x ^ x >> 31;
}

static int64_t
opening_of(uint64_t account)
{
	return (int64_t)(mix(account) % 100000000);
}

static uint64_t
account_of(uint64_t entry, uint64_t accounts)
{
	return mix(entry ^ (uint64_t)1 << 62) % accounts;
}

static int64_t
amount_of(uint64_t entry)
{
	return (int64_t)(mix(entry ^ (uint64_t)1 << 61) % 2000000) - 1000000;
}

/* carried: an id, or 0 */
static void
put(uint64_t account, int64_t cents, uint64_t carried)
{
	uint64_t a = (uint64_t)(cents < 0 ? -cents : cents);

	printf("6222%012" PRIu64 "\t%s%" PRIu64 ".%02" PRIu64 "\tCNY\tL\t%s",
	    account, cents < 0 ? "-" : "", a / CENTS, a % CENTS, date);
	if (carried)
		printf("\tid=%" PRIu64, carried);
	putchar('\n');
	records++;
	sum += cents;
}

static void
put_opening(uint64_t accounts)
{
	for (uint64_t i = 0; i < accounts; i++)
		put(i, opening_of(i), 0);
}

static void
put_entries(uint64_t accounts, uint64_t entries)
{
	for (uint64_t i = 1; i <= entries; i++)
		put(account_of(i, accounts), amount_of(i), i);
}

static void
put_closing(uint64_t accounts, uint64_t entries)
{
	int64_t *balance = malloc(accounts * sizeof *balance);

	if (!balance)
		abort();
	for (uint64_t i = 0; i < accounts; i++)
		balance[i] = opening_of(i);
	for (uint64_t i = 1; i <= entries; i++)
		balance[account_of(i, accounts)] += amount_of(i);
	for (uint64_t i = 0, at = 0; i < accounts; i++) {
		put(at, balance[at], 0);
		at = (at + STRIDE) % accounts;
	}
	free(balance);
}

int
main(int argc, char **argv)
{
	uint64_t accounts, entries, a;

	if (argc != 5 || (accounts = strtoull(argv[2], NULL, 10)) == 0 ||
	    accounts % STRIDE == 0) {
		fprintf(stderr,
		    "usage: cut_balances opening|entries|closing ACCOUNTS "
		    "ENTRIES DATE\n");
		return 2;
	}
	entries = strtoull(argv[3], NULL, 10);
	date = argv[4];
	setvbuf(stdout, NULL, _IOFBF, FILE_CAP);
	puts("#recon record 1");
	if (!strcmp(argv[1], "opening"))
		put_opening(accounts);
	else if (!strcmp(argv[1], "entries"))
		put_entries(accounts, entries);
	else
		put_closing(accounts, entries);
	a = (uint64_t)(sum < 0 ? -sum : sum);
	printf("#total\trecords=%" PRIu64, records);
	printf("\tL.CNY=%s%" PRIu64 ".%02" PRIu64 "\n", sum < 0 ? "-" : "",
	    a / CENTS, a % CENTS);
	return fclose(stdout) != 0;
}

import dev.phoenixkit.testing.ItDatabase

def it = ItDatabase.create(context, basedir).withSampleRows()
it.database().execute('CREATE TABLE seen_by_the_test (version text, old_keys bigint)')
it.remember()

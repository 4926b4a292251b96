import dev.phoenixkit.testing.ItDatabase

ItDatabase.create(context, basedir).withTellingRows().remember()

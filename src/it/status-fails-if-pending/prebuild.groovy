import dev.phoenixkit.testing.ItDatabase

ItDatabase.create(context, basedir).withSampleRows().remember()

import dev.phoenixkit.testing.ItDatabase

def it = ItDatabase.create(context, basedir).withSampleRows()
it.insert('integration::nobody', '{}')
it.remember()

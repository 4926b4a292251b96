import dev.phoenixkit.testing.ItDatabase

def it = ItDatabase.create(context, basedir).withTellingRows()
it.insert('integration::nobody', '{}')
it.remember()

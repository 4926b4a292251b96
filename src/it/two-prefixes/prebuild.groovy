import dev.phoenixkit.testing.ItDatabase

def it = ItDatabase.create(context, basedir).withSampleRows()
it.database().createPhoenixKit('Tenant "Zwei"', '113')
it.database().insertSetting('Tenant "Zwei"', 'integration:google:work', '{}', 'integrations')
it.remember()

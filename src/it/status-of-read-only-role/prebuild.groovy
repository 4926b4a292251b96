import dev.phoenixkit.testing.ItDatabase

def it = ItDatabase.create(context, basedir).withSampleRows()
it.database().execute(
        "CREATE ROLE it_reader LOGIN PASSWORD 'it_reader'",
        'GRANT USAGE ON SCHEMA public TO it_reader',
        'GRANT SELECT ON phoenix_kit, phoenix_kit_settings TO it_reader')
context.userProperties.put('phoenixkit.username', 'it_reader')
context.userProperties.put('phoenixkit.password', 'it_reader')
it.remember()
